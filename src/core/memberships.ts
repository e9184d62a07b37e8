import * as v from 'valibot';
import { isGroupId } from './ids.ts';
import type { Keyring, Membership } from './ports.ts';
import { isSecret } from './secret.ts';
import { parseGroup } from './text.ts';

/** Locked groups kept for a profile; the one that was used least lately makes room. */
export const MAX_MEMBERSHIPS = 64;

export const membershipSchema: v.GenericSchema<unknown, Membership> = v.object({
  group: v.pipe(
    v.string(),
    v.check((text) => {
      const name = parseGroup(text);
      return name.ok && name.value === text;
    }),
  ),
  secret: v.pipe(v.string(), v.check(isSecret)),
  room: v.custom<Membership['room']>(isGroupId),
});

/** The locked groups that a profile has been in, in memory: the last used first. */
export class Memberships implements Keyring {
  #all: readonly Membership[];

  constructor(known: readonly Membership[] = []) {
    this.#all = known.slice(0, MAX_MEMBERSHIPS);
  }

  get all(): readonly Membership[] {
    return this.#all;
  }

  roomOf(group: string, secret: string): Membership['room'] | null {
    return this.#all.find((one) => one.group === group && one.secret === secret)?.room ?? null;
  }

  async keep(membership: Membership): Promise<void> {
    this.put(membership);
  }

  /** What was known before a change that could not be kept. */
  restore(known: readonly Membership[]): void {
    this.#all = known;
  }

  /** One room has one secret: that of today takes the place of those before. */
  put(membership: Membership): void {
    const { group, secret, room } = membership;
    const others = this.#all.filter(
      (one) => one.room !== room && !(one.group === group && one.secret === secret),
    );
    this.#all = [membership, ...others].slice(0, MAX_MEMBERSHIPS);
  }
}
