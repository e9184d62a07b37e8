import type { LogId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import { MAX_LIST } from '../core/wire.ts';
import type { Link } from './link.ts';

/** A page that has not come by then is asked of somebody else. */
const PULL_TIMEOUT_MS = 10_000;

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
  #asked: { readonly link: Link; readonly cancel: () => void } | null = null;
  #stopped = false;

  constructor(host: PullHost) {
    this.#host = host;
  }

  /** A neighbour has entries of a log up to `seq`. */
  offered(link: Link, log: LogId, seq: number): void {
    if (seq <= this.#host.claimedUpTo(log)) return;
    const offers = this.#offers.get(link) ?? new Map<LogId, number>();
    this.#offers.set(link, offers.set(log, seq));
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
  }

  /** A page has come. Where it held nothing new, what was offered there is not to be had there. */
  answered(link: Link, anythingNew: boolean): void {
    if (this.#asked?.link !== link) return;
    if (!anythingNew) this.#offers.delete(link);
    this.#done();
  }

  linkDown(link: Link): void {
    this.#offers.delete(link);
    if (this.#asked?.link === link) this.#done();
  }

  stop(): void {
    this.#stopped = true;
    this.#asked?.cancel();
  }

  #ask(link: Link, lacking: readonly { readonly log: LogId; readonly from: number }[]): void {
    const cancel = this.#host.clock.after(PULL_TIMEOUT_MS, () => {
      this.#offers.delete(link);
      this.#done();
    });
    this.#asked = { link, cancel };
    const heads = lacking.slice(0, MAX_LIST).map(({ log, from }) => [log, from] as const);
    link.send({ t: 'want', heads });
  }

  #done(): void {
    this.#asked?.cancel();
    this.#asked = null;
    this.next();
  }
}
