import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Address } from '../core/address.ts';
import type { Connection, ConnectionHandlers, Transport } from '../core/ports.ts';
import { err, type Failure, ok } from '../core/result.ts';
import { toFailure } from './failure.ts';

/** How long one attempt to connect may take; the kernel alone would wait over two minutes. */
const CONNECT_TIMEOUT_MS = 10_000;

/** TCP through `node:net`. The only place that knows sockets. */
export const tcpTransport: Transport = {
  listen(at, accepted) {
    return new Promise((resolve) => {
      const server = createServer({ noDelay: true }, (socket) =>
        accepted(new TcpConnection(socket)),
      );
      server.once('error', (error) => resolve(err(toFailure(error, at.port))));
      // Without a host Node listens on `::`, which takes IPv4 too where the system allows it.
      server.listen({ port: at.port, ...(at.host === null ? {} : { host: at.host }) }, () => {
        server.removeAllListeners('error');
        // Past this point only accept can fail (EMFILE): that connection is lost, the door stays.
        server.on('error', () => undefined);
        resolve(ok({ port: portOf(server), close: () => closeServer(server) }));
      });
    });
  },

  dial(to, handlers) {
    const socket = connect({ host: to.host, port: to.port, noDelay: true });
    let done = false;
    const settle = (tell: () => void): void => {
      if (done) return;
      done = true;
      socket.setTimeout(0);
      tell();
    };
    const fail = (failure: Failure): void =>
      settle(() => {
        socket.destroy();
        handlers.failed(failure);
      });
    socket.setTimeout(CONNECT_TIMEOUT_MS, () =>
      fail({ code: 'timeout', message: 'no answer within 10 seconds' }),
    );
    // Stays for good: a socket that was given up may still report an error, to nobody.
    socket.on('error', (error) => fail(toFailure(error, to.port)));
    socket.once('connect', () => settle(() => handlers.opened(new TcpConnection(socket))));
    return () => settle(() => socket.destroy());
  },
};

class TcpConnection implements Connection {
  readonly remote: Address;
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    // An IPv4 caller of a dual-stack listener shows as `::ffff:10.0.0.7`: the same host.
    const host = (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '');
    this.remote = { host, port: socket.remotePort ?? 0 };
    // Until `start`, an error must not end the program; `close` follows and is reported there.
    socket.pause();
    socket.on('error', () => undefined);
  }

  start(handlers: ConnectionHandlers): void {
    const socket = this.#socket;
    let failure: Failure | null = null;
    socket.on('error', (error) => {
      failure = toFailure(error, this.remote.port);
    });
    socket.on('data', (chunk: Uint8Array) => handlers.data(chunk));
    socket.on('drain', () => handlers.drained());
    if (socket.destroyed) queueMicrotask(() => handlers.closed(failure));
    else socket.on('close', () => handlers.closed(failure));
    socket.resume();
  }

  write(bytes: Uint8Array): boolean {
    return this.#socket.writable ? this.#socket.write(bytes) : true;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    // A FIN waits its turn behind what the other side has not acknowledged, and where one way is
    // dead it never does: it would go on believing in this connection. A reset goes out at once.
    if (this.#socket.writableEnded) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Listening without a port');
  return address.port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    // Links outlive the door; whoever owns them ends them.
    server.close((error) => (error ? reject(error) : resolve()));
  });
}
