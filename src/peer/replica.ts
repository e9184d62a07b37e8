import { type Entry, logOf, TEXT } from '../core/entry.ts';
import { MAX_PAGE_BYTES } from '../core/frame.ts';
import { type Epoch, entryId, type GroupId, type LogId, logId, type PeerId } from '../core/ids.ts';
import { type Hlc, latest, tick } from '../core/order.ts';
import type { Clock, Random, Store } from '../core/ports.ts';
import type { Result } from '../core/result.ts';
import { type Heads, inControlFrames, wireSize } from '../core/wire.ts';
import { CommitQueue, type Pending } from './commit-queue.ts';
import type { Link } from './link.ts';
import type { Links } from './links.ts';
import { Pull } from './pull.ts';

/** How long own heads gather before neighbours are told: one frame for a burst of messages. */
const HAVE_DELAY_MS = 100;
/**
 * How often one neighbour, chosen by chance, is told all heads: whatever else went wrong, a gap is
 * found in this time (anti-entropy; Demers et al., "Epidemic Algorithms", 1987).
 */
const GOSSIP_INTERVAL_MS = 5_000;
/** Room for a page's frame round its entries. */
const PAGE_BYTES: number = MAX_PAGE_BYTES - 4_096;
/** An author's clock further ahead than this does not drag ours along. */
const MAX_CLOCK_LEAD_MS = 24 * 60 * 60 * 1_000;

export interface ReplicaHost {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly links: Links;
  readonly self: PeerId;
  /** Whether `author` reaches `peer` by a link of its own, so that nobody need forward. */
  reaches(author: PeerId, peer: PeerId): boolean;
  /** New entries are stored, in this order; called once for each entry. */
  inserted(entries: readonly Entry[]): void;
  /** A member is known to hold `log` up to `seq`, and did not before. */
  held(by: PeerId, log: LogId, seq: number): void;
  /** Storing failed: what was to be stored was neither shown nor sent. */
  failed(error: unknown): void;
}

/**
 * This peer's copy of the group's log: writes its own entries, takes in others', forwards what the
 * author cannot deliver, and pulls what it lacks from whoever has it.
 */
export class Replica {
  readonly group: GroupId;
  readonly ownLog: LogId;
  readonly #host: ReplicaHost;
  readonly #epoch: Epoch;
  /** Last entry of each log that is in the store. */
  readonly #stored = new Map<LogId, number>();
  /** Last entry of each log that is in the store or on its way there. */
  readonly #claimed = new Map<LogId, number>();
  readonly #unannounced = new Set<LogId>();
  readonly #pull: Pull;
  readonly #commits: CommitQueue;
  #hlc: Hlc = [0, 0];
  #announcing = false;
  #cancelGossip: () => void = () => undefined;
  #closed = false;

  constructor(host: ReplicaHost, group: GroupId, epoch: Epoch) {
    this.#host = host;
    this.group = group;
    this.#epoch = epoch;
    this.ownLog = logId(host.self, epoch);
    this.#commits = new CommitQueue({
      append: (entries) => host.store.append(group, entries),
      committed: (batch) => this.#committed(batch),
      failed: (batch, error) => this.#failed(batch, error),
    });
    this.#pull = new Pull({ clock: host.clock, claimedUpTo: (log) => this.#claimedUpTo(log) });
  }

  /** Reads where every log stands; nothing else may be called before. */
  async open(): Promise<ReadonlyMap<LogId, number>> {
    const heads = await this.#host.store.heads(this.group);
    // What is too far ahead to be followed must not hide what is to be.
    const [newest] = await this.#host.store.newest(this.group, TEXT, 1, {
      id: entryId(this.ownLog, 0),
      hlc: [this.#host.clock.now() + MAX_CLOCK_LEAD_MS, Number.MAX_SAFE_INTEGER],
    });
    for (const [log, seq] of heads) {
      this.#stored.set(log, seq);
      this.#claimed.set(log, seq);
    }
    if (newest !== undefined) this.#hlc = newest.hlc;
    return heads;
  }

  /** Appends to our own log. Resolves once it is stored, which is when it may be shown as sent. */
  async write(kind: string, body: string): Promise<Entry> {
    const sentAt = this.#host.clock.now();
    const seq = this.#claimedUpTo(this.ownLog) + 1;
    this.#claimed.set(this.ownLog, seq);
    this.#hlc = tick(this.#hlc, sentAt);
    const author = this.#host.self;
    const entry = { author, epoch: this.#epoch, seq, hlc: this.#hlc, sentAt, kind, body };
    const stored = await new Promise<Result<null, unknown>>((settled) => {
      this.#commits.add([{ entry, from: null, live: true, settled }]);
    });
    if (!stored.ok) throw stored.error;
    return entry;
  }

  /** Takes part from now on: the neighbours so far hear where every log stands here. */
  start(): void {
    this.#tell([...this.#host.links.up], [...this.#stored]);
    this.#gossipLater();
  }

  linkUp(link: Link): void {
    this.#tell([link], [...this.#stored]);
  }

  linkDown(link: Link): void {
    this.#pull.linkDown(link);
  }

  /** Entries from a neighbour, pushed or asked for. What does not continue a log is pulled instead. */
  receive(link: Link, group: GroupId, live: boolean, entries: readonly Entry[]): void {
    if (group !== this.group) return;
    const fresh: Pending[] = [];
    for (const entry of entries) {
      const log = logOf(entry);
      const expected = this.#claimedUpTo(log) + 1;
      // Nobody but this process writes its own log.
      if (log === this.ownLog || entry.seq < expected) continue;
      if (entry.seq > expected) {
        this.#pull.offered(link, log, entry.seq);
        continue;
      }
      this.#claimed.set(log, entry.seq);
      fresh.push({ entry, from: live ? link : null, live, settled: () => undefined });
    }
    this.#commits.add(fresh);
    if (live) this.#pull.next();
    else this.#pull.answered(link, fresh.length > 0);
  }

  /** How far a member holds the logs: our neighbour's own word, or passed on by one. */
  have(link: Link, of: PeerId, heads: Heads): void {
    for (const [log, seq] of heads) this.#host.held(of, log, seq);
    if (of !== link.remote) return;
    for (const [log, seq] of heads) {
      if (log !== this.ownLog) this.#pull.offered(link, log, seq);
    }
    this.#pull.next();
    // A neighbour's word goes on to those it has no link with, once: further on, nobody forwards.
    const others = (other: Link): boolean =>
      other !== link && !this.#host.reaches(of, other.remote);
    this.#host.links.broadcast({ t: 'have', of, heads }, others);
  }

  /** Answers with one page, oldest first; an empty one says that there is nothing. */
  async want(link: Link, heads: Heads): Promise<void> {
    const entries = await this.#host.store.page(this.group, heads, PAGE_BYTES);
    link.send({ t: 'entries', group: this.group, live: false, entries });
  }

  /** Tells a neighbour whose queue had been full what it missed; it will pull. */
  drained(link: Link): void {
    this.linkUp(link);
  }

  /** Waits for what is being stored: it still goes out, and nothing after it. */
  async close(): Promise<void> {
    this.#pull.stop();
    this.#cancelGossip();
    await this.#commits.idle();
    this.#closed = true;
  }

  #committed(batch: readonly Pending[]): void {
    for (const { entry } of batch) {
      this.#stored.set(logOf(entry), entry.seq);
      this.#unannounced.add(logOf(entry));
      this.#hlc = latest(this.#hlc, this.#notFarAhead(entry.hlc));
    }
    this.#host.inserted(batch.map(({ entry }) => entry));
    if (this.#closed) return;
    for (const run of runs(batch)) this.#push(run);
    this.#announceSoon();
  }

  /** Straight to every neighbour; somebody else's only to those whom the author does not reach. */
  #push({ from, author, entries }: Run): void {
    const needsIt = (link: Link): boolean =>
      link !== from &&
      link.remote !== author &&
      !link.congested &&
      (author === this.#host.self || !this.#host.reaches(author, link.remote));
    this.#host.links.broadcast({ t: 'entries', group: this.group, live: true, entries }, needsIt);
  }

  #announceSoon(): void {
    if (this.#announcing) return;
    this.#announcing = true;
    this.#host.clock.after(HAVE_DELAY_MS, () => {
      this.#announcing = false;
      const heads = [...this.#unannounced].map((log) => [log, this.#storedUpTo(log)] as const);
      this.#unannounced.clear();
      if (!this.#closed) this.#tell([...this.#host.links.up], heads);
    });
  }

  #gossipLater(): void {
    this.#cancelGossip = this.#host.clock.after(GOSSIP_INTERVAL_MS, () => {
      const neighbours = [...this.#host.links.up];
      const one = neighbours[Math.floor(this.#host.random.fraction() * neighbours.length)];
      if (one !== undefined && !one.congested) this.linkUp(one);
      this.#gossipLater();
    });
  }

  #tell(links: readonly Link[], heads: Heads): void {
    for (const part of inControlFrames(heads)) {
      if (part.length === 0) return;
      const message = { t: 'have', of: this.#host.self, heads: part } as const;
      this.#host.links.broadcast(message, (link) => links.includes(link));
    }
  }

  #claimedUpTo(log: LogId): number {
    return this.#claimed.get(log) ?? 0;
  }

  #storedUpTo(log: LogId): number {
    return this.#stored.get(log) ?? 0;
  }

  /** Takes back the claims on entries that could not be stored, so that they can be pulled again. */
  #failed(batch: readonly Pending[], error: unknown): void {
    for (const { entry } of batch) this.#claimed.set(logOf(entry), this.#storedUpTo(logOf(entry)));
    this.#host.failed(error);
  }

  #notFarAhead(hlc: Hlc): Hlc {
    return hlc[0] > this.#host.clock.now() + MAX_CLOCK_LEAD_MS ? this.#hlc : hlc;
  }
}

/**
 * Neighbours in a batch that go the same ways, as many as fit a page: one author, one link they
 * came from.
 */
type Run = { readonly from: Link | null; readonly author: PeerId; readonly entries: Entry[] };

function runs(batch: readonly Pending[]): readonly Run[] {
  const found: Run[] = [];
  let room = 0;
  for (const { entry, from, live } of batch) {
    if (!live) continue;
    const last = found.at(-1);
    const size = wireSize(entry);
    if (last?.from === from && last.author === entry.author && size <= room) {
      last.entries.push(entry);
    } else {
      found.push({ from, author: entry.author, entries: [entry] });
      room = PAGE_BYTES;
    }
    room -= size;
  }
  return found;
}
