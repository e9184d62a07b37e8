import { createServer } from 'node:net';
import { sendBytes } from '../floor/bytes.ts';
import { TEXT_BYTES } from '../parley/past.ts';

/** Where the bytes are to be had. */
export type RawHost = { readonly port: number };

/** Sends as many bytes of text to whoever connects. */
function main(messages: number): void {
  const server = createServer({ noDelay: true }, (socket) =>
    sendBytes(socket, messages * TEXT_BYTES),
  );
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    process.send?.({ port } satisfies RawHost);
  });
  process.on('disconnect', () => process.exit());
}

main(Number(process.argv[2]));
