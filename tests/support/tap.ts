import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { FrameReader, MAX_FRAME_BYTES } from '../../src/core/frame.ts';
import { readOn } from './frame-reading.ts';

const HOST = '127.0.0.1';

/** Who sent it, and the payload of a frame. */
export type Tapped = { readonly from: 'dialler' | 'listener'; readonly payload: Buffer };

/** One connection as whoever taps the wire has it: frames in the order in which they came. */
export type Capture = {
  readonly frames: readonly Tapped[];
  /** All bytes of both ways. */
  readonly bytes: Buffer;
};

export type Tap = {
  readonly port: number;
  /** What it has of each connection so far. */
  captures(): readonly Capture[];
  /** Changes the last bit of what comes next from that end. */
  spoil(from: Tapped['from']): void;
};

/** A door that passes everything on to `port` and keeps it. */
export async function tap(port: number): Promise<Tap> {
  let spoilt: Tapped['from'] | null = null;
  const connections: { readonly frames: Tapped[]; readonly chunks: Buffer[] }[] = [];
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(port, HOST);
    sockets.push(near, far);
    const connection = { frames: [] as Tapped[], chunks: [] as Buffer[] };
    connections.push(connection);
    const ways = [
      ['dialler', near, far],
      ['listener', far, near],
    ] as const;
    for (const [from, source, sink] of ways) {
      const reader = new FrameReader(MAX_FRAME_BYTES);
      source.on('data', (bytes) => {
        connection.chunks.push(bytes);
        readOn(reader, bytes, (payload) => {
          connection.frames.push({ from, payload: Buffer.from(payload) });
        });
        const last = bytes.byteLength - 1;
        if (spoilt === from) bytes[last] = (bytes[last] ?? 0) ^ 1;
        if (spoilt === from) spoilt = null;
        sink.write(bytes);
      });
      source.on('end', () => sink.end());
      source.on('error', () => sink.destroy());
    }
  });
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Not listening');
  return {
    port: address.port,
    spoil: (from) => {
      spoilt = from;
    },
    captures: () =>
      connections.map(({ frames, chunks }) => ({ frames, bytes: Buffer.concat(chunks) })),
  };
}
