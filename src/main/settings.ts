import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { formatAddress } from '../core/address.ts';
import { looksLikeInvite } from '../core/invite.ts';
import type { JoinForm } from '../core/join-form.ts';
import { parseSeeds } from '../core/seeds.ts';
import type { KeyringFile } from '../host/keyring-file.ts';

/** Longest text of one field: a pasted book is no seed list. */
const field = v.pipe(v.string(), v.maxLength(16_384));

/** The join screen's fields as they cross from the page or lie on disk. */
export const joinFormSchema: v.GenericSchema<unknown, JoinForm> = v.object({
  name: field,
  port: field,
  seeds: field,
  host: field,
  group: field,
  secret: field,
});

export const EMPTY_FORM: JoinForm = {
  name: '',
  port: '',
  seeds: '',
  host: '',
  group: '',
  secret: '',
};

/** The form as it lies on disk: without its secret, and whether there was one. */
const savedSchema = v.intersect([joinFormSchema, v.object({ locked: v.optional(v.boolean()) })]);

/**
 * What was entered last, in `settings.json` of the profile. The secret is never written there: that of
 * the group that was joined last comes from the keyring.
 */
export class Settings {
  readonly #path: string;
  readonly #keyring: Pick<KeyringFile, 'last'>;

  constructor(profileDir: string, keyring: Pick<KeyringFile, 'last'>) {
    this.#path = join(profileDir, 'settings.json');
    this.#keyring = keyring;
  }

  /** The last form; an empty one where there is none or the file cannot be understood. */
  load(): JoinForm {
    try {
      const parsed = v.safeParse(savedSchema, JSON.parse(readFileSync(this.#path, 'utf8')));
      if (parsed.success) return this.#withSecret(parsed.output);
      process.stderr.write(`${this.#path} is not understood; starting with empty fields.\n`);
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!missing) process.stderr.write(`${this.#path} cannot be read: ${String(error)}\n`);
    }
    return EMPTY_FORM;
  }

  /** A group whose name was left blank has the one that the seeds were in. */
  #withSecret({ locked = false, ...form }: v.InferOutput<typeof savedSchema>): JoinForm {
    const { last } = this.#keyring;
    const fits = locked && last !== null && (form.group.trim() === '' || form.group === last.group);
    return { ...form, secret: fits ? last.secret : '' };
  }

  /**
   * Written beside and moved into place, so that a crash leaves the old file or the new one. A disk
   * that cannot take it is said, but is no reason not to join.
   */
  save(form: JoinForm): void {
    const fresh = `${this.#path}.new`;
    try {
      writeFileSync(fresh, JSON.stringify(withoutSecret(form), null, 2), { mode: 0o600 });
      renameSync(fresh, this.#path);
    } catch (error) {
      process.stderr.write(`${this.#path} cannot be written: ${String(error)}\n`);
    }
  }
}

/** Of an invite link, which may hold a secret, the group's name and the addresses are kept. */
function withoutSecret(form: JoinForm): JoinForm & { readonly locked: boolean } {
  const open = { ...form, secret: '', locked: form.secret.trim() !== '' };
  if (!form.seeds.split(/[\s,;]+/).some(looksLikeInvite)) return open;
  const seeds = parseSeeds(form.seeds);
  if (!seeds.ok || seeds.value.invite === null) return { ...open, seeds: '' };
  const { addresses, invite } = seeds.value;
  const { group, secret } = invite;
  const locked = secret !== null;
  return { ...open, seeds: addresses.map(formatAddress).join('\n'), group, locked };
}
