import { type Address, formatAddress } from '../core/address.ts';
import type { ChatFact } from '../core/events.ts';
import type { DialFailure } from './links.ts';
import { explain } from './seeds.ts';

/** Refusals that are about a group's secret. */
const LOCKS = ['locked', 'open', 'wrong-secret'];

/** Says why a seed is of no use: once for each reason, and takes it back when the seed answers. */
export class SeedWarnings {
  readonly #tell: (fact: ChatFact) => void;
  /** What has been said of which seed, by its address, until it answers. */
  readonly #said = new Map<string, Set<string>>();

  constructor(tell: (fact: ChatFact) => void) {
    this.#tell = tell;
  }

  /** `group` is ours, for a seed that is in another. */
  failed(seed: Address, failure: DialFailure, group: string | null): void {
    const about = formatAddress(seed);
    const said = this.#said.get(about) ?? new Set<string>();
    // A peer that is itself still looking for its group answers the next try.
    if (failure.code === 'not-ready' || said.has(failure.code)) return;
    // Whoever named no group was told of the lock; that they are elsewhere since then adds nothing.
    if (failure.code === 'other-group' && LOCKS.some((code) => said.has(code))) return;
    this.#said.set(about, said.add(failure.code));
    this.#tell({ type: 'warning', ...explain(seed, failure, group), about });
  }

  /** Somebody dials this seed by hand: whatever comes of it is news again. */
  askedAgain(seed: Address): void {
    this.#said.get(formatAddress(seed))?.clear();
  }

  answered(seed: Address): void {
    const about = formatAddress(seed);
    if (this.#said.delete(about)) this.#tell({ type: 'resolved', about });
  }
}
