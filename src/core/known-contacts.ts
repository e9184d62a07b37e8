import * as v from 'valibot';
import type { Contact, ContactChange } from './contacts.ts';
import { isPeerId, type PeerId } from './ids.ts';
import { looksLike } from './look-alikes.ts';
import type { ContactBook } from './ports.ts';
import { err, type Failure, ok, type Result } from './result.ts';
import { parseName } from './text.ts';

/** Of the page, a file or a program: a change is checked here before it is trusted. */
export const contactChangeSchema: v.GenericSchema<unknown, ContactChange> = v.strictObject({
  nickname: v.exactOptional(v.nullable(v.pipe(v.string(), v.maxLength(1_000)))),
  verified: v.exactOptional(v.boolean()),
  muted: v.exactOptional(v.boolean()),
  blocked: v.exactOptional(v.boolean()),
});

/** One contact as it is kept in a file. */
export const contactSchema: v.GenericSchema<unknown, Contact> = v.object({
  id: v.custom<PeerId>(isPeerId),
  name: v.pipe(v.string(), v.maxLength(256)),
  firstSeen: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  lastSeen: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  nickname: v.nullable(v.pipe(v.string(), v.maxLength(256))),
  verified: v.boolean(),
  muted: v.boolean(),
  blocked: v.boolean(),
  notThe: v.nullable(v.pipe(v.string(), v.maxLength(256))),
});

/**
 * Contacts about whom nothing was decided: forty groups of a hundred. Beyond that the one who was
 * met longest ago gives way to whoever is met; whoever something was decided about never does.
 */
const MAX_UNDECIDED = 4_096;
/** Far more people than can be reported at a time (`MAX_REPORTED`); the oldest doubt gives way. */
const MAX_DOUBTS = 65_536;

/** Everybody whom this profile knows, in memory. */
export class KnownContacts implements ContactBook {
  readonly #now: () => number;
  /** Whoever was met last is last. */
  readonly #known = new Map<PeerId, Contact>();
  /** Doubts about those who have not proved their key yet. */
  readonly #doubts = new Map<PeerId, string>();
  #undecided = 0;

  constructor(now: () => number, known: readonly Contact[] = []) {
    this.#now = now;
    this.restore(known);
  }

  /** What was known before a change that could not be kept. */
  restore(known: readonly Contact[]): void {
    this.#known.clear();
    this.#undecided = 0;
    for (const contact of known) this.#put(contact);
  }

  get all(): readonly Contact[] {
    return [...this.#known.values()];
  }

  of(id: PeerId): Contact | undefined {
    return this.#known.get(id);
  }

  concerns(id: PeerId): boolean {
    return this.#known.has(id) || this.#doubts.has(id);
  }

  seen(id: PeerId, name: string): Contact | null {
    const before = this.#known.get(id);
    if (before?.name === name) {
      this.#put(before);
      return null;
    }
    const notThe = before === undefined ? (this.#doubts.get(id) ?? null) : before.notThe;
    this.#doubts.delete(id);
    return this.#put({
      ...(before ?? this.#stranger(id, name)),
      name,
      // Whoever has another name now is in nobody's place.
      notThe: notThe !== null && looksLike(notThe, name) ? notThe : null,
    });
  }

  here(id: PeerId, at: number): boolean {
    const known = this.#known.get(id);
    if (known === undefined || known.lastSeen === at) return false;
    this.#put({ ...known, lastSeen: at });
    return true;
  }

  doubted(id: PeerId, notThe: string): Contact | null {
    const before = this.#known.get(id);
    if (before !== undefined) return this.#put({ ...before, notThe });
    this.#doubts.delete(id);
    this.#doubts.set(id, notThe);
    const [oldest] = this.#doubts.keys();
    if (oldest !== undefined && this.#doubts.size > MAX_DOUBTS) this.#doubts.delete(oldest);
    return null;
  }

  change(id: PeerId, name: string, change: ContactChange): Result<readonly Contact[], Failure> {
    const before = this.#known.get(id) ?? this.#stranger(id, name);
    const nickname = parseNickname(change.nickname, before.nickname);
    if (!nickname.ok) return nickname;
    const after = { ...before, ...change, nickname: nickname.value };
    if (after.verified === before.verified) return ok([this.#put(after)]);
    // Of those with one name, whoever is verified is the one that is known; else who was first.
    const namesakes = this.all.filter((one) => one.id !== id && looksLike(one.name, after.name));
    if (after.verified) {
      const doubted = namesakes.filter(({ verified }) => !verified);
      const others = doubted.map((one) => this.#put({ ...one, notThe: after.name }));
      return ok([this.#put({ ...after, notThe: null }), ...others]);
    }
    const known = namesakes.some((one) => one.verified || one.firstSeen < after.firstSeen);
    return ok([this.#put({ ...after, notThe: known ? after.name : null })]);
  }

  save(): void {
    // In memory there is nothing to do.
  }

  #stranger(id: PeerId, name: string): Contact {
    const nothing = { nickname: null, verified: false, muted: false, blocked: false };
    return { id, name, firstSeen: this.#now(), ...nothing, notThe: this.#doubts.get(id) ?? null };
  }

  #put(contact: Contact): Contact {
    const before = this.#known.get(contact.id);
    if (before !== undefined && isUndecided(before)) this.#undecided -= 1;
    this.#known.delete(contact.id);
    if (isUndecided(contact)) this.#undecided += 1;
    this.#known.set(contact.id, contact);
    if (this.#undecided > MAX_UNDECIDED) this.#forgetOne();
    return contact;
  }

  #forgetOne(): void {
    for (const contact of this.#known.values()) {
      if (!isUndecided(contact)) continue;
      this.#known.delete(contact.id);
      this.#undecided -= 1;
      return;
    }
  }
}

/** A nickname is checked as a name is; none, or an empty one, takes it back. */
function parseNickname(
  asked: string | null | undefined,
  before: string | null,
): Result<string | null, Failure> {
  if (asked === undefined) return ok(before);
  if (asked === null || asked.trim() === '') return ok(null);
  const parsed = parseName(asked);
  if (parsed.ok) return parsed;
  const message = parsed.error.message.replace('Your name', 'The nickname');
  const { code, params } = parsed.error;
  return err({ code: code.replace('name', 'nickname'), message, params });
}

function isUndecided({ nickname, verified, muted, blocked }: Contact): boolean {
  return nickname === null && !verified && !muted && !blocked;
}
