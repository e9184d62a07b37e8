import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A wire between two computers that a test can break: what is sent over it vanishes, no end is told,
 * and whoever dials is left waiting, as with a cable that is pulled between two switches.
 */
export class Wire {
  readonly address: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #broken = false;

  private constructor(server: Server, address: string) {
    this.#server = server;
    this.address = address;
  }

  /** Whoever dials the wire's own address gets through to this one. */
  static async to(address: string): Promise<Wire> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bound = server.address();
    if (bound === null || typeof bound === 'string') throw new Error('The wire has no port');
    const wire = new Wire(server, `127.0.0.1:${bound.port}`);
    const port = Number(address.split(':').at(-1));
    server.on('connection', (near) => wire.#carry(near, connect(port, '127.0.0.1')));
    return wire;
  }

  break(): void {
    this.#broken = true;
  }

  /** What was said meanwhile is lost: those who still wait for it have to dial anew. */
  mend(): void {
    this.#broken = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #carry(near: Socket, far: Socket): void {
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (bytes) => {
        if (!this.#broken) to.write(bytes);
      });
      // A reset at one end is one at the other; what went wrong is told by `close`.
      from.on('error', () => undefined);
      from.on('close', () => {
        this.#sockets.delete(from);
        if (!this.#broken) to.destroy();
      });
    }
  }
}
