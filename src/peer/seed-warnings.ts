import { type Address, formatAddress } from '../core/address.ts';
import type { ChatFact } from '../core/events.ts';
import type { Failure } from '../core/result.ts';
import type { DialFailure } from './links.ts';
import { explain } from './seeds.ts';

/** Refusals that are about a group's secret. */
const LOCKS = ['locked', 'open', 'wrong-secret', 'other-room'];

/** Says why a seed is of no use: once for each reason, and takes it back when the seed answers. */
export class SeedWarnings {
  readonly #tell: (fact: ChatFact) => void;
  /** What has been said of which seed, by its address, until it answers. */
  readonly #said = new Map<string, Set<string>>();
  #refusal: Failure | null = null;
  #lockChanged = false;

  constructor(tell: (fact: ChatFact) => void) {
    this.#tell = tell;
  }

  /** What the first seed has said that did not let us in for want of the right secret. */
  get refusal(): Failure | null {
    return this.#refusal;
  }

  /** Whether somebody let us go because the secret is another now: that seeds have it too is no news. */
  lockChanged(elsewhere: boolean): void {
    this.#lockChanged = elsewhere;
  }

  /** `group` is ours, for a seed that is in another. */
  failed(seed: Address, failure: DialFailure, group: string | null): void {
    const about = formatAddress(seed);
    const said = this.#said.get(about) ?? new Set<string>();
    // A peer that is itself still looking for its group answers the next try.
    if (failure.code === 'not-ready' || said.has(failure.code)) return;
    if (this.#lockChanged && LOCKS.includes(failure.code)) return;
    // Whoever named no group was told of the lock; that they are elsewhere since then adds nothing.
    if (failure.code === 'other-group' && LOCKS.some((code) => said.has(code))) return;
    this.#said.set(about, said.add(failure.code));
    const why = explain(seed, failure, group);
    if (LOCKS.includes(failure.code)) this.#refusal ??= why;
    this.#tell({ type: 'warning', ...why, about });
  }

  /** Somebody dials this seed by hand: whatever comes of it is news again. */
  askedAgain(seed: Address): void {
    this.#said.get(formatAddress(seed))?.clear();
  }

  /** There is a link with whoever is at this seed, `host:port`. */
  answered(about: string): void {
    if (this.#said.delete(about)) this.#tell({ type: 'resolved', about });
  }
}
