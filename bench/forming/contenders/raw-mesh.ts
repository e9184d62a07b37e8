import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Carrier } from '../../group/carrier.ts';

/** What each end says first: a length, and an identity as long as a key. */
const HELLO: Buffer = Buffer.concat([Buffer.from([0, 0, 0, 32]), Buffer.alloc(32, 1)]);

/**
 * The floor: a socket to each other member, dialled all at once, and a hello each way on it. A link is
 * up when the other's hello has come.
 */
export const carrier: Carrier = {
  ordered: true,
  async join({ dial, links }, inbox) {
    const sockets = new Set<Socket>();
    let up = 0;
    let changed = (): void => undefined;
    function take(socket: Socket): void {
      sockets.add(socket);
      let come = 0;
      socket.on('error', (error) => inbox.fail(error));
      socket.on('data', (chunk) => {
        come += chunk.byteLength;
        if (come !== HELLO.byteLength) return;
        up += 1;
        changed();
      });
      socket.write(HELLO);
    }
    const server = createServer({ noDelay: true }, take);
    server.listen({ host: '127.0.0.1', port: 0, backlog: 511 });
    await once(server, 'listening');
    for (const port of dial) {
      const socket = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
      socket.once('connect', () => take(socket));
      socket.once('error', (error) => inbox.fail(error));
    }
    return {
      address: String((server.address() as AddressInfo).port), // as it listens on TCP
      linked: () =>
        new Promise((resolve) => {
          changed = () => {
            if (up === links) resolve();
          };
          changed();
        }),
      publish() {
        throw new Error('Nothing is said here but hello');
      },
      drained: () => null,
      async close() {
        for (const socket of sockets) socket.destroy();
        server.close();
      },
    };
  },
};
