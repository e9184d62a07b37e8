import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { GroupId } from '../core/ids.ts';
import { Memberships, membershipSchema } from '../core/memberships.ts';
import type { Keyring, Membership } from '../core/ports.ts';
import { putAside, replaceDurably } from './durable-file.ts';
import type { KeyKeeper } from './identity-file.ts';

const file = v.object({ memberships: v.array(v.unknown()) });

/** What a file holds, and whether that is all there was in it. */
type Found = { readonly known: readonly Membership[]; readonly whole: boolean };

const NOTHING: Found = { known: [], whole: true };
const UNREADABLE: Found = { known: [], whole: false };

/**
 * The secrets of locked groups, where the identity of the profile is kept: sealed by the key store of
 * the system, else in a file that only its owner can read (docs/decisions/0011).
 */
export class KeyringFile implements Keyring {
  /** Where files were put of which something could not be read. */
  readonly setAside: readonly string[];
  readonly #dir: string;
  readonly #keeper: KeyKeeper;
  readonly #known: Memberships;
  #written: Promise<void> = Promise.resolve();

  private constructor(
    dir: string,
    keeper: KeyKeeper,
    known: readonly Membership[],
    setAside: readonly string[],
  ) {
    this.setAside = setAside;
    this.#dir = dir;
    this.#keeper = keeper;
    this.#known = new Memberships(known);
  }

  static async load(dir: string, keeper: KeyKeeper): Promise<KeyringFile> {
    // In both only where a key store has come, gone or refused meanwhile: the plain ones are newer.
    const [plain, sealed] = [
      await read(plainPath(dir), async (text) => text),
      await readSealed(dir, keeper),
    ];
    const aside = [
      ...(plain.whole ? [] : [putAside(plainPath(dir))]),
      ...(sealed.whole ? [] : [putAside(sealedPath(dir))]),
    ];
    const keyring = new KeyringFile(dir, keeper, [...plain.known, ...sealed.known], aside);
    // What could be read of such a file has its place again; else it has with the next change.
    if (aside.length > 0 && keyring.last !== null) await keyring.#write().catch(() => undefined);
    return keyring;
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

/** Nothing where there is no key store now: what one has sealed stays for when it is back. */
async function readSealed(dir: string, keeper: KeyKeeper): Promise<Found> {
  if ('instead' in keeper) return NOTHING;
  return await read(sealedPath(dir), (text) => keeper.open(Buffer.from(text, 'base64')));
}

async function read(path: string, open: (text: string) => Promise<string>): Promise<Found> {
  if (!existsSync(path)) return NOTHING;
  try {
    return parse(await open(readFileSync(path, 'utf8')));
  } catch {
    return UNREADABLE;
  }
}

/** Throws where nothing of it can be read; of its entries, each stands for itself. */
function parse(text: string): Found {
  const { memberships } = v.parse(file, JSON.parse(text));
  const known = memberships.flatMap((one) => {
    const read = v.safeParse(membershipSchema, one);
    return read.success ? [read.output] : [];
  });
  return { known, whole: known.length === memberships.length };
}
