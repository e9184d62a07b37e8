import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { KnownAddresses } from '../../src/core/known-addresses.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import { Memberships } from '../../src/core/memberships.ts';
import type { Clock, Random } from '../../src/core/ports.ts';
import { createIdentity } from '../../src/crypto/identity.ts';
import { sealedCrypto } from '../../src/crypto/sealed.ts';
import { tcpTransport } from '../../src/net/tcp.ts';
import { ChatPeer } from '../../src/peer/chat-peer.ts';
import { SqliteStore } from '../../src/store/sqlite.ts';
import { ANYWHERE } from '../support/destinations.ts';
import { FakeJournal } from '../support/fake-journal.ts';
import { tempDir } from '../support/temp-dir.ts';

/** A bound on what should take a moment: only a failing test waits so long. */
const BOUND_MS = 20_000;

/** How long each of the two thinks before the next word. */
const PACE_MS = 20;

const clock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
const random: Random = { bytes: (length) => randomBytes(length), fraction: () => Math.random() };

/** One of two who talk, with the parts that a program has: real sockets, keys and disk. */
class Honest {
  readonly journal = new FakeJournal();
  readonly store = new SqliteStore(join(tempDir(), 'history.db'));
  /** Texts of the other one, as they were told. */
  readonly heard: string[] = [];
  readonly said: string[] = [];
  readonly peer: ChatPeer;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
    this.peer = new ChatPeer({
      ...{ clock, random, transport: tcpTransport, store: this.store, journal: this.journal },
      crypto: sealedCrypto(createIdentity(), random),
      addressBook: new KnownAddresses(() => Date.now()),
      contacts: new KnownContacts(() => Date.now()),
      keyring: new Memberships(),
      addresses: (_, port) => [`127.0.0.1:${port}`],
    });
    this.peer.onEvent((event) => {
      if (event.type === 'message' && !event.own) this.heard.push(event.text);
    });
  }

  /** Takes nobody's word for addresses: strangers will name many. */
  async join(seeds: readonly number[]): Promise<void> {
    const joined = await this.peer.join({
      ...{ name: this.#name, port: 0, host: '127.0.0.1', ...ANYWHERE, listen: true, mesh: false },
      seeds: seeds.map((port) => ({ host: '127.0.0.1', port })),
    });
    if (!joined.ok) throw new Error(joined.error.message);
  }

  async say(): Promise<void> {
    const text = `${this.#name} ${this.said.length + 1}`;
    const sent = await this.peer.send(text);
    if (!sent.ok) throw new Error(sent.error.message);
    this.said.push(text);
  }

  get port(): number {
    return Number(this.peer.state.address?.split(':').at(-1));
  }
}

/** Two who talk; the first of them is to be attacked. */
export async function honestPair() {
  const trouble: unknown[] = [];
  const note = (error: unknown): number => trouble.push(error);
  process.on('unhandledRejection', note);
  process.on('uncaughtExceptionMonitor', note);
  onTestFinished(() => {
    process.off('unhandledRejection', note);
    process.off('uncaughtExceptionMonitor', note);
  });
  const [ana, ben] = [new Honest('Ana'), new Honest('Ben')];
  await ana.join([]);
  await ben.join([ana.port]);
  await until(() => ana.peer.state.people.some(({ state }) => state === 'direct'), 'a pair');
  const honestLink = ana.journal.all('connected')[0]?.link;
  return {
    port: ana.port,
    journal: ana.journal,
    honestLink,
    trouble,
    until,
    sockets: (): number =>
      process.getActiveResourcesInfo().filter((kind) => /^(TCP|Pipe)/.test(kind)).length,

    /** Both talk as long as `attack` lasts; all they said has been heard, once and in order. */
    async chatDuring(attack: () => Promise<void>): Promise<void> {
      let over = false;
      const talk = async (one: Honest): Promise<void> => {
        while (!over) {
          await one.say();
          await new Promise((resolve) => setTimeout(resolve, PACE_MS));
        }
      };
      const talking = [talk(ana), talk(ben)];
      await attack().finally(() => {
        over = true;
      });
      await Promise.all(talking);
      await until(
        () => ana.heard.length >= ben.said.length && ben.heard.length >= ana.said.length,
        'all is heard',
      );
      expect(ana.heard).toEqual(ben.said);
      expect(ben.heard).toEqual(ana.said);
      expect(ana.said.length).toBeGreaterThan(10);
    },

    async leave(): Promise<void> {
      await Promise.all([ana.peer.leave(), ben.peer.leave()]);
      await Promise.all([ana.store.close(), ben.store.close()]);
      const honest = ana.journal.all('link-ended').filter(({ link }) => link === honestLink);
      expect(honest.every(({ code }) => code === 'leaving')).toBe(true);
    },
  };
}

/** Looks again with every turn of the loop. */
async function until(condition: () => boolean, what: string): Promise<void> {
  const end = Date.now() + BOUND_MS;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Not within ${BOUND_MS} ms: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
