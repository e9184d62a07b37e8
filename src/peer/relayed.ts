import { Allowance } from '../core/allowance.ts';
import { type Chained, runSize } from '../core/chain.ts';
import type { Clock } from '../core/ports.ts';
import { FLOOD_BOUND } from './inlet.ts';
import type { Link } from './link.ts';

/** What others have said takes at most half of what a neighbour reads of one link. */
const SHARE = 0.5;

/**
 * How much of what others say is passed on at once to each neighbour. Whoever passed on whole floods
 * would be read slowly for them, and their own words with it; what is beyond the neighbour pulls.
 */
export class Relayed {
  readonly #clock: Clock;
  readonly #each = new WeakMap<Link, readonly [entries: Allowance, bytes: Allowance]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether these may go to a neighbour now; they count as gone where they may. */
  may(link: Link, chained: readonly Chained[]): boolean {
    const now = this.#clock.now();
    const [entries, bytes] = this.#of(link, now);
    if (entries.waitMs(now) > 0 || bytes.waitMs(now) > 0) return false;
    entries.take(chained.length, now);
    bytes.take(runSize(chained.map(({ entry }) => entry)), now);
    return true;
  }

  #of(link: Link, now: number): readonly [Allowance, Allowance] {
    const known = this.#each.get(link);
    if (known !== undefined) return known;
    const most = SHARE * FLOOD_BOUND.entriesPerSecond;
    const mostBytes = SHARE * FLOOD_BOUND.bytesPerSecond;
    const fresh = [
      new Allowance(most, most, now),
      new Allowance(mostBytes, mostBytes, now),
    ] as const;
    this.#each.set(link, fresh);
    return fresh;
  }
}
