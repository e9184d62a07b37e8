import { Allowance } from '../core/allowance.ts';
import type { ChatFact, PeerRef } from '../core/events.ts';
import type { PeerId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import {
  changedProfile,
  type Profile,
  type ProfileChange,
  profileBody,
  unknownKeys,
} from '../core/profile.ts';
import { err, type Failure, ok, type Result } from '../core/result.ts';

/** Changes at once; each is kept by everybody for ever. */
const CHANGES_AT_ONCE = 10;
const CHANGES_PER_SECOND = 0.1;

const TOO_OFTEN: Failure = {
  code: 'profile-too-often',
  message: 'Your profile has been changed often in a short time. Try again in a minute.',
};

/** What we say of ourselves: it goes on from what the own logs hold, and can be changed at any time. */
export class OwnProfile {
  readonly id: PeerId;
  /** When this start began, ms since 1970. */
  readonly #startedAt: number;
  readonly #clock: Clock;
  readonly #allowance: Allowance;
  #profile: Profile;
  /** The highest `n` of our own profiles. */
  #count = 0;
  /** What the profile with that number says which means nothing here. */
  #others: Readonly<Record<string, unknown>> = {};
  #outcounted = false;
  /** This start has said something: until then, all there is comes from earlier ones. */
  #said = false;
  /** Changed since this start: what an earlier one said is of no interest any more. */
  #changed = false;
  /** The change before. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock, id: PeerId, name: string) {
    this.id = id;
    this.#clock = clock;
    this.#startedAt = clock.now();
    this.#allowance = new Allowance(CHANGES_PER_SECOND, CHANGES_AT_ONCE, this.#startedAt);
    this.#profile = { name, n: 0 };
  }

  get name(): string {
    return this.#profile.name;
  }

  get ref(): PeerRef {
    return { id: this.id, name: this.name };
  }

  get profile(): Profile {
    return this.#profile;
  }

  /** Whether there is more to tell than a name. */
  get hasLooks(): boolean {
    return this.#profile.status !== undefined || this.#profile.colour !== undefined;
  }

  get fact(): ChatFact {
    const { name, n, ...looks } = this.#profile;
    return { type: 'self', self: this.ref, ...looks };
  }

  /** An earlier start's profile would win over this one's. */
  get outcounted(): boolean {
    return this.#outcounted;
  }

  /** The body of the next entry that says this of us. */
  bodyOf(profile: Profile): string {
    this.#outcounted = false;
    this.#said = true;
    this.#count += 1;
    return profileBody({ ...profile, n: this.#count }, this.#others);
  }

  /** Another start than this one has said this of us: status and colour go on from there. */
  saidElsewhere(profile: Profile, body: string, sentAt: number): void {
    if (profile.n < this.#count) return;
    const isNewer = profile.n > this.#count;
    this.#count = profile.n;
    // What is later than this start comes from a second program with our key: no contest with it.
    if (this.#said && sentAt >= this.#startedAt) return;
    this.#outcounted = true;
    if (!isNewer) return;
    this.#others = unknownKeys(body);
    if (!this.#changed) this.#profile = { ...profile, name: this.name };
  }

  /** Changes what we say, once `write` has stored it. Tells whether anything was to be changed. */
  change(
    change: ProfileChange,
    write: (profile: Profile) => Promise<unknown>,
  ): Promise<Result<boolean, Failure>> {
    // One after the other: a second change goes on from the first.
    const changed = this.#changing.then(() => this.#change(change, write));
    this.#changing = changed;
    return changed;
  }

  async #change(
    change: ProfileChange,
    write: (profile: Profile) => Promise<unknown>,
  ): Promise<Result<boolean, Failure>> {
    const changed = changedProfile(this.#profile, change);
    if (!changed.ok) return changed;
    const { name, status, colour } = this.#profile;
    const after = changed.value;
    if (after.name === name && after.status === status && after.colour === colour) return ok(false);
    const now = this.#clock.now();
    if (this.#allowance.waitMs(now) > 0) return err(TOO_OFTEN);
    this.#allowance.take(1, now);
    try {
      await write(after);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `Your profile could not be stored, so it is as before: ${reason}`;
      return err({ code: 'profile-not-stored', message, params: { reason } });
    }
    this.#changed = true;
    this.#profile = after;
    return ok(true);
  }
}
