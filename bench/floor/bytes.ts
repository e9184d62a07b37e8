import { open } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';

/** Bytes of a page, as Parley asks for them. */
const PAGE_BYTES = 262_144;

/** Sends so many bytes, a page a write, and ends. */
export function sendBytes(socket: Socket, bytes: number): void {
  const page = Buffer.alloc(PAGE_BYTES, 'x');
  let left = bytes;
  const more = (): void => {
    while (left > 0) {
      const part = page.subarray(0, Math.min(left, PAGE_BYTES));
      left -= part.byteLength;
      if (!socket.write(part)) return void socket.once('drain', more);
    }
    socket.end();
  };
  more();
}

/** Writes what comes from a port into a file, which is flushed after each page. Returns how much came. */
export async function receiveBytes(port: number, path: string): Promise<number> {
  const file = await open(path, 'w');
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  let [came, unflushed] = [0, 0];
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    await file.write(chunk);
    came += chunk.byteLength;
    unflushed += chunk.byteLength;
    if (unflushed < PAGE_BYTES) continue;
    await file.datasync();
    unflushed = 0;
  }
  await file.datasync();
  await file.close();
  return came;
}
