import type { LogId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import { MAX_LIST } from '../core/wire.ts';
import type { Link } from './link.ts';

/** A page that has not come by then is asked of somebody else. */
const PULL_TIMEOUT_MS = 10_000;

/** So much lacking takes a while: the newest messages are fetched ahead of the rest. */
const WORTH_FETCHING_AHEAD = 500;
/** Messages fetched ahead, and most that anybody gets so: what a screen shows at first. */
export const RECENT_MESSAGES = 200;

/** Whoever takes longer than this for a page is asked after those who do not. */
const SLOW_MS = 2_000;
/** Times in a row that a neighbour gave less than it offered: once is chance, where a long run ends a page. */
const MAX_VAIN = 2;
/** Most that is believed to be lacking: a message a second for eleven days. */
const MAX_LACKING = 1_000_000;

/** Logs of one neighbour's that are remembered at once. What is beyond is offered again in time. */
const MAX_OFFERS = 4_096;

export interface PullHost {
  readonly clock: Clock;
  /** Last entry of a log that is here or on its way. */
  claimedUpTo(log: LogId): number;
}

/**
 * Fetches what is lacking, one page at a time from one neighbour at a time: several would send the
 * same. Offers are kept only until they are met or prove empty, never as a belief about a peer.
 */
export class Pull {
  readonly #host: PullHost;
  readonly #offers = new Map<Link, Map<LogId, number>>();
  /** How often in a row each gave less than it had offered. */
  readonly #vain = new WeakMap<Link, number>();
  /** Questions so far, this program's life long: each has a number, which its answer repeats. */
  #questions = 0;
  #asked: {
    readonly n: number;
    readonly link: Link;
    readonly logs: readonly LogId[];
    readonly at: number;
    readonly cancel: () => void;
  } | null = null;
  /** The newest have been asked for since something began to be lacking. */
  #askedAhead = false;
  #stopped = false;

  constructor(host: PullHost) {
    this.#host = host;
  }

  /** A neighbour has entries of a log up to `seq`. */
  offered(link: Link, log: LogId, seq: number): void {
    if (seq <= this.#host.claimedUpTo(log)) return;
    const offers = this.#offers.get(link) ?? new Map<LogId, number>();
    if (offers.size >= MAX_OFFERS && !offers.has(log)) return;
    this.#offers.set(link, offers.set(log, seq));
  }

  /** A log is not wanted any more, whoever has it. */
  withdrawn(log: LogId): void {
    for (const offers of this.#offers.values()) offers.delete(log);
  }

  /**
   * Entries that neighbours have offered and that are not even on their way. Whoever does not keep
   * what it offers is not counted: anybody can offer millions of entries that do not exist.
   */
  get lacking(): number {
    const furthest = new Map<LogId, number>();
    for (const [link, offers] of this.#offers) {
      if (!this.#isBelieved(link)) continue;
      for (const [log, seq] of offers) furthest.set(log, Math.max(seq, furthest.get(log) ?? 0));
    }
    let sum = 0;
    for (const [log, seq] of furthest) sum += Math.max(0, seq - this.#host.claimedUpTo(log));
    return Math.min(sum, MAX_LACKING);
  }

  /** A number for a question. */
  number(): number {
    this.#questions += 1;
    return this.#questions;
  }

  /** Asks for the next page, unless one is under way. */
  next(): void {
    if (this.#asked !== null || this.#stopped) return;
    for (const [link, offers] of this.#offers) {
      const lacking = [...offers]
        .map(([log, seq]) => ({ log, seq, from: this.#host.claimedUpTo(log) }))
        .filter(({ seq, from }) => seq > from);
      if (lacking.length > 0) {
        this.#ask(link, lacking);
        return;
      }
      this.#offers.delete(link);
    }
    this.#askedAhead = false;
  }

  /** Whether this is the answer that is waited for. */
  isAnswer(link: Link, n: number | undefined): boolean {
    return this.#asked?.link === link && this.#asked.n === n;
  }

  /**
   * The page has come that was asked for, `full` or not. Where it held nothing new, what was asked
   * for is not to be had there.
   */
  answered(anythingNew: boolean, full: boolean): void {
    if (this.#asked === null) return;
    const { link, logs, at, cancel } = this.#asked;
    const offers = this.#offers.get(link);
    const unmet = logs.some((log) => (offers?.get(log) ?? 0) > this.#host.claimedUpTo(log));
    if (!anythingNew) for (const log of logs) offers?.delete(log);
    this.#vain.set(link, unmet && !full ? (this.#vain.get(link) ?? 0) + 1 : 0);
    // A clock may go back.
    const slow = Math.abs(this.#host.clock.now() - at) > SLOW_MS;
    if (slow || !this.#isBelieved(link)) this.#toTheEnd(link);
    cancel();
    this.#asked = null;
  }

  /** A page has come after its time: what is asked meanwhile asks for the same again. */
  cameLate(link: Link): void {
    if (this.#asked?.link !== link) return;
    this.#asked.cancel();
    this.#asked = null;
  }

  linkDown(link: Link): void {
    this.#offers.delete(link);
    if (this.#asked?.link !== link) return;
    this.#asked.cancel();
    this.#asked = null;
    this.next();
  }

  stop(): void {
    this.#stopped = true;
    this.#asked?.cancel();
  }

  #ask(link: Link, lacking: readonly { readonly log: LogId; readonly from: number }[]): void {
    const cancel = this.#host.clock.after(PULL_TIMEOUT_MS, () => {
      this.#vain.set(link, MAX_VAIN);
      this.#toTheEnd(link);
      this.#asked = null;
      this.next();
    });
    const n = this.number();
    const at = this.#host.clock.now();
    if (!this.#askedAhead && this.lacking >= WORTH_FETCHING_AHEAD) {
      this.#askedAhead = true;
      this.#asked = { n, link, logs: [], at, cancel };
      link.send({ t: 'recent', n, limit: RECENT_MESSAGES });
      return;
    }
    const heads = lacking.slice(0, MAX_LIST).map(({ log, from }) => [log, from] as const);
    this.#asked = { n, link, logs: heads.map(([log]) => log), at, cancel };
    link.send({ t: 'want', n, heads });
  }

  #isBelieved(link: Link): boolean {
    return (this.#vain.get(link) ?? 0) < MAX_VAIN;
  }

  /** Whoever is slow is asked again after the others: its offer may be the only one. */
  #toTheEnd(link: Link): void {
    const offers = this.#offers.get(link);
    this.#offers.delete(link);
    if (offers !== undefined) this.#offers.set(link, offers);
  }
}
