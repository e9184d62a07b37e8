import type { Head } from '../core/chain.ts';
import type { Hash, LogId, PeerId } from '../core/ids.ts';
import type { Clock, Random } from '../core/ports.ts';
import { type Heads, inControlFrames, type WireMessage } from '../core/wire.ts';
import { Buckets } from './buckets.ts';
import type { Link } from './link.ts';
import type { Links } from './links.ts';

/** How long own heads gather before neighbours are told: one frame for a burst of messages. */
const HAVE_DELAY_MS = 100;
/** Between two times that all neighbours are told, for each of them: 20 frames a second at most. */
const HAVE_EACH_MS = 50;
/** But no longer: whoever missed something hears of it by that. */
const HAVE_WITHIN_MS = 1_000;
/**
 * How often one neighbour, chosen by chance, compares all that it holds with all that we hold:
 * whatever else went wrong, a gap is found in this time (anti-entropy; Demers et al., "Epidemic
 * Algorithms", 1987).
 */
export const GOSSIP_INTERVAL_MS = 5_000;
/** A neighbour is told many heads no more often than this, however often it asks. */
const TELL_ALL_EVERY_MS = 1_000;
/** So many heads take about as many bytes as the marks of all buckets. */
const FEW = 48;
/** Most heads told at once: a fifth of what may wait for a neighbour. The rest a second later. */
const MAX_TOLD = 2_048;
/** Hex digits of a hash that stand for it in a head: 64 bits, enough to notice a difference. */
const MARK_DIGITS = 16;

export interface AnnouncerHost {
  readonly clock: Clock;
  readonly random: Random;
  readonly links: Links;
  readonly self: PeerId;
  /** Where every log stands in the store. */
  heads(): ReadonlyMap<LogId, Head>;
  /** Logs that contradict themselves: whoever knows that need not hold the same of them. */
  forked(): ReadonlySet<LogId>;
  hash(text: string): Hash;
}

/** What a neighbour is told no more often than once a second. */
type Much = 'comparison' | 'differing' | 'wanted';

/** Tells neighbours how far every log is held here: what is new, and now and then everything. */
export class Announcer {
  readonly #host: AnnouncerHost;
  readonly #untold = new Set<LogId>();
  readonly #buckets: Buckets;
  /** When each neighbour was last told much. */
  readonly #toldMuch = new WeakMap<Link, Map<Much, number>>();
  /** Neighbours that are soon told more, because not all could be told at once. */
  readonly #unfinished = new WeakSet<Link>();
  #waiting = false;
  /** When what is new was told last. */
  #toldAt = Number.NEGATIVE_INFINITY;
  #cancelGossip: () => void = () => undefined;
  #stopped = false;

  constructor(host: AnnouncerHost) {
    this.#host = host;
    this.#buckets = new Buckets(host.hash, (log) => this.#lineOf(log));
  }

  /** Takes part from now on: every neighbour compares, then one at a time. */
  start(): void {
    for (const link of this.#host.links.up) this.compare(link);
    this.#gossipLater();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelGossip();
  }

  /** These logs stand elsewhere than before, and nobody need hear of it now. */
  changed(logs: Iterable<LogId>): void {
    for (const log of logs) this.#buckets.changed(log);
  }

  /** These logs have grown: all neighbours hear of it, soon. */
  grown(logs: Iterable<LogId>): void {
    for (const log of logs) {
      this.#untold.add(log);
      this.#buckets.changed(log);
    }
    if (this.#waiting) return;
    this.#waiting = true;
    this.#host.clock.after(this.#delayMs(), () => {
      this.#waiting = false;
      this.#toldAt = this.#host.clock.now();
      const untold = [...this.#untold];
      this.#untold.clear();
      if (!this.#stopped) this.#tell([...this.#host.links.up], untold);
    });
  }

  #delayMs(): number {
    const { clock, links } = this.#host;
    const restMs = Math.min(HAVE_WITHIN_MS, [...links.up].length * HAVE_EACH_MS);
    const sinceMs = clock.now() - this.#toldAt;
    // A clock may go back.
    return sinceMs < 0 ? HAVE_DELAY_MS : Math.max(HAVE_DELAY_MS, restMs - sinceMs);
  }

  /** Something is held no longer: every neighbour compares, and so offers it. */
  shrunk(log: LogId): void {
    this.#buckets.changed(log);
    for (const link of this.#host.links.up) this.compare(link);
  }

  /** Lets a neighbour find out whether we hold the same. */
  compare(link: Link): void {
    link.send({ t: 'digest', hash: this.#buckets.hash, again: true });
  }

  /**
   * A neighbour's digest: whether it is ours. Where it is not, the neighbour hears all our heads if
   * they are few, and else what stands for each bucket of them.
   */
  compared(link: Link, hash: Hash, again: boolean): boolean {
    if (hash === this.#buckets.hash) return true;
    if (!this.#mayTell(link, 'comparison')) return false;
    for (const logs of inControlFrames([...this.#host.forked()].slice(0, MAX_TOLD))) {
      if (logs.length > 0) link.send({ t: 'forked', logs });
    }
    if (this.#host.heads().size > FEW) {
      link.send({ t: 'buckets', marks: this.#buckets.marks });
      return false;
    }
    this.#tell([link], [...this.#host.heads().keys()]);
    if (again) link.send({ t: 'digest', hash: this.#buckets.hash, again: false });
    return false;
  }

  /** What a neighbour holds, bucket by bucket: each tells the other what is in those that differ. */
  differing(link: Link, marks: readonly string[]): void {
    if (!this.#mayTell(link, 'differing')) return;
    const ours = this.#buckets.marks;
    const all = [...ours.keys()];
    const found = all.filter((bucket) => ours[bucket] !== marks[bucket]);
    // The digests differ, or nobody would have sent this.
    const of = found.length > 0 ? found : all;
    this.#tellSome(link, of);
    link.send({ t: 'heads-wanted', of });
  }

  /** A neighbour asks what is in these buckets. */
  wanted(link: Link, of: readonly number[]): void {
    if (this.#mayTell(link, 'wanted')) this.#tellSome(link, of);
  }

  /** How far the logs that are asked for are held, as neighbours are told. */
  headsOf(asked: (log: LogId) => boolean): Heads {
    return [...this.#host.heads()]
      .filter(([log]) => asked(log))
      .map(([log, head]) => [log, head.seq, markOf(head)]);
  }

  /** Of a log that contradicts itself each keeps what came first, so that only this is the same. */
  #lineOf(log: LogId): string | null {
    if (this.#host.forked().has(log)) return `${log} forked`;
    const head = this.#host.heads().get(log);
    return head === undefined ? null : `${log} ${head.seq} ${head.hash}`;
  }

  /** Whoever asks faster floods us, or reads more slowly than we could tell. */
  #mayTell(link: Link, what: Much): boolean {
    const now = this.#host.clock.now();
    const told = this.#toldMuch.get(link) ?? new Map<Much, number>();
    const at = told.get(what);
    // A clock may go back.
    if (at !== undefined && Math.abs(now - at) < TELL_ALL_EVERY_MS) return false;
    this.#toldMuch.set(link, told.set(what, now));
    return true;
  }

  /** Tells what is in these buckets, from one drawn by chance on; what is too much, a second later. */
  #tellSome(link: Link, of: readonly number[]): void {
    const cut = Math.floor(this.#host.random.fraction() * of.length);
    const logs = this.#buckets.in(new Set([...of.slice(cut), ...of.slice(0, cut)]));
    this.#tell([link], logs.slice(0, MAX_TOLD));
    if (logs.length <= MAX_TOLD || this.#unfinished.has(link)) return;
    this.#unfinished.add(link);
    this.#host.clock.after(TELL_ALL_EVERY_MS, () => {
      this.#unfinished.delete(link);
      if (link.isUp && !this.#stopped) this.compare(link);
    });
  }

  #gossipLater(): void {
    this.#cancelGossip = this.#host.clock.after(GOSSIP_INTERVAL_MS, () => {
      const neighbours = [...this.#host.links.up];
      const one = neighbours[Math.floor(this.#host.random.fraction() * neighbours.length)];
      if (one !== undefined && !one.congested) this.compare(one);
      this.#gossipLater();
    });
  }

  #tell(links: readonly Link[], logs: readonly LogId[]): void {
    const stored = this.#host.heads();
    const heads: Heads = logs.flatMap((log) => {
      const head = stored.get(log);
      return head === undefined ? [] : [[log, head.seq, markOf(head)] as const];
    });
    for (const part of inControlFrames(heads)) {
      if (part.length === 0) return;
      const message: WireMessage = { t: 'have', of: this.#host.self, heads: part };
      this.#host.links.broadcast(message, (link) => links.includes(link));
    }
  }
}

/** What stands for a head's hash where only a difference need be noticed. */
export function markOf({ hash }: Head): string {
  return hash.slice(0, MARK_DIGITS);
}
