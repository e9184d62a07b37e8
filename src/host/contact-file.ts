import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Contact, ContactChange } from '../core/contacts.ts';
import type { PeerId } from '../core/ids.ts';
import { contactSchema, KnownContacts } from '../core/known-contacts.ts';
import type { ContactBook } from '../core/ports.ts';
import { err, type Failure, type Result } from '../core/result.ts';
import { putAside, replaceDurably } from './durable-file.ts';

/** Meetings gather for this long before they are written: a whole group is often met at once. */
const SAVE_AFTER_MS = 1_000;

const file = v.object({ contacts: v.array(contactSchema) });

/**
 * Whom this profile knows, and what was decided about them, in a file of the profile that only its
 * owner can read. A decision is on the disk when it has been made; a meeting a moment later.
 */
export class ContactFile implements ContactBook {
  /** Where a file that could not be read was put; null where all is well. */
  readonly setAside: string | null = null;
  readonly #path: string;
  readonly #known: KnownContacts;
  #timer: NodeJS.Timeout | null = null;

  constructor(path: string) {
    this.#path = path;
    const contacts = read(path);
    // What somebody has decided is not thrown away because it cannot be read.
    if (contacts === null) this.setAside = putAside(path);
    this.#known = new KnownContacts(() => Date.now(), contacts ?? []);
  }

  get all(): readonly Contact[] {
    return this.#known.all;
  }

  of(id: PeerId): Contact | undefined {
    return this.#known.of(id);
  }

  concerns(id: PeerId): boolean {
    return this.#known.concerns(id);
  }

  seen(id: PeerId, name: string): Contact | null {
    return this.#later(this.#known.seen(id, name));
  }

  here(id: PeerId, at: number): boolean {
    const kept = this.#known.here(id, at);
    if (kept) this.#saveLater();
    return kept;
  }

  doubted(id: PeerId, notThe: string): Contact | null {
    return this.#later(this.#known.doubted(id, notThe));
  }

  change(id: PeerId, name: string, change: ContactChange): Result<readonly Contact[], Failure> {
    const before = this.#known.all;
    const changed = this.#known.change(id, name, change);
    if (!changed.ok) return changed;
    try {
      this.#write();
      return changed;
    } catch (cause) {
      this.#known.restore(before);
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `This could not be stored, so it was not done: ${reason}`;
      return err({ code: 'not-stored', message, params: { what: 'contact', reason } });
    }
  }

  save(): void {
    if (this.#timer === null) return;
    try {
      this.#write();
    } catch {
      // A full or vanished disk: whoever is met next is written again.
    }
  }

  #later(contact: Contact | null): Contact | null {
    if (contact !== null) this.#saveLater();
    return contact;
  }

  #saveLater(): void {
    this.#timer ??= setTimeout(() => this.save(), SAVE_AFTER_MS);
  }

  #write(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    replaceDurably(this.#path, JSON.stringify({ contacts: this.#known.all }, null, 1));
  }
}

/** Null where there is a file that cannot be read. */
function read(path: string): readonly Contact[] | null {
  if (!existsSync(path)) return [];
  try {
    return v.parse(file, JSON.parse(readFileSync(path, 'utf8'))).contacts;
  } catch {
    return null;
  }
}
