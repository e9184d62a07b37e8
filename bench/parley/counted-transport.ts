import type { Connection, ConnectionHandlers, Transport } from '../../src/core/ports.ts';
import { tcpTransport } from '../../src/net/tcp.ts';

/** TCP, with the bytes that go and come counted. */
export class CountedTransport implements Transport {
  bytes = 0;

  listen: Transport['listen'] = (at, accepted) =>
    tcpTransport.listen(at, (connection) => accepted(this.#counting(connection)));

  dial: Transport['dial'] = (to, handlers) =>
    tcpTransport.dial(to, {
      opened: (connection) => handlers.opened(this.#counting(connection)),
      failed: handlers.failed,
    });

  #counting(connection: Connection): Connection {
    const count = (bytes: Uint8Array): void => {
      this.bytes += bytes.byteLength;
    };
    return {
      remote: connection.remote,
      start: (handlers: ConnectionHandlers) =>
        connection.start({
          data(bytes) {
            count(bytes);
            handlers.data(bytes);
          },
          drained: () => handlers.drained(),
          closed: (reason) => handlers.closed(reason),
        }),
      write(bytes) {
        count(bytes);
        return connection.write(bytes);
      },
      pause: () => connection.pause(),
      resume: () => connection.resume(),
      end: () => connection.end(),
      destroy: () => connection.destroy(),
    };
  }
}
