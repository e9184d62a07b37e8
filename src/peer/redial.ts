import { type Address, formatAddress } from '../core/address.ts';
import type { PeerId } from '../core/ids.ts';
import type { Clock, Places as Known, Random } from '../core/ports.ts';
import type { DialFailure, Links } from './links.ts';
import { type Place, Places } from './places.ts';
import { VainDials } from './vain-dials.ts';

/** First and longest pause between attempts (docs/protocol.md, liveness). */
const BACKOFF_FIRST_MS = 500;
const BACKOFF_LAST_MS = 30_000;
/** Least pause: full jitter may draw zero, and nobody gains from dialling in a tight loop. */
const BACKOFF_LEAST_MS = 100;
/** Rounds that reach the longest pause: 0.5 s doubled six times is 32 s. */
const PATIENT_ATTEMPTS = 6;

// Addresses that others pass on are hints from strangers: what they can make us do is bounded.
/**
 * Dials under way at once, of each kind. A dead one takes 10 s: in a group of 20 that has come apart, with
 * two places for each, as few as 8 would come round to everybody only once a minute.
 */
const MAX_DIALS = { proven: 24, hint: 6, remembered: 3 } as const;
/** Members whose addresses are kept, and as many again who are only remembered: as many as links can be (docs/protocol.md, bounds). */
const MAX_MEMBERS = 256;
/** Of these, those that one neighbour has told of and nobody has met: the largest group meant is about 100. */
const MAX_TOLD_EACH = 128;
/** First and longest pause for somebody who is only remembered, and may come back after a week. */
const REMEMBERED_FIRST_MS = 5_000;
const REMEMBERED_LAST_MS = 300_000;

export interface RedialHost {
  readonly clock: Clock;
  readonly random: Random;
  readonly links: Links;
  /** There is a link with whoever is at this seed, `host:port`. */
  seedReached(seed: string): void;
  /** Somebody answers at this seed and says no: dialling again will not change that. */
  seedFailed(seed: Address, failure: DialFailure): void;
}

type Target = {
  readonly key: string;
  /** Given by the person, told of by somebody who is here, or met before this start. */
  kind: 'seed' | 'member' | 'remembered';
  readonly places: Places;
  /** Who is known to be there; null until a seed has answered once. */
  peer: PeerId | null;
  /** Whose word is all that there is of a member; null where there is more. */
  teller: PeerId | null;
  attempts: number;
  /** Which kind of dial is under way; null where none is. */
  dialling: DialKind | null;
  /** When it is dialled next, by the clock, while it is not being dialled. */
  dueAt: number;
  cancel: () => void;
};

type DialKind = keyof typeof MAX_DIALS;

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
  readonly #vain: VainDials;
  readonly #dials: Record<DialKind, number> = { proven: 0, hint: 0, remembered: 0 };
  #stopped = false;

  constructor(host: RedialHost) {
    this.#host = host;
    this.#vain = new VainDials(host.clock);
  }

  /** Adds a seed, an address where anybody of the group may be; `peer` where it has answered. */
  addSeed(address: Address, peer: PeerId | null = null): void {
    const key = formatAddress(address);
    const target = this.#targets.get(key);
    if (target === undefined) this.#add(key, 'seed', new Places([address]), peer, null, 0);
    else target.peer = peer ?? target.peer;
  }

  /** Adds or completes what `teller` says of where a member listens; members speak for themselves too. */
  addMember(peer: PeerId, addresses: readonly Address[], delayMs: number, teller: PeerId): void {
    const target = this.#targets.get(peer);
    if (target === undefined) {
      if (addresses.length === 0 || !this.#hasRoom(peer, teller)) return;
      const told = teller === peer ? null : teller;
      this.#add(peer, 'member', new Places([], addresses), peer, told, delayMs);
      return;
    }
    const found = target.kind === 'remembered';
    if (found) target.kind = 'member';
    // The news is tried first, and sooner than the pause that the old ones had earned.
    if (!target.places.claim(addresses) && !found) return;
    const soon = this.#host.clock.now() + delayMs;
    if (target.dialling === null && soon < target.dueAt) this.#schedule(target, delayMs);
  }

  /** There is a link with a member whose place this is: where to look first once that has ended. */
  met(peer: PeerId, place: Address): void {
    const target = this.#targets.get(peer);
    if (target !== undefined) {
      target.teller = null;
      target.places.prove(place);
    }
    for (const { key, kind, ...seed } of this.#targets.values()) {
      if (kind === 'seed' && seed.peer === peer) this.#host.seedReached(key);
    }
  }

  /** Looks for somebody who was met there before this start, and may be long gone. */
  addRemembered(peer: PeerId, { proven, claimed }: Known): void {
    const places = new Places(proven, claimed);
    const alike = [...this.#targets.values()].filter(({ kind }) => kind === 'remembered');
    if (this.#targets.has(peer) || places.isEmpty || alike.length >= MAX_MEMBERS) return;
    this.#add(peer, 'remembered', places, peer, null, 0);
  }

  /**
   * The link with somebody has ended: try again wherever they may be, `soon` where it was an
   * accident, `patiently` where it would only end again.
   */
  lost(peer: PeerId, how: 'soon' | 'patiently'): void {
    for (const target of this.#targets.values()) {
      if (target.peer !== peer || target.dialling !== null) continue;
      target.attempts = how === 'soon' ? 0 : PATIENT_ATTEMPTS;
      this.#schedule(target, this.#pause(target));
    }
  }

  /** Tries everybody who is not here at once, as if for the first time: the way may be another. */
  now(): void {
    for (const target of this.#targets.values()) {
      // A call that was made into the old network may go unanswered for long.
      this.#hangUp(target);
      target.attempts = 0;
      target.places.again();
      this.#schedule(target, 0);
    }
  }

  stop(): void {
    this.#stopped = true;
    for (const target of this.#targets.values()) target.cancel();
    this.#targets.clear();
  }

  /**
   * Whether one more member finds room. Whoever is here always does: those give way who are only
   * hearsay, then those who were looked for longest. Hearsay finds what is left.
   */
  #hasRoom(peer: PeerId, teller: PeerId): boolean {
    const members = [...this.#targets.values()].filter(({ kind }) => kind === 'member');
    const told = members.filter((target) => target.teller === teller).length;
    if (teller !== peer && told >= MAX_TOLD_EACH) return false;
    if (members.length < MAX_MEMBERS) return true;
    if (teller !== peer) return false;
    const [spare] = members
      .filter((target) => target.peer !== null && this.#host.links.with(target.peer) === undefined)
      .sort(
        (a, b) => Number(b.teller !== null) - Number(a.teller !== null) || b.attempts - a.attempts,
      );
    if (spare !== undefined) this.#remove(spare);
    return spare !== undefined;
  }

  #add(
    key: string,
    kind: Target['kind'],
    places: Places,
    peer: PeerId | null,
    teller: PeerId | null,
    delayMs: number,
  ): void {
    const target: Target = {
      ...{ key, kind, places, peer, teller },
      attempts: 0,
      dialling: null,
      dueAt: 0,
      cancel: () => undefined,
    };
    this.#targets.set(key, target);
    this.#schedule(target, delayMs);
  }

  #remove(target: Target): void {
    target.cancel();
    this.#hangUp(target);
    this.#targets.delete(target.key);
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

  /** Whoever waited longest comes first among their like; the remembered and the hints take no room of others. */
  #dialWaiting(): void {
    for (const target of this.#waiting) {
      const kind = kindOf(target);
      if (this.#dials[kind] >= MAX_DIALS[kind]) continue;
      this.#waiting.delete(target);
      this.#dial(target);
    }
  }

  #dial(target: Target): void {
    // `lost` starts again once that link has ended.
    if (target.peer !== null && this.#host.links.with(target.peer) !== undefined) return;
    const place = target.places.next;
    if (place === undefined) return;
    const { address } = place;
    const hint = !place.proven;
    if (hint && this.#vain.tooMany(address.host)) {
      // It counts as tried, or what a liar names would be kept for ever.
      this.#wentNowhere(target, place);
      return;
    }
    if (hint) this.#vain.begun(address.host);
    target.dialling = kindOf(target);
    this.#dials[target.dialling] += 1;
    target.cancel = this.#host.links.dial(address, (outcome) => {
      this.#hungUp(target);
      if (hint && (outcome.ok || outcome.error.peer !== null)) this.#vain.answered(address.host);
      if (outcome.ok) this.#reached(target, place, outcome.value.remote);
      else this.#failed(target, place, outcome.error);
      this.#dialWaiting();
    });
  }

  #hangUp(target: Target): void {
    if (target.dialling !== null) target.cancel();
    this.#hungUp(target);
  }

  #hungUp(target: Target): void {
    if (target.dialling !== null) this.#dials[target.dialling] -= 1;
    target.dialling = null;
  }

  #reached(target: Target, place: Place, peer: PeerId): void {
    if (target.kind !== 'seed' && target.peer !== peer) {
      // Somebody else listens there now: it is no address of this member's any more.
      this.#drop(target, place);
      return;
    }
    target.peer = peer;
    target.teller = null;
    target.attempts = 0;
    target.places.prove(place.address);
    if (target.kind === 'seed') this.#host.seedReached(target.key);
  }

  #failed(target: Target, place: Place, failure: DialFailure): void {
    // Two dials crossed: the link that stayed is with the peer at this address.
    if (failure.code === 'duplicate' && failure.peer !== null) {
      this.#reached(target, place, failure.peer);
      if (!this.#targets.has(target.key)) return;
    }
    const { address } = place;
    if (target.kind === 'seed' && THEIR_WORDS.has(failure.code))
      this.#host.seedFailed(address, failure);
    if (failure.code === 'self') this.#drop(target, place);
    else this.#wentNowhere(target, place);
  }

  /** Goes on to the next place, after a pause. One round over all of them counts as one attempt. */
  #wentNowhere(target: Target, place: Place): void {
    target.places.advance();
    if (target.places.isRoundOver) target.attempts += 1;
    target.places.failed(place);
    if (target.places.isEmpty) this.#targets.delete(target.key);
    else this.#schedule(target, this.#pause(target));
  }

  #drop(target: Target, place: Place): void {
    target.places.drop(place);
    if (target.places.isEmpty) this.#targets.delete(target.key);
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

function kindOf({ kind, places }: Target): DialKind {
  if (kind === 'remembered') return 'remembered';
  return places.next?.proven === false ? 'hint' : 'proven';
}

/** Somebody is there, and of no use: what they said, or that they said nothing, is worth telling. */
const THEIR_WORDS: ReadonlySet<string> = new Set([
  ...['other-group', 'other-room', 'locked', 'open', 'wrong-secret', 'version', 'self'],
  ...['not-parley', 'no-word', 'link-failed'],
]);
