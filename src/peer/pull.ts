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
  #asked: {
    readonly link: Link;
    readonly logs: readonly LogId[];
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

  /** Entries that neighbours have offered and that are not even on their way. */
  get lacking(): number {
    const furthest = new Map<LogId, number>();
    for (const offers of this.#offers.values()) {
      for (const [log, seq] of offers) furthest.set(log, Math.max(seq, furthest.get(log) ?? 0));
    }
    return [...furthest].reduce(
      (sum, [log, seq]) => sum + Math.max(0, seq - this.#host.claimedUpTo(log)),
      0,
    );
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

  /** A page has come. Where it held nothing new, what was asked for is not to be had there. */
  answered(link: Link, anythingNew: boolean): void {
    if (this.#asked?.link === link) {
      if (!anythingNew) for (const log of this.#asked.logs) this.#offers.get(link)?.delete(log);
      this.#asked.cancel();
      this.#asked = null;
    }
    // A page that comes after its time has made room for the next one all the same.
    this.next();
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
      this.#toTheEnd(link);
      this.#asked = null;
      this.next();
    });
    if (!this.#askedAhead && this.lacking >= WORTH_FETCHING_AHEAD) {
      this.#askedAhead = true;
      this.#asked = { link, logs: [], cancel };
      link.send({ t: 'recent', limit: RECENT_MESSAGES });
      return;
    }
    const heads = lacking.slice(0, MAX_LIST).map(({ log, from }) => [log, from] as const);
    this.#asked = { link, logs: heads.map(([log]) => log), cancel };
    link.send({ t: 'want', heads });
  }

  /** Whoever is slow is asked again after the others: its offer may be the only one. */
  #toTheEnd(link: Link): void {
    const offers = this.#offers.get(link);
    this.#offers.delete(link);
    if (offers !== undefined) this.#offers.set(link, offers);
  }
}
