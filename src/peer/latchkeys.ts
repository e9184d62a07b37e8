import type { GroupId, GroupKey } from '../core/ids.ts';
import type { Crypto, Keyring } from '../core/ports.ts';
import type { Failure } from '../core/result.ts';
import type { Aim } from './door.ts';

/**
 * Names that seeds may make us try our secret on. Each costs as much as a join, and hands whoever said
 * it something to guess the secret by.
 */
const MAX_NAMES_TRIED = 4;

/** A key could not be made: there is not the memory for it. */
export class KeyError extends Error {
  readonly failure: Failure;

  constructor(cause: unknown) {
    super('No key could be made of the secret', { cause });
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The secret could not be used, as there is too little memory: ${reason}`;
    this.failure = { code: 'key-failed', message, params: { reason } };
  }
}

/** The key of a secret in a group; rejects with {@link KeyError}. */
export async function keyOf(crypto: Crypto, group: string, secret: string): Promise<GroupKey> {
  try {
    return await crypto.groupKey(group, secret);
  } catch (cause) {
    throw new KeyError(cause);
  }
}

/** What one secret opens: which group is meant by it, once its name is known. */
export class Latchkeys {
  readonly #crypto: Crypto;
  readonly #keyring: Keyring;
  readonly #secret: string;
  readonly #made = new Map<string, Promise<Aim>>();

  constructor(crypto: Crypto, keyring: Keyring, secret: string) {
    this.#crypto = crypto;
    this.#keyring = keyring;
    this.#secret = secret;
  }

  /** For a name that the person has given, or that we fall back on. */
  aimAt(name: string, room: GroupId | null = null): Promise<Aim> {
    const made = this.#made.get(name) ?? this.#make(name, room);
    this.#made.set(name, made);
    return made;
  }

  /** For a name that a stranger has given; null where that were too many. */
  tryOn(name: string): Promise<Aim | null> {
    const isNew = !this.#made.has(name);
    if (isNew && this.#made.size >= MAX_NAMES_TRIED) return Promise.resolve(null);
    return this.aimAt(name);
  }

  async #make(name: string, room: GroupId | null): Promise<Aim> {
    const key = await keyOf(this.#crypto, name, this.#secret);
    const id = room ?? this.#keyring.roomOf(name, this.#secret);
    return { name, locked: true, key, id };
  }
}
