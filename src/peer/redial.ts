import { type Address, formatAddress } from '../core/address.ts';
import type { PeerId } from '../core/ids.ts';
import type { Clock, Random } from '../core/ports.ts';
import type { DialFailure, Links } from './links.ts';

/** First and longest pause between attempts (docs/protocol.md, liveness). */
const BACKOFF_FIRST_MS = 500;
const BACKOFF_LAST_MS = 30_000;
/** Least pause: full jitter may draw zero, and nobody gains from dialling in a tight loop. */
const BACKOFF_LEAST_MS = 100;

type Target = {
  readonly addresses: Address[];
  /** Who is known to be there; null until it has answered once. */
  peer: PeerId | null;
  attempts: number;
  /** Index of the address to try next. */
  next: number;
  busy: boolean;
  cancel: () => void;
};

/**
 * Keeps trying the addresses that matter, seeds and members alike, for as long as there is no link
 * with whoever is there.
 *
 * Pauses grow with full jitter (Brooker, "Exponential Backoff And Jitter", 2015), so that a group
 * whose switch came back does not dial in step.
 */
export class Redial {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #links: Links;
  readonly #targets = new Map<string, Target>();
  #stopped = false;

  constructor(clock: Clock, random: Random, links: Links) {
    this.#clock = clock;
    this.#random = random;
    this.#links = links;
  }

  /** Adds a seed: an address where anybody of the group may be. */
  addSeed(address: Address, delayMs = 0): void {
    const key = formatAddress(address);
    if (!this.#targets.has(key)) this.#add(key, [address], null, delayMs);
  }

  /** Adds or completes what is known of where a member listens. */
  addMember(peer: PeerId, addresses: readonly Address[], delayMs: number): void {
    const target = this.#targets.get(peer);
    if (target === undefined) {
      if (addresses.length > 0) this.#add(peer, [...addresses], peer, delayMs);
      return;
    }
    const known = new Set(target.addresses.map(formatAddress));
    target.addresses.push(...addresses.filter((address) => !known.has(formatAddress(address))));
  }

  /** A seed has answered outside this class: remember who it is. */
  identify(address: Address, peer: PeerId): void {
    const target = this.#targets.get(formatAddress(address));
    if (target !== undefined) target.peer = peer;
  }

  /** The link with somebody has ended: try again soon wherever they may be. */
  lost(peer: PeerId): void {
    for (const target of this.#targets.values()) {
      if (target.peer !== peer || target.busy) continue;
      target.attempts = 0;
      this.#schedule(target, this.#pause(0));
    }
  }

  stop(): void {
    this.#stopped = true;
    for (const target of this.#targets.values()) target.cancel();
    this.#targets.clear();
  }

  #add(key: string, addresses: Address[], peer: PeerId | null, delayMs: number): void {
    const target: Target = {
      addresses,
      peer,
      attempts: 0,
      next: 0,
      busy: false,
      cancel: () => undefined,
    };
    this.#targets.set(key, target);
    this.#schedule(target, delayMs);
  }

  #schedule(target: Target, delayMs: number): void {
    if (this.#stopped) return;
    target.cancel();
    target.cancel = this.#clock.after(delayMs, () => this.#attempt(target));
  }

  #attempt(target: Target): void {
    const address = target.addresses[target.next % target.addresses.length];
    // `lost` starts again once that link has ended.
    if (address === undefined || this.#isLinked(target)) return;
    target.next += 1;
    target.busy = true;
    target.cancel = this.#links.dial(address, (outcome) => {
      target.busy = false;
      if (outcome.ok) {
        target.attempts = 0;
        target.peer ??= outcome.value.remote;
        // Somebody else answers there now: the member's address is no longer theirs.
        if (target.peer !== outcome.value.remote) this.#failed(target, address, null);
      } else {
        this.#failed(target, address, outcome.error);
      }
    });
  }

  #failed(target: Target, address: Address, failure: DialFailure | null): void {
    // Two dials crossed: the link that stayed is with the peer at this address.
    if (failure?.code === 'duplicate') target.peer ??= failure.peer;
    if (failure?.code === 'self') {
      target.addresses.splice(target.addresses.indexOf(address), 1);
    }
    if (target.addresses.length === 0) return;
    // One round over all addresses counts as one attempt.
    if (target.next % target.addresses.length === 0) target.attempts += 1;
    this.#schedule(target, this.#pause(target.attempts));
  }

  #pause(attempts: number): number {
    const most = Math.min(BACKOFF_LAST_MS, BACKOFF_FIRST_MS * 2 ** Math.min(attempts, 10));
    return Math.max(BACKOFF_LEAST_MS, Math.round(this.#random.fraction() * most));
  }

  #isLinked(target: Target): boolean {
    return target.peer !== null && this.#links.with(target.peer) !== undefined;
  }
}
