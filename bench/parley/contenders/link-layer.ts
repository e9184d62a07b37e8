import { MAX_FRAME_BYTES } from '../../../src/core/frame.ts';
import type { Connection, Crypto, Role, SecureChannel } from '../../../src/core/ports.ts';
import { VERSION } from '../../../src/core/wire.ts';
import { createIdentity } from '../../../src/crypto/identity.ts';
import { sealedCrypto } from '../../../src/crypto/sealed.ts';
import { tcpTransport } from '../../../src/net/tcp.ts';
import { Inlet } from '../../../src/peer/inlet.ts';
import { Opening } from '../../../src/peer/opening.ts';
import { Outlet } from '../../../src/peer/outlet.ts';
import type { Carrier, Inbox } from '../../group/carrier.ts';
import { systemClock, systemRandom } from '../system.ts';

/**
 * What carries Parley's messages, without what they say: TCP, a Noise handshake, sealed frames. The
 * contents are opaque, and nothing is stored.
 */
export const carrier: Carrier = {
  ordered: true,
  async join(place, inbox) {
    const crypto = sealedCrypto(createIdentity(), systemRandom);
    const links = new Set<SealedLink>();
    let changed = (): void => undefined;
    const open = (connection: Connection, role: Role): void => {
      links.add(new SealedLink(connection, role, crypto, inbox, () => changed()));
    };
    const listening = await tcpTransport.listen({ host: '127.0.0.1', port: 0 }, (connection) =>
      open(connection, 'listener'),
    );
    if (!listening.ok) throw new Error(listening.error.message);
    for (const port of place.dial) {
      tcpTransport.dial(
        { host: '127.0.0.1', port: Number(port) },
        {
          opened: (connection) => open(connection, 'dialler'),
          failed: (failure) => inbox.fail(new Error(failure.message)),
        },
      );
    }
    const until = (holds: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        changed = () => {
          if (holds()) resolve();
        };
        changed();
      });
    return {
      address: String(listening.value.port),
      linked: () => until(() => [...links].filter((link) => link.isUp).length >= place.links),
      publish(message) {
        for (const link of links) link.send(message);
      },
      drained() {
        const isFree = (): boolean => [...links].every((link) => !link.isFull);
        return isFree() ? null : until(isFree);
      },
      async close() {
        for (const link of links) link.end();
        await listening.value.close();
      },
    };
  },
};

class SealedLink {
  readonly #connection: Connection;
  readonly #outlet: Outlet;
  #channel: SecureChannel | null = null;

  constructor(
    connection: Connection,
    role: Role,
    crypto: Crypto,
    inbox: Inbox,
    changed: () => void,
  ) {
    this.#connection = connection;
    this.#outlet = new Outlet(connection, () => undefined);
    const opening = new Opening(
      role,
      {
        preamble: () => ({ parley: [VERSION, VERSION], nonce: '0'.repeat(32), tag: null }),
        admit: () => ({ answer: 'welcome', version: VERSION }),
        handshake: (side, prologue) => crypto.handshake(side, prologue, null),
      },
      (payload) => this.#outlet.send(payload),
    );
    const inlet = new Inlet(connection, {
      clock: systemClock,
      frame: (payload) => {
        if (this.#channel !== null) {
          const content = this.#channel.open(payload);
          inbox.bytes(content, 0, content.byteLength);
          return;
        }
        const step = opening.receive(payload);
        if (step.state !== 'done') return;
        this.#channel = step.channel;
        inlet.maxBytes = MAX_FRAME_BYTES;
        changed();
      },
      failed: (error) => inbox.fail(error),
      flooding: () => inbox.fail(new Error('Read more slowly')),
    });
    connection.start({
      data: (bytes) => inlet.receive(bytes),
      drained: () => {
        this.#outlet.release();
        changed();
      },
      closed: () => undefined,
    });
  }

  get isUp(): boolean {
    return this.#channel !== null;
  }

  get isFull(): boolean {
    return this.#outlet.queuedBytes > 0;
  }

  send(message: Uint8Array): void {
    const sealed = this.#channel?.seal(message);
    if (sealed !== undefined) this.#outlet.send(sealed);
  }

  end(): void {
    this.#connection.destroy();
  }
}
