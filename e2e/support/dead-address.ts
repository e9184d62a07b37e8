import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * An address where nobody listens, and nobody will unless the test does: a loopback address that
 * nothing else uses, with a port that is free there. A freed port of 127.0.0.1 may be handed to any
 * other program in the next moment.
 */
export async function deadAddress(host: '127.0.0.2' | '127.0.0.3'): Promise<string> {
  // Linux and Windows route all of 127.0.0.0/8 to this computer; macOS only the first.
  const own = process.platform === 'darwin' ? '127.0.0.1' : host;
  const server = createServer().listen(0, own);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Listening without a port');
  server.close();
  await once(server, 'close');
  return `${own}:${address.port}`;
}
