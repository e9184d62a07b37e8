import { type Address, formatAddress } from '../core/address.ts';
import type { ChatFact } from '../core/events.ts';
import type { GroupKey, PeerId } from '../core/ids.ts';
import { formatInvite } from '../core/invite.ts';
import { err, type Failure, ok, type Result } from '../core/result.ts';
import type { Aim, Door, Entry, Group } from './door.ts';
import { invitingAddresses } from './invitation.ts';
import { KeyError, keyOf, Latchkeys } from './latchkeys.ts';
import type { DialFailure, Links } from './links.ts';
import type { PeerPorts, SessionOptions } from './options.ts';
import type { Redial } from './redial.ts';
import { SeedWarnings } from './seed-warnings.ts';
import { firstAnswer, type SeedAnswer } from './seeds.ts';

/** The group of those who name none. */
const DEFAULT_GROUP = 'lobby';

export const LEFT: Failure = { code: 'left', message: 'You left before joining.' };
export const NOT_JOINED: Failure = {
  code: 'not-joined',
  message: 'You have not joined a group yet.',
};
const NO_ADDRESS: Failure = {
  code: 'no-address',
  message: 'There is no address yet at which anybody could join.',
};
const NO_LOCK: Failure = {
  code: 'group-open',
  message:
    'This group is open, and anybody knows its name. Leave, and create a locked one instead.',
};
const SAME_SECRET: Failure = { code: 'secret-same', message: 'That is the secret already.' };
/** What the warning below is about, so that it can be taken back. */
const ABOUT_SECRET = 'secret';

/** A group to take part in, and the seed that led to it; null where none did. */
export type Found = { readonly group: Group; readonly answer: SeedAnswer };

export interface EntranceHost {
  readonly ports: PeerPorts;
  readonly options: SessionOptions;
  readonly door: Door;
  readonly links: Links;
  readonly redial: Redial;
  /** How somebody is called in a sentence. */
  labelOf(id: PeerId): string;
  tell(fact: ChatFact): void;
}

/**
 * The way into the group, for us and for those whom we invite: seeds, secret and invite links. Who
 * comes in at the door is looked at there.
 */
export class Entrance {
  readonly #host: EntranceHost;
  readonly #warnings: SeedWarnings;
  /** Null in an open group. */
  readonly #keys: Latchkeys | null;
  #secret: string | null;
  /** Those who let us go since the secret is another, by their own word, and are not back. */
  readonly #changers = new Set<PeerId>();
  #cancelSeeds: () => void = () => undefined;
  #closed = false;

  constructor(host: EntranceHost) {
    const { crypto, keyring } = host.ports;
    const { secret, group } = host.options;
    this.#host = host;
    this.#warnings = new SeedWarnings(host.tell);
    this.#secret = secret;
    this.#keys = secret === null ? null : new Latchkeys(crypto, keyring, secret);
    if (secret === null && group !== null) host.door.seek(openGroup(group));
  }

  /** The group of the first seed that answers, else one that begins here; or why there is neither. */
  async find(): Promise<Result<Found, Failure>> {
    const { door, options } = this.#host;
    const { group: name, room } = options;
    try {
      if (this.#keys !== null && name !== null) door.seek(await this.#keys.aimAt(name, room));
      const answer = await this.#askSeeds();
      if (this.#closed) return err(LEFT);
      const group = door.group ?? (await this.#begin());
      const refusal = await this.#refusal(answer, group);
      if (this.#closed) return err(LEFT);
      if (refusal !== null) return err(refusal);
      this.#keepLooking(answer);
      return ok({ group, answer });
    } catch (error) {
      if (error instanceof KeyError) return err(error.failure);
      throw error;
    }
  }

  /** Nobody is looked for any more. */
  close(): void {
    this.#closed = true;
    this.#cancelSeeds();
  }

  /** Dials somebody by hand; how it ends is told as presence or as a warning. */
  connect(address: Address): void {
    const { links, redial } = this.#host;
    this.#warnings.askedAgain(address);
    links.dial(address, (outcome) => {
      if (outcome.ok) {
        redial.addSeed(address, outcome.value.remote);
        this.answered(formatAddress(address));
      } else if (outcome.error.code !== 'duplicate') {
        this.failed(address, outcome.error);
      }
    });
  }

  /** There is a link with whoever is at this seed, `host:port`. */
  answered(seed: string): void {
    this.#warnings.answered(seed);
  }

  /** A seed is of no use now. */
  failed(seed: Address, failure: DialFailure): void {
    const { door, options } = this.#host;
    this.#warnings.failed(seed, failure, door.group?.name ?? options.group);
  }

  /** A link that leads whoever gets it into this group; `invitedBy` is who we are. */
  invite(invitedBy: PeerId): Result<string, Failure> {
    const { door, links } = this.#host;
    const { group } = door;
    if (group === null) return err(NOT_JOINED);
    const addresses = invitingAddresses(door.hello().addresses, links.up);
    if (addresses.length === 0) return err(NO_ADDRESS);
    const room = group.key === null ? null : group.id;
    const which = { group: group.name, secret: this.#secret, room };
    return ok(formatInvite({ ...which, addresses, invitedBy }));
  }

  /** From now on only those come in who have this secret; whoever is here has to come again with it. */
  async changeSecret(secret: string): Promise<Result<null, Failure>> {
    const { door, links, ports } = this.#host;
    const before = door.group;
    if (before === null) return err(NOT_JOINED);
    if (before.key === null) return err(NO_LOCK);
    const made = await this.#keyOf(before.name, secret);
    if (!made.ok) return made;
    const group = { ...before, key: made.value };
    if (this.#closed) return err(NOT_JOINED);
    if (group.key === door.group?.key) return err(SAME_SECRET);
    // First, for whoever is let go must not find the old secret here after the next start.
    try {
      await ports.keyring.keep({ group: group.name, secret, room: group.id });
    } catch (cause) {
      const reason = reasonOf(cause);
      const message = `The new secret could not be stored, so it was not changed: ${reason}`;
      return err({ code: 'not-stored', message, params: { what: 'secret', reason } });
    }
    this.#secret = secret;
    door.settle(group);
    links.letGo();
    this.#changers.clear();
    this.#tellOfChange();
    return ok(null);
  }

  /** Somebody has let us go, because the secret is another now. An open group has none to change. */
  secretChanged(by: PeerId): void {
    if (this.#keys === null) return;
    this.#changers.add(by);
    this.#tellOfChange();
  }

  /** There is a link with somebody: the secret that we have is theirs, whatever they said before. */
  linkUp(peer: PeerId): void {
    if (this.#changers.delete(peer)) this.#tellOfChange();
  }

  #tellOfChange(): void {
    const { labelOf, tell } = this.#host;
    const by = [...this.#changers].at(-1);
    this.#warnings.lockChanged(by !== undefined);
    if (by === undefined) {
      tell({ type: 'resolved', about: ABOUT_SECRET });
      return;
    }
    const name = labelOf(by);
    const message = `The secret of this group has been changed, says ${name}. Ask for the new invite link.`;
    const params = { name };
    tell({ type: 'warning', code: 'secret-changed', message, params, about: ABOUT_SECRET });
  }

  /** So that the next start finds the same room by the same secret; says where that cannot be. */
  async keep({ name, id, key }: Group): Promise<void> {
    const { ports, tell } = this.#host;
    if (key === null || this.#secret === null) return;
    try {
      await ports.keyring.keep({ group: name, secret: this.#secret, room: id });
    } catch (cause) {
      const reason = reasonOf(cause);
      const message = `The secret of this group could not be stored, so keep it yourself for the next start: ${reason}`;
      tell({ type: 'warning', code: 'secret-not-stored', message, params: { reason } });
    }
  }

  async #keyOf(group: string, secret: string): Promise<Result<GroupKey, Failure>> {
    try {
      return ok(await keyOf(this.#host.ports.crypto, group, secret));
    } catch (error) {
      if (error instanceof KeyError) return err(error.failure);
      throw error;
    }
  }

  async #askSeeds(): Promise<SeedAnswer> {
    const { ports, links, options } = this.#host;
    const asked = firstAnswer(
      ports.clock,
      links,
      options.seeds,
      (seed, failure) => this.failed(seed, failure),
      (failure) => this.#comeWithName(failure),
    );
    this.#cancelSeeds = asked.cancel;
    if (this.#closed) asked.cancel();
    return await asked.answer;
  }

  /** A seed with a locked group whose name we did not know: what our secret is worth there. */
  #comeWithName({ code, group }: DialFailure): Promise<Entry | null> | null {
    const { door, options } = this.#host;
    if (this.#keys === null || options.group !== null) return null;
    if (code !== 'locked' || group === null) return null;
    return this.#keys.tryOn(group).then((aim) => (aim === null ? null : door.entry(aim)));
  }

  /** Nobody has answered: the group begins here, unless it is one that we have been in. */
  async #begin(): Promise<Group> {
    const { ports, options, door } = this.#host;
    const name = options.group ?? DEFAULT_GROUP;
    const aim = (await this.#keys?.aimAt(name)) ?? openGroup(name);
    const { crypto } = ports;
    const born = aim.key === null ? crypto.groupId(name) : crypto.roomId(name, aim.key);
    const group = { id: aim.id ?? born, name, key: aim.key };
    door.settle(group);
    return group;
  }

  /** Why there is nothing to come into: those who are there refuse us, and we have never been in. */
  async #refusal(answer: SeedAnswer, { id }: Group): Promise<Failure | null> {
    const { options, ports } = this.#host;
    const { alone = true, group } = options;
    if (alone || answer !== null || this.#warnings.refusal === null) return null;
    const known = group !== null && (await ports.store.heads(id)).size > 0;
    return known ? null : this.#warnings.refusal;
  }

  #keepLooking(answer: SeedAnswer): void {
    for (const seed of this.#host.options.seeds) {
      this.#host.redial.addSeed(seed, seed === answer?.seed ? answer.link.remote : null);
    }
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function openGroup(name: string): Aim {
  return { name, locked: false, key: null, id: null };
}
