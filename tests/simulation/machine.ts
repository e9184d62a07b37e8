import type { ChatEvent, ChatMessage, RosterPeer } from '../../src/core/events.ts';
import type { EntryId } from '../../src/core/ids.ts';
import { KnownAddresses } from '../../src/core/known-addresses.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import { Memberships } from '../../src/core/memberships.ts';
import { type Hlc, latest, MAX_CLOCK_LEAD_MS } from '../../src/core/order.ts';
import { type Identity, identityFromSeed, peerIdOf } from '../../src/crypto/identity.ts';
import { sealedCrypto } from '../../src/crypto/sealed.ts';
import { ChatPeer, type PeerPorts, type SessionOptions } from '../../src/peer/chat-peer.ts';
import { plainCrypto } from '../support/plain-crypto.ts';
import { short } from './checks.ts';
import { Disk, DiskStore } from './disk.ts';
import { type Doing, LATELY } from './doings.ts';
import { Gate, processClock, type WallClock } from './gate.ts';
import type { SimNetwork } from './network.ts';
import type { Prng } from './prng.ts';
import type { Scheduler } from './scheduler.ts';
import type { Trace } from './trace.ts';

const PORT = 4_000;
const HOUR_MS = 3_600_000;
/** When the simulation begins by the right clock. */
const START_MS = 1_700_000_000_000;
/** How soon somebody presses *Join* again where it did not work. */
const JOIN_AGAIN_MS = 3_000;

export type Surroundings = {
  readonly scheduler: Scheduler;
  readonly network: SimNetwork;
  readonly trace: Trace;
  readonly random: Prng;
  /** Sealed links as in production, instead of plain ones. */
  readonly sealed: boolean;
  /** Plants a fault in what a peer is handed, to see that it is found. */
  readonly wrap: (ports: PeerPorts, machine: string) => PeerPorts;
  /** Hears of what may never be, at once. */
  readonly wrong: (what: string) => void;
  /** Hears whom a peer believes to hold a message. */
  readonly delivered: (id: EntryId, to: readonly string[]) => void;
  /** Hears whom a peer announces as lost. */
  readonly lost: (by: Machine, id: string) => void;
  /** Hears with whom a peer has a link now; null where it begins anew. */
  readonly linked: (by: Machine, ids: readonly string[] | null) => void;
};

type Process = {
  readonly gate: Gate;
  readonly peer: ChatPeer;
  readonly store: DiskStore;
};

/** One computer with its disk, its clock and, most of the time, a chat peer that runs on it. */
export class Machine {
  readonly name: string;
  readonly index: number;
  readonly id: string;
  readonly disk = new Disk();
  readonly #addressBook: KnownAddresses;
  readonly #contacts: KnownContacts;
  readonly #keyring = new Memberships();
  /** Somebody has told it to leave and not yet to come back. */
  away = false;
  readonly #with: Surroundings;
  readonly #random: Prng;
  readonly #identity: Identity;
  readonly #seeds: readonly number[];
  readonly #group: string | null;
  readonly #clock: WallClock = { epochMs: START_MS };
  #process: Process | null = null;
  #starts = 0;
  /** Ids told in this session, from history or live. */
  #told = new Map<EntryId, Hlc>();
  /** The latest told in this session that is not so far ahead that it is held to be wrong. */
  #latest: Hlc = [0, 0];

  constructor(index: number, seeds: readonly number[], surroundings: Surroundings) {
    this.index = index;
    this.name = `m${index}`;
    this.#seeds = seeds;
    this.#with = surroundings;
    this.#random = surroundings.random.fork(this.name);
    this.#identity = identityFromSeed(this.#random.bytes(32));
    this.id = peerIdOf(this.#identity);
    const hours = this.#random.chance(0.4) ? 0 : this.#random.between(-24, 24);
    this.#clock.epochMs += Math.round(hours * HOUR_MS);
    this.#group = this.#random.chance(0.5) ? null : 'lobby';
    this.disk.latencyMs = this.#random.between(0.2, 40);
    const { scheduler } = surroundings;
    this.#addressBook = new KnownAddresses(() => START_MS + scheduler.now);
    this.#contacts = new KnownContacts(() => START_MS + scheduler.now);
    surroundings.network.moveTo(index);
  }

  get running(): boolean {
    return this.#process !== null;
  }

  get gate(): Gate | null {
    return this.#process?.gate ?? null;
  }

  get peer(): ChatPeer | null {
    return this.#process?.peer ?? null;
  }

  /** Its program does what comes in, whether it has joined or is about to. */
  get awake(): boolean {
    return this.#process?.gate.open === true;
  }

  /** Joined, and doing what comes in. */
  get present(): boolean {
    return this.#process?.gate.open === true && this.#process.peer.state.joined;
  }

  /** Sets the clock on the wall, while programs run. */
  turnClock(offsetMs: number): void {
    this.#clock.epochMs = START_MS + Math.round(offsetMs);
    this.#with.trace.add(this.name, `clock ${this.#clockHours} h`);
  }

  describe(): string {
    return `clock ${this.#clockHours} h, seeds ${this.#seeds.map((n) => `m${n}`).join(' ')}, group ${this.#group}`;
  }

  get #clockHours(): string {
    return ((this.#clock.epochMs - START_MS) / HOUR_MS).toFixed(1);
  }

  start(): void {
    if (this.#process !== null) return;
    const { scheduler, network, wrap, sealed } = this.#with;
    const random = this.#random.fork(`start ${this.#starts++}`);
    const gate = new Gate(scheduler);
    const store = new DiskStore(this.disk, scheduler, gate, random.fork('disk'));
    const ports: PeerPorts = {
      clock: processClock(scheduler, gate, this.#clock),
      random: random.fork('peer'),
      transport: network.transport({ machine: this.index, gate }),
      crypto: sealed
        ? sealedCrypto(this.#identity, random.fork('crypto'))
        : plainCrypto(this.#identity),
      store,
      addressBook: this.#addressBook,
      contacts: this.#contacts,
      keyring: this.#keyring,
      sharing: () => ({ typing: true, readReceipts: true }),
      addresses: (_, port) => [`${network.addressOf(this.index)}:${port}`],
    };
    const peer = new ChatPeer(wrap(ports, this.name));
    this.#process = { gate, peer, store };
    peer.onEvent((event) => this.#hear(event));
    this.join();
  }

  /** Joins, and goes on trying while the program runs and nobody has left. */
  join(): void {
    const { trace, scheduler } = this.#with;
    const process = this.#process;
    this.away = false;
    if (process === null) return;
    const options: SessionOptions = {
      name: this.name,
      port: PORT,
      host: null,
      seeds: this.#seeds.map((seed) => ({ host: `m${seed}`, port: PORT })),
      ...{ group: this.#group, secret: null, room: null, invitedBy: null },
      listen: true,
      mesh: true,
    };
    const again = (): void => {
      if (this.#process === process && !this.away) this.join();
    };
    process.gate.enter(() => {
      void process.peer.join(options).then((joined) => {
        if (joined.ok) return;
        trace.add(this.name, `could not join: ${joined.error.code}`);
        if (joined.error.code !== 'joined') scheduler.after(JOIN_AGAIN_MS, again);
      });
    });
  }

  leave(): void {
    const process = this.#process;
    if (process === null) return;
    this.away = true;
    process.gate.enter(() => {
      void process.peer.leave().then(() => this.#with.trace.add(this.name, 'has left'));
    });
  }

  /** Ends the process at once. `loudly`: its kernel still hangs up, as after kill -9. */
  crash(loudly: boolean): void {
    const process = this.#process;
    if (process === null) return;
    this.#process = null;
    process.gate.kill();
    process.store.crash();
    this.#with.network.unplug(process.gate, loudly);
  }

  /** Sends, and hands on the id once it counts as sent. */
  say(text: string, sent: (id: EntryId) => void): void {
    const process = this.#process;
    if (process === null) return;
    process.gate.enter(() => {
      const before = this.#latest;
      process.peer.typing(true);
      void process.peer.send(text).then((result) => {
        if (result.ok) {
          sent(result.value);
          this.#checkAfter(before, result.value, text);
        }
        this.#with.trace.add(
          this.name,
          result.ok ? `sent ${short(text)}` : `not sent: ${result.error.code}`,
        );
      });
    });
  }

  /** Does something to a message seen lately, and hands on the id of that once it counts as sent. */
  do(doing: Doing, words: string, random: Prng, done: (id: EntryId) => void): void {
    const process = this.#process;
    const own = (id: EntryId): boolean => doing.own !== true || id.startsWith(this.id);
    const on = random.pick([...this.#told.keys()].filter(own).slice(-LATELY));
    if (process === null || on === undefined) return;
    process.gate.enter(() => {
      void doing.act(process.peer, on, words, random).then((result) => {
        if (result.ok && result.value !== null) done(result.value);
        const how = result.ok ? doing.name : `${result.error.code}: not`;
        this.#with.trace.add(this.name, `${how} ${on.slice(0, 6)}…${on.slice(64)}`);
      });
    });
  }

  history(): Promise<readonly ChatMessage[]> {
    return this.#process?.peer.history(100_000) ?? Promise.resolve([]);
  }

  #hear(event: ChatEvent): void {
    const { trace, delivered, lost, linked } = this.#with;
    if (event.type === 'joined-group') this.#forget();
    if (event.type === 'joined-group') linked(this, null);
    if (event.type === 'roster')
      linked(
        this,
        event.peers.filter(isDirect).map(({ id }) => id),
      );
    if (event.type === 'message') {
      this.#see(event, 'live');
      this.#process?.peer.seen([event.id]);
    }
    if (event.type === 'history') for (const message of event.messages) this.#see(message, 'page');
    trace.add(this.name, `> ${wordsFor(event)}`);
    if (event.type === 'delivered') delivered(event.id, event.to);
    if (event.type === 'peer-lost') lost(this, event.peer.id);
  }

  /** What somebody says sorts after what they have seen, whatever the clocks say. */
  #checkAfter(before: Hlc, id: EntryId, text: string): void {
    const hlc = this.#told.get(id);
    if (hlc === undefined || isLater(hlc, before)) return;
    this.#with.wrong(`${short(text)} sorts before what ${this.name} had seen when it was sent`);
  }

  #forget(): void {
    this.#told = new Map();
    this.#latest = [0, 0];
  }

  #see({ id, text, hlc }: ChatMessage, how: string): void {
    const { wrong, scheduler } = this.#with;
    const now = this.#clock.epochMs + scheduler.now;
    if (hlc[0] <= now + MAX_CLOCK_LEAD_MS) this.#latest = latest(this.#latest, hlc);
    if (this.#told.has(id)) wrong(`${this.name} is told ${short(text)} twice (${how})`);
    this.#told.set(id, hlc);
    if (!this.disk.entries.has(id))
      wrong(`${this.name} shows ${short(text)}, which it has not stored`);
  }
}

function wordsFor(event: ChatEvent): string {
  switch (event.type) {
    case 'message':
      return `message ${short(event.text)}${event.late ? ' (late)' : ''}`;
    case 'amended':
      return `amended ${event.id.slice(0, 6)}…${event.id.slice(64)} ${short(event.text)}`;
    case 'history':
      return `history of ${event.messages.length}`;
    case 'roster':
      return `roster ${event.peers.map((peer) => `${peer.name}:${peer.state}`).join(' ')}`;
    case 'delivered':
      return `delivered ${event.id.slice(0, 6)}…${event.id.slice(64)} to ${event.to.length}`;
    case 'joined-group':
      return `joined ${event.group}${event.created ? ' as the first' : ` via ${event.via}`}`;
    case 'warning':
    case 'error':
      return `${event.type} ${event.code}`;
    case 'peer-joined':
    case 'peer-left':
    case 'peer-lost':
    case 'peer-back':
      return `${event.type} ${event.peer.name}`;
    default:
      return event.type;
  }
}

function isDirect({ state }: RosterPeer): boolean {
  return state === 'direct';
}

function isLater(a: Hlc, b: Hlc): boolean {
  return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
}
