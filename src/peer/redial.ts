import { type Address, formatAddress } from '../core/address.ts';
import type { PeerId } from '../core/ids.ts';
import type { Clock, Random } from '../core/ports.ts';
import type { DialFailure, Links } from './links.ts';

/** First and longest pause between attempts (docs/protocol.md, liveness). */
const BACKOFF_FIRST_MS = 500;
const BACKOFF_LAST_MS = 30_000;
/** Least pause: full jitter may draw zero, and nobody gains from dialling in a tight loop. */
const BACKOFF_LEAST_MS = 100;
/** Rounds that reach the longest pause: 0.5 s doubled six times is 32 s. */
const PATIENT_ATTEMPTS = 6;

// Addresses that others pass on are hints from strangers: what they can make us do is bounded.
/** Dials under way at once. */
const MAX_DIALS = 8;
/** Dials under way, of all kinds, above which whoever is only remembered waits: dead ones take 10 s. */
const MAX_DIALS_FOR_REMEMBERED = 3;
/** Members whose addresses are kept, and as many again who are only remembered: as many as links can be (docs/protocol.md, bounds). */
const MAX_MEMBERS = 256;
/** Addresses kept for one member; a new one pushes out the oldest. */
const MAX_ADDRESSES_EACH = 8;
/** Rounds after which a member who has never answered is forgotten: about a minute and a half. */
const MAX_FRUITLESS_ATTEMPTS = 8;
/** First and longest pause for somebody who is only remembered, and may come back after a week. */
const REMEMBERED_FIRST_MS = 5_000;
const REMEMBERED_LAST_MS = 300_000;

export interface RedialHost {
  readonly clock: Clock;
  readonly random: Random;
  readonly links: Links;
  /** There is a link with whoever is at this seed. */
  seedReached(seed: Address): void;
  /** Somebody answers at this seed and says no: dialling again will not change that. */
  seedFailed(seed: Address, failure: DialFailure): void;
}

type Target = {
  readonly key: string;
  /** Given by the person, told of by somebody who is here, or met before this start. */
  kind: 'seed' | 'member' | 'remembered';
  readonly addresses: Address[];
  /** Who is known to be there; null until a seed has answered once. */
  peer: PeerId | null;
  hasAnswered: boolean;
  attempts: number;
  /** Index of the address to try next. */
  next: number;
  dialling: boolean;
  /** When it is dialled next, by the clock, while it is not being dialled. */
  dueAt: number;
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
  readonly #host: RedialHost;
  readonly #targets = new Map<string, Target>();
  /** Due, and waiting for one of the dials under way to end. */
  readonly #waiting = new Set<Target>();
  #dials = 0;
  #stopped = false;

  constructor(host: RedialHost) {
    this.#host = host;
  }

  /** Adds a seed, an address where anybody of the group may be; `peer` where it has answered. */
  addSeed(address: Address, peer: PeerId | null = null): void {
    const key = formatAddress(address);
    const target = this.#targets.get(key);
    if (target === undefined) this.#add(key, 'seed', [address], peer, 0);
    else target.peer = peer ?? target.peer;
  }

  /** Adds or completes what is known of where a member listens. */
  addMember(peer: PeerId, addresses: readonly Address[], delayMs: number): void {
    const target = this.#targets.get(peer);
    if (target === undefined) {
      this.#addPerson(peer, 'member', addresses, delayMs);
      return;
    }
    const found = target.kind === 'remembered';
    if (found) target.kind = 'member';
    const known = new Set(target.addresses.map(formatAddress));
    const fresh = addresses.filter((address) => !known.has(formatAddress(address)));
    if (fresh.length === 0 && !found) return;
    target.addresses.push(...fresh);
    target.addresses.splice(0, target.addresses.length - MAX_ADDRESSES_EACH);
    // The news is tried first, and sooner than the pause that the old ones had earned.
    if (fresh.length > 0) target.next = Math.max(0, target.addresses.length - fresh.length);
    const soon = this.#host.clock.now() + delayMs;
    if (!target.dialling && soon < target.dueAt) this.#schedule(target, delayMs);
  }

  /** There is a link with a member whose place this is: where to look first once that has ended. */
  met(peer: PeerId, place: Address): void {
    const target = this.#targets.get(peer);
    const key = formatAddress(place);
    const index = target?.addresses.findIndex((address) => formatAddress(address) === key) ?? -1;
    if (target !== undefined && index !== -1) target.next = index;
  }

  /** Looks for somebody who was met there before this start, and may be long gone. */
  addRemembered(peer: PeerId, addresses: readonly Address[]): void {
    if (!this.#targets.has(peer)) this.#addPerson(peer, 'remembered', addresses, 0);
  }

  /**
   * The link with somebody has ended: try again wherever they may be, `soon` where it was an
   * accident, `patiently` where it would only end again.
   */
  lost(peer: PeerId, how: 'soon' | 'patiently'): void {
    for (const target of this.#targets.values()) {
      if (target.peer !== peer || target.dialling) continue;
      target.hasAnswered = true;
      target.attempts = how === 'soon' ? 0 : PATIENT_ATTEMPTS;
      this.#schedule(target, this.#pause(target));
    }
  }

  /** Tries everybody who is not here at once, as if for the first time: the way may be another. */
  now(): void {
    for (const target of this.#targets.values()) {
      // A call that was made into the old network may go unanswered for long.
      if (target.dialling) this.#hangUp(target);
      target.attempts = 0;
      this.#schedule(target, 0);
    }
  }

  stop(): void {
    this.#stopped = true;
    for (const target of this.#targets.values()) target.cancel();
    this.#targets.clear();
  }

  #addPerson(
    peer: PeerId,
    kind: 'member' | 'remembered',
    addresses: readonly Address[],
    delayMs: number,
  ): void {
    const alike = [...this.#targets.values()].filter((target) => target.kind === kind);
    if (addresses.length === 0 || alike.length >= MAX_MEMBERS) return;
    this.#add(peer, kind, addresses.slice(0, MAX_ADDRESSES_EACH), peer, delayMs);
  }

  #add(
    key: string,
    kind: Target['kind'],
    addresses: Address[],
    peer: PeerId | null,
    delayMs: number,
  ): void {
    const target: Target = {
      key,
      kind,
      addresses,
      peer,
      hasAnswered: false,
      attempts: 0,
      next: 0,
      dialling: false,
      dueAt: 0,
      cancel: () => undefined,
    };
    this.#targets.set(key, target);
    this.#schedule(target, delayMs);
  }

  #schedule(target: Target, delayMs: number): void {
    if (this.#stopped) return;
    target.cancel();
    target.dueAt = this.#host.clock.now() + delayMs;
    target.cancel = this.#host.clock.after(delayMs, () => this.#attempt(target));
  }

  #attempt(target: Target): void {
    target.cancel = () => this.#waiting.delete(target);
    this.#waiting.add(target);
    this.#dialWaiting();
  }

  /** Whoever waited longest comes first; the remembered leave room for those who are here. */
  #dialWaiting(): void {
    for (const target of this.#waiting) {
      const most = target.kind === 'remembered' ? MAX_DIALS_FOR_REMEMBERED : MAX_DIALS;
      if (this.#dials >= most) continue;
      this.#waiting.delete(target);
      this.#dial(target);
    }
  }

  #dial(target: Target): void {
    // `lost` starts again once that link has ended.
    if (target.peer !== null && this.#host.links.with(target.peer) !== undefined) return;
    const address = target.addresses[target.next % target.addresses.length];
    if (address === undefined) return;
    target.next += 1;
    target.dialling = true;
    this.#dials += 1;
    target.cancel = this.#host.links.dial(address, (outcome) => {
      target.dialling = false;
      this.#dials -= 1;
      if (outcome.ok) this.#reached(target, address, outcome.value.remote);
      else this.#failed(target, address, outcome.error);
      this.#dialWaiting();
    });
  }

  #hangUp(target: Target): void {
    target.cancel();
    target.dialling = false;
    this.#dials -= 1;
  }

  #reached(target: Target, address: Address, peer: PeerId): void {
    if (target.kind !== 'seed' && target.peer !== peer) {
      // Somebody else listens there now: it is no address of this member's any more.
      this.#drop(target, address);
      return;
    }
    target.peer = peer;
    target.hasAnswered = true;
    target.attempts = 0;
    if (target.kind === 'seed') this.#host.seedReached(address);
  }

  #failed(target: Target, address: Address, failure: DialFailure): void {
    // Two dials crossed: the link that stayed is with the peer at this address.
    if (failure.code === 'duplicate' && failure.peer !== null) {
      this.#reached(target, address, failure.peer);
      if (!this.#targets.has(target.key)) return;
    }
    if (target.kind === 'seed' && isTheirWord(failure)) this.#host.seedFailed(address, failure);
    if (failure.code === 'self') {
      this.#drop(target, address);
      return;
    }
    // One round over all addresses counts as one attempt.
    if (target.next % target.addresses.length === 0) target.attempts += 1;
    const fruitless = !target.hasAnswered && target.attempts >= MAX_FRUITLESS_ATTEMPTS;
    if (target.kind === 'member' && fruitless) this.#targets.delete(target.key);
    else this.#schedule(target, this.#pause(target));
  }

  #drop(target: Target, address: Address): void {
    const rest = target.addresses.filter((other) => other !== address);
    target.addresses.splice(0, target.addresses.length, ...rest);
    if (rest.length === 0) this.#targets.delete(target.key);
    else this.#schedule(target, this.#pause(target));
  }

  #pause({ kind, attempts }: Target): number {
    const only = kind === 'remembered';
    const first = only ? REMEMBERED_FIRST_MS : BACKOFF_FIRST_MS;
    const last = only ? REMEMBERED_LAST_MS : BACKOFF_LAST_MS;
    const most = Math.min(last, first * 2 ** Math.min(attempts, 10));
    return Math.max(BACKOFF_LEAST_MS, Math.round(this.#host.random.fraction() * most));
  }
}

/** Whether somebody answered and said no, rather than nobody being there. */
function isTheirWord({ code }: DialFailure): boolean {
  return code === 'other-group' || code === 'version' || code === 'bad-input' || code === 'self';
}
