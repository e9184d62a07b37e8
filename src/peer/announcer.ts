import type { Head } from '../core/chain.ts';
import type { Hash, LogId, PeerId } from '../core/ids.ts';
import type { Clock, Random } from '../core/ports.ts';
import { type Heads, inControlFrames } from '../core/wire.ts';
import type { Link } from './link.ts';
import type { Links } from './links.ts';

/** How long own heads gather before neighbours are told: one frame for a burst of messages. */
const HAVE_DELAY_MS = 100;
/**
 * How often one neighbour, chosen by chance, compares all that it holds with all that we hold:
 * whatever else went wrong, a gap is found in this time (anti-entropy; Demers et al., "Epidemic
 * Algorithms", 1987).
 */
const GOSSIP_INTERVAL_MS = 5_000;
/** A neighbour is told all heads no more often than this, however often it asks. */
const TELL_ALL_EVERY_MS = 1_000;
/** Hex digits of a hash that stand for it in a head: 64 bits, enough to notice a difference. */
const MARK_DIGITS = 16;

export interface AnnouncerHost {
  readonly clock: Clock;
  readonly random: Random;
  readonly links: Links;
  readonly self: PeerId;
  /** Where every log stands in the store. */
  heads(): ReadonlyMap<LogId, Head>;
  hash(text: string): Hash;
}

/** Tells neighbours how far every log is held here: what is new, and now and then everything. */
export class Announcer {
  readonly #host: AnnouncerHost;
  readonly #untold = new Set<LogId>();
  #digest: Hash | null = null;
  /** When each neighbour was last told everything. */
  readonly #toldAll = new WeakMap<Link, number>();
  #waiting = false;
  #cancelGossip: () => void = () => undefined;
  #stopped = false;

  constructor(host: AnnouncerHost) {
    this.#host = host;
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

  /** These logs have grown: all neighbours hear of it, soon. */
  grown(logs: Iterable<LogId>): void {
    for (const log of logs) this.#untold.add(log);
    this.#digest = null;
    if (this.#waiting) return;
    this.#waiting = true;
    this.#host.clock.after(HAVE_DELAY_MS, () => {
      this.#waiting = false;
      const untold = new Set(this.#untold);
      this.#untold.clear();
      if (!this.#stopped) this.#tell([...this.#host.links.up], untold);
    });
  }

  /** Something is held no longer: every neighbour compares, and so offers it. */
  changed(): void {
    this.#digest = null;
    for (const link of this.#host.links.up) this.compare(link);
  }

  /** Lets a neighbour find out whether we hold the same. */
  compare(link: Link): void {
    link.send({ t: 'digest', hash: this.#ours(), again: true });
  }

  /** A neighbour's digest: whether it is ours; where it is not, the neighbour hears all our heads. */
  compared(link: Link, hash: Hash, again: boolean): boolean {
    if (hash === this.#ours()) return true;
    const now = this.#host.clock.now();
    const told = this.#toldAll.get(link);
    // Whoever asks faster floods us, or reads more slowly than we could tell. A clock may go back.
    if (told !== undefined && Math.abs(now - told) < TELL_ALL_EVERY_MS) return false;
    this.#toldAll.set(link, now);
    this.#tell([link], this.#shuffled());
    if (again) link.send({ t: 'digest', hash: this.#ours(), again: false });
    return false;
  }

  /** How far the logs that are asked for are held, as neighbours are told. */
  headsOf(asked: (log: LogId) => boolean): Heads {
    return [...this.#host.heads()]
      .filter(([log]) => asked(log))
      .map(([log, head]) => [log, head.seq, markOf(head)]);
  }

  /**
   * All logs, from one drawn by chance on: where there are more than a neighbour's queue takes,
   * what is dropped is another part each time.
   */
  #shuffled(): readonly LogId[] {
    const logs = [...this.#host.heads().keys()];
    const cut = Math.floor(this.#host.random.fraction() * logs.length);
    return [...logs.slice(cut), ...logs.slice(0, cut)];
  }

  /** BLAKE2b over all heads in the order of their logs: equal on two peers that hold the same. */
  #ours(): Hash {
    this.#digest ??= this.#host.hash(
      [...this.#host.heads()]
        .map(([log, { seq, hash }]) => `${log} ${seq} ${hash}\n`)
        .sort()
        .join(''),
    );
    return this.#digest;
  }

  #gossipLater(): void {
    this.#cancelGossip = this.#host.clock.after(GOSSIP_INTERVAL_MS, () => {
      const neighbours = [...this.#host.links.up];
      const one = neighbours[Math.floor(this.#host.random.fraction() * neighbours.length)];
      if (one !== undefined && !one.congested) this.compare(one);
      this.#gossipLater();
    });
  }

  #tell(links: readonly Link[], logs: Iterable<LogId>): void {
    const stored = this.#host.heads();
    const heads: Heads = [...logs].flatMap((log) => {
      const head = stored.get(log);
      return head === undefined ? [] : [[log, head.seq, markOf(head)] as const];
    });
    for (const part of inControlFrames(heads)) {
      if (part.length === 0) return;
      const message = { t: 'have', of: this.#host.self, heads: part } as const;
      this.#host.links.broadcast(message, (link) => links.includes(link));
    }
  }
}

/** What stands for a head's hash where only a difference need be noticed. */
export function markOf({ hash }: Head): string {
  return hash.slice(0, MARK_DIGITS);
}
