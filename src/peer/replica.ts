import { utf8 } from '../core/bytes.ts';
import { type Chained, entrySize, type Head, hashEntry, type Run, toRun } from '../core/chain.ts';
import type { EntryClass } from '../core/content.ts';
import { type Entry, logOf } from '../core/entry.ts';
import {
  type Epoch,
  type GroupId,
  type Hash,
  type LogId,
  logId,
  type PeerId,
  splitLogId,
} from '../core/ids.ts';
import { beforeClock, type Hlc, latest, MAX_CLOCK_LEAD_MS, tick } from '../core/order.ts';
import type { Clock, Crypto, Random, Store } from '../core/ports.ts';
import type { Result } from '../core/result.ts';
import type { Heads, Wants, WireMessage } from '../core/wire.ts';
import { Announcer, markOf } from './announcer.ts';
import { CatchUp } from './catch-up.ts';
import { CommitQueue, type Origin, type Pending } from './commit-queue.ts';
import { Counter } from './counter.ts';
import { Forks } from './forks.ts';
import { isFull, PAGE_BYTES, takeIn, verified } from './intake.ts';
import { Islands } from './islands.ts';
import type { Link } from './link.ts';
import type { Links } from './links.ts';
import { Mender } from './mender.ts';
import { Pull, RECENT_MESSAGES } from './pull.ts';
import { Relayed } from './relayed.ts';
import { seal } from './seal.ts';
import { Vector } from './vector.ts';

/** Their share of a page: they bring what lies between them in their logs along. */
const RECENT_BYTES: number = PAGE_BYTES / 2;

type Entries = Extract<WireMessage, { readonly t: 'entries' }>;

export interface ReplicaHost {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly crypto: Crypto;
  readonly links: Links;
  /** Whether `author` reaches `peer` by a link of its own, so that nobody need forward. */
  reaches(author: PeerId, peer: PeerId): boolean;
  /** New entries are stored; called once for each entry. */
  inserted(entries: readonly Entry[]): void;
  /** A member is known to hold `log` up to `seq`, and did not before. */
  held(by: PeerId, log: LogId, seq: number): void;
  /** `done` of `total` entries that were said while we were away have come. */
  catchingUp(done: number, total: number): void;
  /** An author has signed two histories that contradict each other. */
  forked(author: PeerId): void;
  /** A part of a log had been changed by the disk. It is fetched again. */
  damaged(): void;
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
  readonly #vector = new Vector();
  readonly #forks: Forks;
  /** What was fetched ahead of its log, until the log has come there. */
  readonly #ahead = new Islands();
  readonly #pull: Pull;
  readonly #catchUp: CatchUp;
  readonly #commits: CommitQueue;
  readonly #announcer: Announcer;
  readonly #counter: Counter;
  readonly #relayed: Relayed;
  readonly #mender: Mender;
  #hlc: Hlc = [0, 0];
  /** Nothing more is taken in. */
  #closing = false;
  #closed = false;

  constructor(host: ReplicaHost, group: GroupId, epoch: Epoch) {
    const { clock, random, links, crypto } = host;
    this.#host = host;
    this.group = group;
    this.#epoch = epoch;
    this.ownLog = logId(crypto.self, epoch);
    this.#counter = new Counter((error) => host.failed(error));
    this.#relayed = new Relayed(clock);
    this.#commits = new CommitQueue({
      now: () => clock.now(),
      soon: (run) => clock.after(0, run),
      seal: (batch) => seal(crypto, batch),
      append: (entries) => host.store.append(group, entries),
      committed: (batch, fresh) => this.#committed(batch, fresh),
      failed: (batch, error) => this.#failed(batch, error),
    });
    this.#pull = new Pull({ clock, claimedUpTo: (log) => this.#vector.claimed(log).seq });
    this.#catchUp = new CatchUp({
      clock,
      lacking: () => (this.#closed ? 0 : this.#pull.lacking),
      tell: (done, total) => host.catchingUp(done, total),
    });
    this.#announcer = new Announcer({
      ...{ clock, random, links, self: crypto.self },
      heads: () => this.#vector.logs,
      forked: () => this.#forks.known,
      hash: (text) => crypto.hash(utf8(text)),
    });
    this.#mender = new Mender({
      ...{ store: host.store, crypto, group, own: this.ownLog, failed: host.failed },
      ownDamaged: () => host.damaged(),
      stored: (log) => this.#vector.stored(log),
      idle: () => this.#commits.idle(),
      mended: (log, head) => this.#mended(log, head),
    });
    this.#forks = new Forks({
      ...{ clock, store: host.store, group, own: this.ownLog, mender: this.#mender },
      stored: (log) => this.#vector.stored(log),
      idle: () => this.#commits.idle(),
      found: (log, author, link) => this.#forked(log, author, link),
    });
  }

  /** Reads where every log stands; nothing else may be called before. */
  async open(): Promise<ReadonlyMap<LogId, Head>> {
    const { store } = this.#host;
    this.#vector.load(await store.heads(this.group));
    await this.#forks.load();
    this.#announcer.changed([...this.#vector.logs.keys(), ...this.#forks.known]);
    for (const of of ['line', 'change'] as const) {
      const [newest] = await this.#newest(of, 1);
      if (newest !== undefined) this.#hlc = latest(this.#hlc, newest.hlc);
    }
    return this.#vector.logs;
  }

  /** How far every log is held here. */
  get heads(): ReadonlyMap<LogId, Head> {
    return this.#vector.logs;
  }

  /** Appends to our own log. Resolves once it is stored, which is when it may be shown as sent. */
  async write(kind: string, body: string): Promise<Entry> {
    const { clock, crypto } = this.#host;
    const sentAt = clock.now();
    const head = this.#vector.claimed(this.ownLog);
    // A clock that once was years ahead and has been put right must not mark all that follows.
    this.#hlc = tick(this.#isFarAhead(this.#hlc) ? [0, 0] : this.#hlc, sentAt);
    const [author, epoch, seq, hlc] = [crypto.self, this.#epoch, head.seq + 1, this.#hlc];
    const entry: Entry = { author, epoch, seq, hlc, sentAt, kind, body };
    const hash = hashEntry(crypto, this.group, head.hash, entry);
    this.#vector.claim(this.ownLog, { seq: entry.seq, hash });
    const entries = [{ entry, hash, sig: null }];
    const stored = await new Promise<Result<null, unknown>>((settled) => {
      this.#commits.add([{ origin: 'own', prev: head.hash, entries, from: null, settled }]);
    });
    if (!stored.ok) throw stored.error;
    return entry;
  }

  /** Takes part from now on: the neighbours so far hear where every log stands here. */
  start(): void {
    this.#announcer.start();
  }

  /** Whoever dialled begins to compare: once is enough. */
  linkUp(link: Link): void {
    if (link.role === 'dialler') this.#announcer.compare(link);
  }

  linkDown(link: Link): void {
    this.#counter.linkDown(link);
    this.#pull.linkDown(link);
    this.#forks.linkDown(link);
    this.#catchUp.look();
  }

  /** Runs from a neighbour, pushed or asked for. Throws where one is not what its author signed. */
  receive(link: Link, { group, why, n, runs }: Entries): void {
    // Whoever is leaving has what it has: while others go on writing it would never be done.
    if (group !== this.group || this.#closing) return;
    if (why === 'proof') {
      this.#look(link, runs);
      return;
    }
    const asked = this.#pull.isAnswer(link, n);
    const taken: Pending[] = [];
    try {
      // Ahead of its log is stored only what we have asked for so.
      const origin: Origin = why === 'recent' && !asked ? 'page' : why;
      for (const run of runs) taken.push(...this.#take(link, origin, run));
    } finally {
      // What was good before a bad one is good all the same.
      this.#commits.add(taken);
    }
    if (asked) this.#pull.answered(taken.length > 0, isFull(runs));
    else if (n !== undefined && taken.length > 0) this.#pull.cameLate(link);
    this.#pull.next();
    this.#catchUp.look();
  }

  /** How far a member holds the logs: our neighbour's own word, or passed on by one. */
  have(link: Link, of: PeerId, heads: Heads): void {
    for (const [log, seq] of heads) this.#host.held(of, log, seq);
    if (of !== link.remote) return;
    for (const [log, seq, mark] of heads) {
      if (log === this.ownLog || this.#forks.known.has(log) || !this.#hasRoomFor(log)) continue;
      this.#pull.offered(link, log, seq);
      const head = this.#vector.stored(log);
      if (seq > 0 && seq === head.seq && mark !== markOf(head)) this.#forks.doubt(link, log);
    }
    this.#catchUp.look();
    this.#pull.next();
  }

  /** How far the logs of an author are held here. */
  headsOf(author: PeerId): Heads {
    return this.#announcer.headsOf((log) => splitLogId(log).author === author);
  }

  /** A neighbour's digest of all that it holds. Where it is ours, it holds what we hold. */
  digest(link: Link, hash: Hash, again: boolean): void {
    if (!this.#announcer.compared(link, hash, again)) return;
    for (const [log, { seq }] of this.#vector.logs) {
      if (!this.#forks.known.has(log)) this.#host.held(link.remote, log, seq);
    }
  }

  /** What a neighbour holds, in parts. */
  buckets(link: Link, marks: readonly string[]): void {
    this.#announcer.differing(link, marks);
  }

  /** A neighbour asks how far the logs of these parts are held. */
  headsWanted(link: Link, of: readonly number[]): void {
    this.#announcer.wanted(link, of);
  }

  /** A neighbour knows these logs to contradict themselves. */
  contradicting(link: Link, logs: readonly LogId[]): void {
    this.#forks.heard(link, logs);
  }

  /** A neighbour holds another history of this log, or seems to: shows it what we have. */
  doubted(link: Link, log: LogId): void {
    this.#counter.ask(link, async () => {
      for (const run of await this.#forks.shown(log)) {
        link.send({ t: 'entries', group: this.group, why: 'proof', runs: [run] });
      }
    });
  }

  /** Answers with one page, oldest first; an empty one says that there is nothing. */
  want(link: Link, n: number, wants: Wants): void {
    this.#counter.ask(link, async () => {
      const runs = await this.#mender.page(wants, PAGE_BYTES);
      link.send({ t: 'entries', group: this.group, why: 'page', n, runs });
    });
  }

  /** Answers with the newest messages, and whatever lies between them in their logs. */
  recent(link: Link, n: number, limit: number): void {
    this.#counter.ask(link, () => this.#sendRecent(link, n, limit));
  }

  async #sendRecent(link: Link, n: number, limit: number): Promise<void> {
    const from = new Map<LogId, number>();
    let room = RECENT_BYTES;
    for (const entry of (
      await this.#newest('line', Math.min(limit, RECENT_MESSAGES))
    ).toReversed()) {
      room -= entrySize(entry);
      if (room > 0) from.set(logOf(entry), entry.seq - 1);
    }
    const runs = await this.#mender.page([...from], PAGE_BYTES);
    link.send({ t: 'entries', group: this.group, why: 'recent', n, runs });
  }

  /** Lets a neighbour whose queue had been full find out what it missed. */
  drained(link: Link): void {
    this.#counter.drained(link);
    this.#announcer.compare(link);
  }

  /** Waits for what is being stored: it still goes out, and nothing after it. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#pull.stop();
    this.#announcer.stop();
    await this.#commits.idle();
    this.#closed = true;
  }

  #take(link: Link, why: Origin, run: Run): readonly Pending[] {
    const { crypto } = this.#host;
    const { log } = run;
    // Nobody but this process writes its own log.
    if (log === this.ownLog || this.#forks.known.has(log) || this.#mender.isMending(log)) return [];
    if (!this.#hasRoomFor(log)) return [];
    const pending = { origin: why, from: link, settled: () => undefined };
    const intake = takeIn(crypto, this.group, run, this.#vector.claimed(log));
    switch (intake.is) {
      case 'known':
        return [];
      case 'ahead':
        if (why === 'recent') {
          const entries = verified(crypto, this.group, run);
          this.#ahead.add(run, entries);
          return [{ ...pending, prev: run.prev, entries }];
        }
        this.#pull.offered(link, log, intake.upTo);
        return [];
      case 'next': {
        const island = this.#ahead.contradicted(log, intake.entries);
        if (island !== null) {
          this.#forks.contradicted(link, island).catch(this.#host.failed);
          return [];
        }
        const { entry, hash } = intake.entries.at(-1) as Chained; // never empty
        this.#vector.claim(log, { seq: entry.seq, hash });
        return [{ ...pending, prev: intake.prev, entries: intake.entries }];
      }
      case 'fork':
        this.#forks.contradicted(link, run).catch(this.#host.failed);
        return [];
    }
  }

  #hasRoomFor(log: LogId): boolean {
    return this.#vector.hasRoomFor(log, (author) => this.#host.links.with(author) !== undefined);
  }

  /** What a neighbour shows of its history. Throws where it is not what its author signed. */
  #look(link: Link, runs: readonly Run[]): void {
    for (const run of runs) {
      const chained = verified(this.#host.crypto, this.group, run);
      this.#forks.look(link, run, chained).catch(this.#host.failed);
    }
  }

  #committed(batch: readonly Pending[], fresh: readonly Entry[]): void {
    const grown = new Set<LogId>();
    for (const { origin, entries } of batch) {
      const { entry, hash } = entries.at(-1) as Chained; // never empty
      if (!this.#isFarAhead(entry.hlc)) this.#hlc = latest(this.#hlc, entry.hlc);
      // Fetched ahead of its log: the head stays where it is.
      if ((entries[0]?.entry.seq ?? 0) > this.#vector.stored(logOf(entry)).seq + 1) continue;
      this.#vector.store(logOf(entry), { seq: entry.seq, hash });
      this.#ahead.reached(logOf(entry), entry.seq);
      grown.add(logOf(entry));
      if (origin === 'page') this.#catchUp.got(entries.length);
    }
    this.#host.inserted(fresh);
    this.#catchUp.look();
    if (this.#closed) return;
    for (const pending of batch) this.#push(pending);
    this.#announcer.grown(grown);
  }

  /** Straight to every neighbour; somebody else's only to those whom the author does not reach. */
  #push({ origin, from, prev, entries }: Pending): void {
    if (origin !== 'own' && origin !== 'live') return;
    const run = toRun(prev, entries);
    const { author } = entries[0]?.entry ?? { author: null };
    const isNear = (link: Link): boolean =>
      author !== null && (author === link.remote || this.#host.reaches(author, link.remote));
    const needsIt = (link: Link): boolean =>
      link !== from &&
      !link.congested &&
      (origin === 'own' || (!isNear(link) && this.#relayed.may(link, entries)));
    const message = { t: 'entries', group: this.group, why: 'live', runs: [run] } as const;
    this.#host.links.broadcast(message, needsIt);
  }

  #mended(log: LogId, head: Head): void {
    this.#host.damaged();
    if (this.#closed) return;
    this.#vector.setBack(log, head);
    this.#announcer.shrunk(log);
  }

  /** Whoever has shown it hears that we know it now, and so all do in time. */
  #forked(log: LogId, author: PeerId, link: Link): void {
    this.#pull.withdrawn(log);
    this.#host.forked(author);
    this.#announcer.changed([log]);
    if (!this.#closed && link.isUp) this.#announcer.compare(link);
  }

  /** The newest of what is not held back for its clock. */
  #newest(of: EntryClass, limit: number): Promise<readonly Entry[]> {
    const { store, clock } = this.#host;
    return store.newest(this.group, of, limit, beforeClock(clock.now() + MAX_CLOCK_LEAD_MS));
  }

  /** Takes back the claims on entries that could not be stored, so that they can be pulled again. */
  #failed(batch: readonly Pending[], error: unknown): void {
    for (const { entries } of batch) {
      for (const { entry } of entries.slice(0, 1)) this.#vector.unclaim(logOf(entry));
    }
    this.#host.failed(error);
  }

  #isFarAhead(hlc: Hlc): boolean {
    return hlc[0] > this.#host.clock.now() + MAX_CLOCK_LEAD_MS;
  }
}
