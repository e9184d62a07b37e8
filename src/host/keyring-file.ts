import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { GroupId } from '../core/ids.ts';
import { Memberships, membershipSchema } from '../core/memberships.ts';
import type { Keyring, Membership } from '../core/ports.ts';
import { replaceDurably } from './durable-file.ts';
import type { KeyKeeper } from './identity-file.ts';

const file = v.object({ memberships: v.array(membershipSchema) });

/**
 * The secrets of locked groups, where the identity of the profile is kept: sealed by the key store of
 * the system, else in a file that only its owner can read (docs/decisions/0011).
 */
export class KeyringFile implements Keyring {
  readonly #dir: string;
  readonly #keeper: KeyKeeper;
  readonly #known: Memberships;
  #written: Promise<void> = Promise.resolve();

  private constructor(dir: string, keeper: KeyKeeper, known: readonly Membership[]) {
    this.#dir = dir;
    this.#keeper = keeper;
    this.#known = new Memberships(known);
  }

  static async load(dir: string, keeper: KeyKeeper): Promise<KeyringFile> {
    // In both only where a key store has come, gone or refused meanwhile: the plain ones are newer.
    const known = [...parse(read(plainPath(dir))), ...parse(await unseal(dir, keeper))];
    return new KeyringFile(dir, keeper, known);
  }

  /** The locked group that was joined last. */
  get last(): Membership | null {
    return this.#known.all[0] ?? null;
  }

  roomOf(group: string, secret: string): GroupId | null {
    return this.#known.roomOf(group, secret);
  }

  keep(membership: Membership): Promise<void> {
    // One after the other: a key store may answer the first question last.
    const kept = this.#written.then(() => this.#keep(membership));
    this.#written = kept.catch(() => undefined);
    return kept;
  }

  async #keep(membership: Membership): Promise<void> {
    const before = this.#known.all;
    this.#known.put(membership);
    try {
      await this.#write();
    } catch (cause) {
      this.#known.restore(before);
      throw cause;
    }
  }

  async #write(): Promise<void> {
    const text = JSON.stringify({ memberships: this.#known.all });
    if (await this.#seal(text)) rmSync(plainPath(this.#dir), { force: true });
    else replaceDurably(plainPath(this.#dir), text);
  }

  /** Whether the text is on the disk, and only the key store opens it. */
  async #seal(text: string): Promise<boolean> {
    if ('instead' in this.#keeper) return false;
    try {
      const sealed = Buffer.from(await this.#keeper.seal(text));
      if ((await this.#keeper.open(sealed)) !== text) return false;
      replaceDurably(sealedPath(this.#dir), sealed.toString('base64'));
      return true;
    } catch {
      return false;
    }
  }
}

function plainPath(dir: string): string {
  return join(dir, 'memberships');
}

function sealedPath(dir: string): string {
  return join(dir, 'memberships.sealed');
}

async function unseal(dir: string, keeper: KeyKeeper): Promise<string> {
  const sealed = read(sealedPath(dir));
  if ('instead' in keeper || sealed === '') return '';
  try {
    return await keeper.open(Buffer.from(sealed, 'base64'));
  } catch {
    return '';
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function parse(text: string): readonly Membership[] {
  try {
    return v.parse(file, JSON.parse(text)).memberships;
  } catch {
    return [];
  }
}
