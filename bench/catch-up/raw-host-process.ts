import { createServer } from 'node:net';
import { TEXT_BYTES } from '../parley/past.ts';
import { PAGE_BYTES } from './contenders/raw.ts';

/** Where the bytes are to be had. */
export type RawHost = { readonly port: number };

/** Sends as many bytes of text to whoever connects, a page a write. */
function main(messages: number): void {
  const page = Buffer.alloc(PAGE_BYTES, 'x');
  const server = createServer({ noDelay: true }, (socket) => {
    let left = messages * TEXT_BYTES;
    const send = (): void => {
      while (left > 0) {
        const part = page.subarray(0, Math.min(left, PAGE_BYTES));
        left -= part.byteLength;
        if (!socket.write(part)) return void socket.once('drain', send);
      }
      socket.end();
    };
    send();
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    process.send?.({ port } satisfies RawHost);
  });
  process.on('disconnect', () => process.exit());
}

main(Number(process.argv[2]));
