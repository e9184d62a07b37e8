import type { Address } from '../../src/core/address.ts';
import type { ChatEvent, ChatFact, ChatMessage, PeerRef } from '../../src/core/events.ts';
import type { EntryId } from '../../src/core/ids.ts';
import { KnownAddresses } from '../../src/core/known-addresses.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import { Memberships } from '../../src/core/memberships.ts';

import { compareOrder } from '../../src/core/order.ts';
import type {
  Clock,
  Crypto,
  Journal,
  Random,
  Sharing,
  Store,
  Transport,
} from '../../src/core/ports.ts';
import type { Notice } from '../../src/core/timeline.ts';

import { type Identity, identityFromSeed } from '../../src/crypto/identity.ts';
import { ChatPeer, type SessionOptions } from '../../src/peer/chat-peer.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import { ANYWHERE } from './destinations.ts';
import { ManualClock } from './manual-clock.ts';
import { plainCrypto } from './plain-crypto.ts';
import { TappedNetwork } from './tapped-network.ts';

/** Every member listens here, each on a host of its own name. */
export const PORT = 4_000;
/** Time one chunk takes from host to host. */
const DELAY_MS = 1;
/** How finely `until` looks: coarser than a frame's way, finer than any timeout. */
const STEP_MS = 10;

type EventOf<T extends ChatFact['type'], E = ChatEvent> = E extends { readonly type: infer U }
  ? T extends U
    ? E
    : never
  : never;

/** What is unusual about a member. */
export type MemberSettings = {
  /** Where it runs: its own name unless two share a host. */
  readonly host?: string;
  /** How far its clock is off. */
  readonly clockOffsetMs?: number;
  readonly store?: Store;
  readonly journal?: Journal;
  /** What others are told of what is done there; left out: all. */
  readonly sharing?: Sharing;
  /** The same profile started again: identity and store are that member's. */
  readonly as?: Member;
};

/** Where a member listens: seeds are written so. */
export function at(host: string, port = PORT): Address {
  return { host, port };
}

/** How a member's identity becomes its crypto: links that a test can read along, or real ones. */
export type CryptoOf = (identity: Identity, random: Random) => Crypto;

/** Chat peers of one network in memory, on one clock that only moves when the test turns it. */
export class Group {
  readonly clock = new ManualClock();
  readonly network = new TappedNetwork(this.clock, DELAY_MS);
  readonly members: Member[] = [];
  readonly cryptoOf: CryptoOf;

  constructor(cryptoOf: CryptoOf = plainCrypto) {
    this.cryptoOf = cryptoOf;
  }

  /** Makes a member that has not joined yet. */
  member(name: string, settings: MemberSettings = {}): Member {
    const member = new Member(this, name, this.members.length + 1, settings);
    this.members.push(member);
    return member;
  }

  /** Makes a member and waits until it has joined through `seeds`. */
  async start(
    name: string,
    seeds: readonly string[] = [],
    options: Partial<SessionOptions> = {},
    settings: MemberSettings = {},
  ): Promise<Member> {
    const member = this.member(name, settings);
    const joined = await this.run(
      member.join({ seeds: seeds.map((seed) => at(seed)), ...options }),
      `${name} joins`,
    );
    if (!joined.ok) throw new Error(`${name} could not join: ${joined.error.message}`);
    return member;
  }

  /** Members who all reach each other directly, each through the first. */
  async mesh<Names extends readonly string[]>(
    ...names: Names
  ): Promise<{ [Index in keyof Names]: Member }> {
    const [first, ...rest] = names;
    const members: Member[] = [];
    for (const name of names) {
      members.push(await this.start(name, name === first || first === undefined ? [] : [first]));
    }
    await this.until(() => members.every((m) => m.count('direct') === rest.length), 'a full mesh');
    return members as { [Index in keyof Names]: Member }; // one for each name
  }

  /** Turns the clock until a promise has settled. */
  async run<T>(promise: Promise<T>, what: string, boundMs = 30_000): Promise<T> {
    let settled = false;
    const done = (): void => {
      settled = true;
    };
    promise.then(done, done);
    await this.until(() => settled, what, boundMs);
    return promise;
  }

  /** Turns the clock in small steps until `condition` holds; fails with everybody's events. */
  async until(condition: () => boolean, what: string, boundMs = 10_000): Promise<void> {
    const end = this.clock.now() + boundMs;
    await this.clock.advance(0);
    while (!condition()) {
      if (this.clock.now() >= end) {
        throw new Error(`Not within ${boundMs} ms of simulated time: ${what}\n${this.dump()}`);
      }
      await this.clock.advance(STEP_MS);
    }
  }

  /** Lets what is under way arrive. */
  async quiet(ms = 2_000): Promise<void> {
    await this.clock.advance(ms);
  }

  /** What every member has been told, for people. */
  dump(): string {
    const from = this.members.flatMap(({ events }) => events.map((event) => event.at));
    const start = Math.min(...from);
    const lines = this.members.map(({ name, events }) => {
      const told = events.map(({ at: when, type, ...rest }) => {
        const shown = JSON.stringify(rest).replace(/([0-9a-f]{6})[0-9a-f]{10,}/g, '$1…');
        return `  +${when - start} ${type} ${shown.slice(0, 200)}`;
      });
      return `${name}:\n${told.slice(-40).join('\n')}`;
    });
    return `${lines.join('\n')}\nopen: ${this.network.open.join(' ')}`;
  }
}

/** One chat peer, and everything it has told. */
export class Member {
  readonly name: string;
  readonly id: string;
  readonly peer: ChatPeer;
  readonly events: ChatEvent[] = [];
  readonly identity: Identity;
  readonly store: Store;
  readonly addressBook: KnownAddresses;
  readonly contacts: KnownContacts;
  readonly keyring: Memberships;
  /** How far its clock is off now. */
  clockOffsetMs: number;
  readonly #group: Group;
  readonly #told = new Map<EntryId, ChatMessage>();
  #texts: readonly string[] | null = null;
  #host: string;
  readonly #others: string[] = [];
  /** Opens the door, should it be open, at another host too. */
  #openElsewhere: (host: string) => Promise<unknown> = async () => undefined;

  constructor(group: Group, name: string, seed: number, settings: MemberSettings) {
    const { host = name, clockOffsetMs = 0, as } = settings;
    const store = settings.store ?? as?.store ?? new MemoryStore();
    const random = seededRandom(seed);
    const identity = as?.identity ?? identityFromSeed(random.bytes(32));
    const crypto = group.cryptoOf(identity, random);
    this.#group = group;
    this.clockOffsetMs = clockOffsetMs;
    this.name = name;
    this.id = crypto.self;
    this.identity = identity;
    this.store = store;
    this.#host = host;
    this.addressBook = as?.addressBook ?? new KnownAddresses(() => group.clock.now());
    this.contacts = as?.contacts ?? new KnownContacts(() => group.clock.now());
    this.keyring = as?.keyring ?? new Memberships();
    this.peer = new ChatPeer({
      clock: machineClock(group.clock, () => this.clockOffsetMs),
      random,
      transport: this.#transport(),
      crypto,
      store,
      addressBook: this.addressBook,
      ...(settings.journal === undefined ? {} : { journal: settings.journal }),
      contacts: this.contacts,
      sharing: () => settings.sharing ?? { typing: true, readReceipts: true },
      keyring: this.keyring,
      addresses: (_, port) => [this.#host, ...this.#others].map((name) => `${name}:${port}`),
    });
    this.peer.onEvent((event) => {
      this.events.push(event);
      this.#keepTold(event);
    });
  }

  join(options: Partial<SessionOptions> = {}): ReturnType<ChatPeer['join']> {
    return this.peer.join({
      name: this.name,
      port: PORT,
      host: null,
      seeds: [],
      ...ANYWHERE,
      listen: true,
      mesh: true,
      ...options,
    });
  }

  /** Gets another address, as a laptop in another network does: what goes to the old one vanishes. */
  async moveTo(host: string): Promise<void> {
    const { network, members } = this.#group;
    for (const other of members) network.silence(this.#host, other.host);
    this.#host = host;
    await this.#openElsewhere(host);
  }

  /** Gets one more address, and keeps the one that it has. */
  alsoAt(host: string): void {
    this.#others.push(host);
  }

  /** Where it is on the network now. */
  get host(): string {
    return this.#host;
  }

  #transport(): Transport {
    const { network } = this.#group;
    return {
      listen: (where, accepted) => {
        this.#openElsewhere = (host) => network.transport(host).listen(where, accepted);
        return network.transport(this.#host).listen(where, accepted);
      },
      dial: (to, handlers) => network.transport(this.#host).dial(to, handlers),
    };
  }

  /** Sends, and fails the test where that fails. */
  async say(text: string): Promise<void> {
    const sent = await this.#group.run(this.peer.send(text), `${this.name} sends`);
    if (!sent.ok) throw new Error(`${this.name} could not send: ${sent.error.message}`);
  }

  leave(): Promise<void> {
    return this.#group.run(this.peer.leave(), `${this.name} leaves`);
  }

  all<T extends ChatFact['type']>(type: T): readonly EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  /** Texts told since joining, in display order: all that scrolling through them would show. */
  get texts(): readonly string[] {
    this.#texts ??= [...this.#told.values()].sort(compareOrder).map(({ text }) => text);
    return this.#texts;
  }

  #keepTold(event: ChatEvent): void {
    if (event.type === 'left-group') this.#told.clear();
    else if (event.type === 'message') this.#told.set(event.id, event);
    else if (event.type === 'amended' && this.#told.has(event.id)) this.#told.set(event.id, event);
    else if (event.type === 'history')
      for (const each of event.messages) this.#told.set(each.id, each);
    else return;
    this.#texts = null;
  }

  /** Ids of all messages told, as they came, from history or live. */
  get told(): readonly string[] {
    return this.events.flatMap((event) => {
      if (event.type === 'message') return [event.id];
      return event.type === 'history' ? event.messages.map(({ id }) => id) : [];
    });
  }

  /** What the room reads about comings and goings: `ana joined`. Oneself is left out. */
  get notices(): readonly string[] {
    return this.peer.state.notices.flatMap(({ notice }) => inShort(notice, this.id));
  }

  /** How everybody else can be reached, by name. */
  get roster(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.peer.state.people.map(({ name, state }) => [name, state]));
  }

  count(state: 'direct' | 'relayed' | 'offline'): number {
    return this.peer.state.people.filter((person) => person.state === state).length;
  }

  /** Names in the events of one kind about people. */
  about(type: 'peer-joined' | 'peer-left' | 'peer-lost' | 'peer-back'): readonly string[] {
    return this.all(type).map(({ peer }) => peer.name);
  }
}

function inShort(notice: Notice, self: string): readonly string[] {
  if (notice.kind === 'split') return [`split ${namesOf(notice.unreachable)}`];
  if (notice.kind === 'healed') return [`healed ${namesOf(notice.peers)}: ${notice.merged}`];
  return notice.peer.id === self ? [] : [`${notice.peer.name} ${notice.kind}`];
}

function namesOf(people: readonly PeerRef[]): string {
  return people
    .map(({ name }) => name)
    .sort()
    .join(' ');
}

/** Mulberry32: small, and the same numbers every time. */
function seededRandom(seed: number): Random {
  let state = seed * 0x9e3779b1;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    fraction,
    bytes: (length) => Uint8Array.from({ length }, () => Math.floor(fraction() * 256)),
  };
}

/** One machine's clock. Like Node's, it counts whole milliseconds only, whatever the jitter asks. */
function machineClock(clock: Clock, offsetMs: () => number): Clock {
  return {
    now: () => clock.now() + offsetMs(),
    after: (delayMs, run) => clock.after(Math.trunc(delayMs), run),
  };
}
