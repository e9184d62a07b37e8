import { type Address, formatAddress, isLoopback, parseAddress } from '../core/address.ts';
import { toHex } from '../core/bytes.ts';
import { type Entry, idOf, PROFILE, TEXT } from '../core/entry.ts';
import type { ChatFact, ChatMessage, PeerRef } from '../core/events.ts';
import { type EntryId, type Epoch, type GroupId, splitLogId } from '../core/ids.ts';
import type { JoinRequest } from '../core/join-form.ts';
import { compareOrder, type Ordered } from '../core/order.ts';
import type { Clock, Crypto, Listener, Random, Store, Transport } from '../core/ports.ts';
import { Presence } from '../core/presence.ts';
import { err, type Failure, ok, type Result } from '../core/result.ts';
import {
  type Answer,
  type Hello,
  MAX_ADDRESSES,
  MAX_LIST,
  type Neighbour,
  type Preamble,
  VERSION,
  type WireMessage,
} from '../core/wire.ts';
import { Deliveries } from './deliveries.ts';
import type { Link, LinkEnd } from './link.ts';
import { Links } from './links.ts';
import { Redial } from './redial.ts';
import { Replica } from './replica.ts';
import { explain, firstAnswer, type SeedAnswer } from './seeds.ts';

/** Everything a peer needs from outside, so that tests and simulations can hand in their own. */
export interface PeerPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly crypto: Crypto;
  readonly store: Store;
  /** `host:port` that others can really dial while we listen on this host and port, best first. */
  addresses(host: string | null, port: number): readonly string[];
}

/** How to be in a group: what people enter, and two ways of being less than a full mesh peer. */
export type SessionOptions = JoinRequest & {
  /** False: dial only, accept nobody. */
  readonly listen: boolean;
  /** False: talk to the given seeds only, learn no other addresses. */
  readonly mesh: boolean;
};

/** The group of those who name none. */
export const DEFAULT_GROUP = 'lobby';
/** Messages shown at once on opening; older ones are asked for. */
export const HISTORY_PAGE = 200;
/** Out of place by more than this, a message is marked so that people notice it. */
const LATE_AFTER_MS = 10_000;
/** Time for the other of two crossed links to come up before somebody counts as lost. */
const DUPLICATE_GRACE_MS = 1_000;
/** A newcomer dials everybody itself; the others dial it only if that has not worked by then. */
const NEWCOMER_DIALS_MS = 2_000;

/** One membership, from joining to leaving. */
export class Session {
  readonly self: PeerRef;
  readonly #ports: PeerPorts;
  readonly #options: SessionOptions;
  readonly #tell: (fact: ChatFact) => void;
  readonly #epoch: Epoch;
  readonly #presence: Presence;
  readonly #links: Links;
  readonly #redial: Redial;
  #group: { readonly id: GroupId; readonly name: string } | null = null;
  #listener: Listener | null = null;
  #addresses: readonly string[] = [];
  #replica: Replica | null = null;
  #deliveries: Deliveries | null = null;
  #cancelSeeds: () => void = () => undefined;
  /** What neighbours said before the log was open, in order. */
  #early: (() => void)[] = [];
  /** The link whose list of members tells who was here before us. */
  #welcoming: Link | null = null;
  #joinedAt = 0;
  #newest: Ordered | null = null;
  #oldest: Ordered | null = null;
  #left = false;

  constructor(ports: PeerPorts, options: SessionOptions, tell: (fact: ChatFact) => void) {
    this.#ports = ports;
    this.#options = options;
    this.#tell = tell;
    const { crypto, random, transport, clock } = ports;
    this.self = { id: crypto.self, name: options.name };
    this.#epoch = toHex(random.bytes(8)) as Epoch;
    this.#presence = new Presence(crypto.self);
    if (options.group !== null) this.#adopt(options.group);
    this.#links = new Links(
      {
        self: crypto.self,
        clock,
        preamble: () => this.#preamble(),
        admit: (preamble) => this.#admit(preamble),
        handshake: (role) => crypto.handshake(role),
        hello: () => this.#hello(),
        accepts: (link) => this.#accepts(link),
        peerUp: (link) => this.#peerUp(link),
        peerDown: (link, end) => this.#peerDown(link, end),
        linkMessage: (link, message) => this.#whenOpen(() => this.#onMessage(link, message)),
        linkDrained: (link) => this.#replica?.drained(link),
      },
      transport,
    );
    this.#redial = new Redial(clock, random, this.#links);
  }

  /** Opens the port, finds the group and takes part in it. */
  async join(): Promise<Result<null, Failure>> {
    const opened = await this.#listen();
    if (!opened.ok) return opened;
    const answer = await this.#askSeeds();
    if (this.#left) return err({ code: 'left', message: 'You left before joining.' });
    if (this.#group === null) this.#adopt(DEFAULT_GROUP);
    await this.#open(answer);
    return ok(null);
  }

  async send(text: string): Promise<Result<EntryId, Failure>> {
    if (this.#replica === null) return err({ code: 'not-joined', message: 'Join a group first.' });
    try {
      return ok(idOf(await this.#replica.write(TEXT, text)));
    } catch {
      // What went wrong was told as an event; here it matters that the text was not sent.
      const message = 'The message could not be stored, so it was not sent. Try again.';
      return err({ code: 'not-stored', message });
    }
  }

  /** Dials somebody by hand; how it ends is told as presence or as a warning. */
  connect(address: Address): void {
    this.#links.dial(address, (outcome) => {
      if (outcome.ok) {
        this.#redial.addSeed(address);
        this.#redial.identify(address, outcome.value.remote);
      } else if (outcome.error.code !== 'duplicate') {
        this.#warn(address, outcome.error);
      }
    });
  }

  /** Tells of a page of messages older than those told so far. */
  async loadOlder(): Promise<void> {
    if (this.#group === null || this.#oldest === null) return;
    await this.#tellHistory(this.#oldest);
  }

  /** The newest messages stored here, in display order. */
  async history(limit: number): Promise<readonly ChatMessage[]> {
    if (this.#group === null) return [];
    const entries = await this.#ports.store.newest(this.#group.id, TEXT, limit, null);
    return entries.map((entry) => this.#toMessage(entry, false));
  }

  /** Says goodbye and closes the door. Nothing is told after this resolves. */
  async leave(): Promise<void> {
    this.#left = true;
    this.#cancelSeeds();
    this.#redial.stop();
    await Promise.all([this.#listener?.close(), this.#links.leave(), this.#replica?.close()]);
    this.#tell({ type: 'left-group' });
  }

  async #listen(): Promise<Result<null, Failure>> {
    const { host, port, listen } = this.#options;
    if (listen) {
      const listening = await this.#ports.transport.listen({ host, port }, (connection) =>
        this.#links.accept(connection),
      );
      if (!listening.ok) return listening;
      this.#listener = listening.value;
      this.#addresses = this.#ports.addresses(host, listening.value.port);
    }
    const [address = null] = this.#addresses;
    this.#tell({ type: 'listening', address, addresses: this.#addresses });
    return ok(null);
  }

  async #askSeeds(): Promise<SeedAnswer> {
    const { seeds } = this.#options;
    const asked = firstAnswer(this.#ports.clock, this.#links, seeds, (seed, failure) =>
      this.#warn(seed, failure),
    );
    this.#cancelSeeds = asked.cancel;
    const answer = await asked.answer;
    for (const seed of seeds) this.#redial.addSeed(seed);
    if (answer !== null) this.#redial.identify(answer.seed, answer.link.remote);
    return answer;
  }

  async #open(answer: SeedAnswer): Promise<void> {
    const { clock, store } = this.#ports;
    const group = this.#groupOrThrow();
    const replica = new Replica(
      {
        clock,
        store,
        links: this.#links,
        self: this.self.id,
        reaches: (author, peer) => this.#presence.reaches(author, peer),
        inserted: (entries) => this.#inserted(entries),
        held: (by, log, seq) => {
          for (const fact of this.#deliveries?.held(by, log, seq) ?? []) this.#tell(fact);
        },
        failed: (error) => this.#storeFailed(error),
      },
      group.id,
      this.#epoch,
    );
    this.#deliveries = new Deliveries(replica.ownLog);
    const profiles = await store.latestByAuthor(group.id, PROFILE);
    const latest = await store.newest(group.id, TEXT, 1, null);
    const heads = await replica.open([...profiles, ...latest].sort(compareEntries).at(-1));
    for (const log of heads.keys()) {
      const { author, epoch } = splitLogId(log);
      this.#presence.started(author, epoch);
    }
    for (const { author, body } of profiles) this.#presence.named(author, body);
    this.#joinedAt = clock.now();
    this.#tell({
      type: 'joined-group',
      self: this.self,
      group: group.name,
      created: answer === null,
      known: heads.size > 0,
      via: answer === null ? null : formatAddress(answer.seed),
    });
    await this.#tellHistory(null);
    await replica.write(PROFILE, this.self.name);
    this.#welcoming = answer?.link.isUp ? answer.link : null;
    this.#replica = replica;
    for (const link of this.#links.up) replica.linkUp(link);
    for (const run of this.#early.splice(0)) run();
    this.#tellPresence();
    if (this.#welcoming === null) this.#presence.settle();
  }

  #preamble(): Preamble {
    const nonce = toHex(this.#ports.random.bytes(16));
    const group = this.#group;
    const tag = group === null ? null : this.#ports.crypto.groupTag(group.id, nonce);
    return { parley: [VERSION, VERSION], nonce, tag };
  }

  #admit({ parley, nonce, tag }: Preamble): Answer {
    const group = this.#group;
    const refuse = (code: Extract<Answer, { answer: 'refused' }>['code']): Answer => ({
      answer: 'refused',
      code,
      group: group?.name ?? null,
    });
    if (parley[0] > VERSION || parley[1] < VERSION) return refuse('version');
    if (group === null) return refuse('not-ready');
    const fits = tag === null || tag === this.#ports.crypto.groupTag(group.id, nonce);
    return fits ? { answer: 'welcome', version: VERSION } : refuse('other-group');
  }

  #hello(): Hello {
    return {
      t: 'hello',
      versions: [VERSION, VERSION],
      features: [],
      group: this.#group,
      name: this.self.name,
      epoch: this.#epoch,
      port: this.#listener?.port ?? null,
      addresses: this.#addresses.slice(0, MAX_ADDRESSES),
    };
  }

  /** The one place where a group is compared, or taken over by somebody who named none. */
  #accepts(link: Link): boolean {
    const theirs = link.hello.group;
    if (theirs === null) return this.#group !== null;
    if (theirs.id !== this.#ports.crypto.groupId(theirs.name)) return false;
    if (this.#group === null) this.#adopt(theirs.name);
    return this.#group?.id === theirs.id;
  }

  #peerUp(link: Link): void {
    const { name, epoch } = link.hello;
    const others = [...this.#links.up].filter((other) => other !== link);
    this.#presence.linkUp({ id: link.remote, name, epoch });
    // Always at least one list, even an empty one: it tells a newcomer that it knows everybody.
    for (let i = 0; i === 0 || i < others.length; i += MAX_LIST) {
      const peers = others.slice(i, i + MAX_LIST).map((other) => this.#introduce(other));
      link.send({ t: 'neighbours', peers });
    }
    this.#links.broadcast({ t: 'neighbours', peers: [this.#introduce(link)] }, (other) =>
      others.includes(other),
    );
    this.#replica?.linkUp(link);
    this.#learn(link, this.#introduce(link), NEWCOMER_DIALS_MS);
    this.#tellPresence();
  }

  #peerDown(link: Link, end: LinkEnd): void {
    this.#replica?.linkDown(link);
    if (this.#left) return;
    if (end.how === 'goodbye' && end.code === 'duplicate') {
      this.#ports.clock.after(DUPLICATE_GRACE_MS, () => this.#gone(link, 'lost'));
    } else {
      this.#gone(link, end.how === 'goodbye' && end.code === 'leaving' ? 'left' : 'lost');
    }
  }

  #gone(link: Link, how: 'left' | 'lost'): void {
    if (this.#left || this.#links.with(link.remote) !== undefined) return;
    if (this.#welcoming === link) this.#settle();
    this.#presence.linkDown(link.remote, how);
    this.#links.broadcast({ t: 'neighbour-gone', id: link.remote, how });
    this.#redial.lost(link.remote);
    this.#tellPresence();
  }

  #onMessage(link: Link, message: WireMessage): void {
    const replica = this.#replica;
    if (replica === null) return;
    switch (message.t) {
      case 'neighbours':
        this.#onNeighbours(link, message.peers);
        break;
      case 'neighbour-gone':
        this.#presence.reportedGone(link.remote, message.id, message.how);
        this.#tellPresence();
        break;
      case 'have':
        replica.have(link, message.of, message.heads);
        break;
      case 'want':
        replica.want(link, message.heads).catch((error: unknown) => this.#storeFailed(error));
        break;
      case 'entries':
        replica.receive(link, message.group, message.live, message.entries);
        break;
      case 'hello':
      case 'ping':
      case 'pong':
      case 'goodbye':
        break;
    }
  }

  #onNeighbours(link: Link, peers: readonly Neighbour[]): void {
    if (this.#links.with(link.remote) !== link) return;
    const welcome = this.#welcoming === link;
    for (const peer of peers) {
      if (peer.id === this.self.id) continue;
      this.#presence.reported(link.remote, peer);
      this.#learn(link, peer, welcome ? 0 : NEWCOMER_DIALS_MS);
    }
    this.#tellPresence();
    if (welcome) this.#settle();
  }

  #settle(): void {
    this.#welcoming = null;
    this.#presence.settle();
  }

  /** Keeps an address to dial. Gossip is a hint: it never makes us dial this computer from outside. */
  #learn(link: Link, peer: Neighbour, delayMs: number): void {
    if (!this.#options.mesh) return;
    const local = isLoopback(link.address.host);
    const addresses = peer.addresses
      .map((text) => parseAddress(text))
      .flatMap((parsed) => (parsed.ok ? [parsed.value] : []))
      .filter(({ host }) => local || !isLoopback(host));
    this.#redial.addMember(peer.id, addresses, delayMs);
  }

  #introduce(link: Link): Neighbour {
    const { name, epoch, port, addresses } = link.hello;
    // The address we see them at comes first: it has carried at least one connection.
    const seen = port === null ? [] : [formatAddress({ host: link.address.host, port })];
    const all = port === null ? [] : [...new Set([...seen, ...addresses])];
    return { id: link.remote, name, epoch, addresses: all.slice(0, MAX_ADDRESSES) };
  }

  #inserted(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.#presence.started(entry.author, entry.epoch);
      if (entry.kind === PROFILE) this.#presence.named(entry.author, entry.body);
      if (entry.kind === TEXT) this.#tellMessage(entry);
    }
    this.#tellPresence();
  }

  #tellMessage(entry: Entry): void {
    const order = orderOf(entry);
    const own = entry.author === this.self.id;
    if (own && entry.epoch === this.#epoch) this.#deliveries?.sent(entry.seq);
    const ahead = this.#newest === null ? 0 : this.#newest.hlc[0] - entry.hlc[0];
    const late = !own && entry.hlc[0] >= this.#joinedAt && ahead > LATE_AFTER_MS;
    if (this.#newest === null || compareOrder(order, this.#newest) > 0) this.#newest = order;
    if (this.#oldest === null || compareOrder(order, this.#oldest) < 0) this.#oldest = order;
    this.#tell({ type: 'message', ...this.#toMessage(entry, late) });
  }

  async #tellHistory(before: Ordered | null): Promise<void> {
    const group = this.#groupOrThrow();
    const entries = await this.#ports.store.newest(group.id, TEXT, HISTORY_PAGE, before);
    const [oldest] = entries;
    const newest = entries.at(-1);
    if (oldest !== undefined) this.#oldest = orderOf(oldest);
    if (newest !== undefined) this.#newest ??= orderOf(newest);
    this.#tell({
      type: 'history',
      messages: entries.map((entry) => this.#toMessage(entry, false)),
      complete: entries.length < HISTORY_PAGE,
    });
  }

  #toMessage(entry: Entry, late: boolean): ChatMessage {
    const own = entry.author === this.self.id;
    const author = own
      ? this.self
      : { id: entry.author, name: this.#presence.nameOf(entry.author) };
    const { body, sentAt, hlc } = entry;
    return { id: idOf(entry), author, text: body, sentAt, own, late, hlc };
  }

  #tellPresence(): void {
    if (this.#replica === null) return;
    for (const fact of this.#presence.changes()) this.#tell(fact);
  }

  #warn(seed: Address, failure: { code: string } & Parameters<typeof explain>[1]): void {
    // A peer that is itself still looking for its group answers the next try.
    if (failure.code === 'not-ready') return;
    this.#tell({ type: 'warning', ...explain(seed, failure, this.#group?.name ?? null) });
  }

  #storeFailed(error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error);
    this.#tell({
      type: 'error',
      code: 'store-failed',
      message: `History could not be read or written: ${detail}`,
    });
  }

  #whenOpen(run: () => void): void {
    if (this.#replica === null) this.#early.push(run);
    else run();
  }

  #adopt(name: string): void {
    this.#group = { id: this.#ports.crypto.groupId(name), name };
  }

  #groupOrThrow(): { readonly id: GroupId; readonly name: string } {
    if (this.#group === null) throw new Error('No group yet');
    return this.#group;
  }
}

function orderOf(entry: Entry): Ordered {
  return { id: idOf(entry), hlc: entry.hlc };
}

function compareEntries(a: Entry, b: Entry): number {
  return compareOrder(orderOf(a), orderOf(b));
}
