import type { Epoch, PeerId } from './ids.ts';
import { type Hlc, later } from './order.ts';
import type { Profile } from './profile.ts';

/** A profile and where it was said. */
type Signed = Profile & { readonly at: Hlc };

/**
 * What everybody is called. Of three sources the better one holds:
 *
 * 1. For somebody with a link: the profile in the log of the start that they say hello with. Until
 *    that log is here, the name in their hello: it is newer than anything an older log holds.
 * 2. For everybody else: their profile with the highest `n`, by the clock where two are equal.
 * 3. Where no log names them: what they said in their last hello, or else what is passed on of them.
 */
export class Names {
  /** Profiles by start; each start's best only. */
  readonly #signed = new Map<PeerId, Map<Epoch, Signed>>();
  readonly #best = new Map<PeerId, Signed>();
  /** The hellos of those who have a link with us. */
  readonly #hellos = new Map<PeerId, { readonly name: string; readonly epoch: Epoch }>();
  readonly #lastHellos = new Map<PeerId, string>();

  /** `hearsay` is what somebody else has passed on as their name, if anybody has. */
  of(id: PeerId, hearsay?: string): string {
    const hello = this.#hellos.get(id);
    const signed = this.profileOf(id)?.name;
    if (hello !== undefined) return signed ?? hello.name;
    return signed ?? this.#lastHellos.get(id) ?? hearsay ?? id.slice(0, 8);
  }

  /** What somebody says of themselves in the log that names them, if any does. */
  profileOf(id: PeerId): Profile | undefined {
    const hello = this.#hellos.get(id);
    return hello === undefined ? this.#best.get(id) : this.#signed.get(id)?.get(hello.epoch);
  }

  /** A log holds a profile since `at`. Logs arrive in any order. */
  signed(id: PeerId, epoch: Epoch, said: Profile, at: Hlc): void {
    const profile = { ...said, at };
    const starts = this.#signed.get(id) ?? new Map<Epoch, Signed>();
    this.#signed.set(id, starts);
    if (wins(profile, starts.get(epoch))) starts.set(epoch, profile);
    if (wins(profile, this.#best.get(id))) this.#best.set(id, profile);
  }

  /** Somebody has a link with us, and said so in their hello. */
  greeted(id: PeerId, epoch: Epoch, name: string): void {
    this.#hellos.set(id, { name, epoch });
    this.#lastHellos.set(id, name);
  }

  /** They are not in the list of people any more; what their logs say stays. */
  forget(id: PeerId): void {
    this.#lastHellos.delete(id);
  }

  /** Their link has ended. */
  gone(id: PeerId): void {
    this.#hellos.delete(id);
  }
}

function wins(profile: Signed, before: Signed | undefined): boolean {
  if (before === undefined || profile.n > before.n) return true;
  return profile.n === before.n && later(profile.at, before.at);
}
