import type { Connection, Crypto, Role } from '../../../src/core/ports.ts';
import { VERSION } from '../../../src/core/wire.ts';
import { createIdentity } from '../../../src/crypto/identity.ts';
import { sealedCrypto } from '../../../src/crypto/sealed.ts';
import { tcpTransport } from '../../../src/net/tcp.ts';
import { Courier } from '../../../src/peer/courier.ts';
import { Opening } from '../../../src/peer/opening.ts';
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
  readonly #courier: Courier;

  constructor(
    connection: Connection,
    role: Role,
    crypto: Crypto,
    inbox: Inbox,
    changed: () => void,
  ) {
    this.#courier = new Courier(connection, {
      clock: systemClock,
      openFrame: (payload) => {
        if (this.isUp) return false;
        const step = opening.receive(payload);
        if (step.state !== 'done') return true;
        this.#courier.seal(step.channel);
        changed();
        return true;
      },
      content: (content) => inbox.bytes(content, 0, content.byteLength),
      failed: (error) => inbox.fail(error),
      spent: (error) => inbox.fail(error),
      heard: () => undefined,
      queued: () => undefined,
      drained: changed,
      flooding: () => inbox.fail(new Error('Read more slowly')),
      closed: () => undefined,
    });
    const opening = new Opening(
      role,
      {
        preamble: () => ({ parley: [VERSION, VERSION], nonce: '0'.repeat(32), tag: null }),
        admit: () => ({ answer: 'welcome', version: VERSION }),
        handshake: (side, prologue) => crypto.handshake(side, prologue, null),
      },
      (payload) => this.#courier.sendOpen(payload),
    );
    this.#courier.start();
  }

  get isUp(): boolean {
    return this.#courier.isSealed;
  }

  get isFull(): boolean {
    return this.#courier.isHeldBack;
  }

  send(message: Uint8Array): void {
    this.#courier.send(message);
  }

  end(): void {
    this.#courier.destroy();
  }
}
