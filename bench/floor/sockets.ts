import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Carrier, Inbox, Member } from '../group/carrier.ts';

const HEADER_BYTES = 4;

/** How frames leave on all sockets of a member. */
export interface Writer {
  write(message: Uint8Array): void;
}

/**
 * `node:net` and nothing else: a socket to each other member, a 4-byte length before each message, and
 * nothing parsed. What a chat cannot be faster than, by the way in which it writes.
 */
export function socketCarrier(writerOf: (sockets: ReadonlySet<Socket>) => Writer): Carrier {
  return {
    ordered: true,
    async join(place, inbox): Promise<Member> {
      const sockets = new Set<Socket>();
      const server = createServer({ noDelay: true }, (socket) => take(socket));
      let linked: () => void = () => undefined;
      function take(socket: Socket): void {
        sockets.add(socket);
        socket.on('data', cutting(inbox));
        socket.on('error', (error) => inbox.fail(error));
        linked();
      }
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      for (const port of place.dial) {
        const socket = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
        await once(socket, 'connect');
        take(socket);
      }
      const writer = writerOf(sockets);
      return {
        address: String((server.address() as AddressInfo).port),
        linked: () =>
          new Promise((resolve) => {
            linked = () => {
              if (sockets.size >= place.links) resolve();
            };
            linked();
          }),
        publish: (message) => writer.write(message),
        drained: () => drained(sockets),
        async close() {
          for (const socket of sockets) socket.destroy();
          server.close();
        },
      };
    },
  };
}

/** Cuts what comes by the lengths in it; only what is split between chunks is copied. */
function cutting(inbox: Inbox): (chunk: Buffer) => void {
  /** The beginning of a message whose end has not come. */
  let begun: Buffer = Buffer.alloc(0);
  return (chunk) => {
    let at = 0;
    while (begun.byteLength > 0 && at < chunk.byteLength) {
      const isHeaderWhole = begun.byteLength >= HEADER_BYTES;
      const length = isHeaderWhole ? begun.readUInt32BE(0) : 0;
      const more = chunk.subarray(at, at + HEADER_BYTES + length - begun.byteLength);
      begun = Buffer.concat([begun, more]);
      at += more.byteLength;
      if (isHeaderWhole && begun.byteLength === HEADER_BYTES + length) {
        inbox.bytes(begun, HEADER_BYTES, length);
        begun = Buffer.alloc(0);
      }
    }
    while (chunk.byteLength - at >= HEADER_BYTES) {
      const length = chunk.readUInt32BE(at);
      if (chunk.byteLength - at - HEADER_BYTES < length) break;
      inbox.bytes(chunk, at + HEADER_BYTES, length);
      at += HEADER_BYTES + length;
    }
    if (at < chunk.byteLength) begun = chunk.subarray(at);
  };
}

/** Null while every socket takes more; else resolves once all of them do. */
function drained(sockets: ReadonlySet<Socket>): Promise<void> | null {
  const full = [...sockets].filter((socket) => socket.writableNeedDrain);
  if (full.length === 0) return null;
  return Promise.all(full.map((socket) => once(socket, 'drain'))).then(() => undefined);
}

/** Puts a message and its length into `frames` at `at`; returns where the next one goes. */
export function putFrame(frames: Buffer, at: number, message: Uint8Array): number {
  frames.writeUInt32BE(message.byteLength, at);
  frames.set(message, at + HEADER_BYTES);
  return at + HEADER_BYTES + message.byteLength;
}

export function frameBytes(message: Uint8Array): number {
  return HEADER_BYTES + message.byteLength;
}
