import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { KnownAddresses } from '../../src/core/known-addresses.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import { Memberships } from '../../src/core/memberships.ts';
import type { Connection, Random, Transport } from '../../src/core/ports.ts';
import { createIdentity } from '../../src/crypto/identity.ts';
import { sealedCrypto } from '../../src/crypto/sealed.ts';
import { tcpTransport } from '../../src/net/tcp.ts';
import { ChatPeer } from '../../src/peer/chat-peer.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import { ANYWHERE } from '../support/destinations.ts';
import { PeerProcess } from '../support/peer-process.ts';

const MIB = 1_048_576;
const TEXT = 'x'.repeat(8_000);
const MESSAGES = 2_500;

const random: Random = { bytes: (length) => randomBytes(length), fraction: () => Math.random() };

/** TCP, and how many bytes wait on each connection since it asked to hold back. */
class Meter implements Transport {
  readonly #waiting = new Map<Connection, number>();
  most = 0;

  listen(...[at, accepted]: Parameters<Transport['listen']>): ReturnType<Transport['listen']> {
    return tcpTransport.listen(at, (connection) => accepted(this.#metered(connection)));
  }

  dial(...[to, handlers]: Parameters<Transport['dial']>): ReturnType<Transport['dial']> {
    return tcpTransport.dial(to, {
      failed: handlers.failed,
      opened: (connection) => handlers.opened(this.#metered(connection)),
    });
  }

  #metered(inner: Connection): Connection {
    return {
      remote: inner.remote,
      start: (handlers) =>
        inner.start({
          ...handlers,
          data: (bytes) => handlers.data(bytes),
          drained: () => {
            this.#waiting.delete(inner);
            handlers.drained();
          },
          closed: (reason) => {
            this.#waiting.delete(inner);
            handlers.closed(reason);
          },
        }),
      write: (bytes) => {
        const taken = inner.write(bytes);
        if (!taken) this.#waiting.set(inner, (this.#waiting.get(inner) ?? 0) + bytes.byteLength);
        this.most = Math.max(this.most, ...this.#waiting.values());
        return taken;
      },
      pause: () => inner.pause(),
      resume: () => inner.resume(),
      end: () => inner.end(),
      destroy: () => inner.destroy(),
    };
  }
}

async function start(
  transport: Transport,
  name: string,
  seeds: readonly number[],
): Promise<ChatPeer> {
  const peer = new ChatPeer({
    clock: {
      now: () => Date.now(),
      after: (delayMs, run) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
    },
    random,
    transport,
    crypto: sealedCrypto(createIdentity(), random),
    store: new MemoryStore(),
    addressBook: new KnownAddresses(() => Date.now()),
    contacts: new KnownContacts(() => Date.now()),
    keyring: new Memberships(),
    addresses: (_, port) => [`127.0.0.1:${port}`],
  });
  onTestFinished(() => peer.leave());
  const joined = await peer.join({
    ...{ name, port: 0, host: '127.0.0.1', ...ANYWHERE, listen: true, mesh: true },
    seeds: seeds.map((port) => ({ host: '127.0.0.1', port })),
  });
  expect(joined.ok).toBe(true);
  return peer;
}

/** Resolves once the state is such. */
function until(peer: ChatPeer, holds: (state: ChatPeer['state']) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (holds(peer.state)) return resolve();
    const stop = peer.onEvent(() => {
      if (!holds(peer.state)) return;
      stop();
      resolve();
    });
  });
}

test('a process that stands still while twenty megabytes are said to it delays nobody', async () => {
  const meter = new Meter();
  const ana = await start(meter, 'Ana', []);
  const port = Number(ana.state.address?.split(':').at(-1));
  const ben = await start(tcpTransport, 'Ben', [port]);
  const cleo = await PeerProcess.join('Cleo', `127.0.0.1:${port}`);
  await until(ana, ({ people }) => people.filter(({ state }) => state === 'direct').length === 2);
  cleo.kill('SIGSTOP');
  let slowestMs = 0;
  for (let i = 1; i <= MESSAGES; i++) {
    const began = Date.now();
    expect((await ana.send(`${i} ${TEXT}`)).ok).toBe(true);
    if (i % 50 === 0) {
      await until(ben, ({ messages }) => messages.at(-1)?.text.startsWith(`${i} `) === true);
      slowestMs = Math.max(slowestMs, Date.now() - began);
    }
  }
  // It was in the way, and no more than a link may be.
  expect(meter.most).toBeGreaterThan(MIB);
  expect(meter.most).toBeLessThan(MIB + 262_208 + 65_536);
  expect(slowestMs).toBeLessThan(2_000);
  cleo.kill('SIGCONT');
  await cleo.until(() => cleo.all('message').length === MESSAGES, 'all of it', 40_000);
  const ids = cleo.all('message').map(({ id }) => id);
  expect(new Set(ids).size).toBe(MESSAGES);
}, 90_000);
