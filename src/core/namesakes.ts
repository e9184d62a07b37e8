import { isDoubted } from './contacts.ts';
import type { ChatFact, PeerRef } from './events.ts';
import type { PeerId } from './ids.ts';
import type { Tags } from './labels.ts';
import { nameKey } from './look-alikes.ts';
import type { ContactBook } from './ports.ts';

/** Fewest digits of a tag: two people of one name collide once in 65,536, and then get more. */
const MIN_TAG_DIGITS = 4;
/** Namesakes announced for one name: a room full of them is read by nobody. */
const MAX_ANNOUNCED = 8;
/** Tags in one announcement. */
const MAX_NAMED = 3;
/** Names of people that are not in the list any more which are remembered: keys are made in no time. */
const MAX_GONE = 4_096;

/** How somebody comes to be seen with a name: they were there, have come, or had another one. */
type Appearance = 'here' | 'arrived' | 'renamed';

const APPEARANCES: Readonly<Record<Appearance, (name: string, was: string) => string>> = {
  here: (name) => `Another ${name} is in the group`,
  arrived: (name) => `Another ${name} has joined`,
  renamed: (name, was) => `${was} goes by ${name} from now on`,
};

/** The shortest beginnings, of at least so many digits, that differ from each other's. */
export function tagsOf(ids: Iterable<PeerId>): Tags {
  const sorted = [...new Set(ids)].sort();
  return Object.fromEntries(
    sorted.map((id, i) => {
      const shared = Math.max(sharedDigits(id, sorted[i - 1]), sharedDigits(id, sorted[i + 1]));
      return [id, id.slice(0, Math.max(MIN_TAG_DIGITS, shared + 1))];
    }),
  );
}

function sharedDigits(a: string, b = ''): number {
  let n = 0;
  while (n < b.length && a[n] === b[n]) n += 1;
  return n;
}

/**
 * Who shares a name with whom, and whose name is known from somebody else.
 *
 * A name is a label that anybody can take. Who has or had one is known from the log; whoever turns
 * up with it under another key is announced, once, as somebody else.
 */
export class Namesakes {
  #self: PeerRef;
  readonly #contacts: ContactBook;
  /** By name, who has or had it, and whether they were known with it before this start. */
  readonly #bearers = new Map<string, Map<PeerId, boolean>>();
  /** Everybody on the roster, and whoever has just appeared. */
  #seen = new Map<PeerId, string>();
  /** Who has been looked at, by which name. */
  readonly #met = new Set<string>();
  readonly #announced = new Map<string, number>();
  #joined = false;
  #stale = true;
  #tags: Tags = {};

  constructor(self: PeerRef, contacts: ContactBook) {
    this.#self = self;
    this.#contacts = contacts;
    for (const { id, name, nickname } of contacts.all) {
      this.signed(id, name);
      if (nickname !== null) this.signed(id, nickname);
    }
  }

  get tags(): Tags {
    return this.#tags;
  }

  /** Somebody calls themselves so in a log of theirs, or is called so here. */
  signed(id: PeerId, name: string): void {
    const bearers = this.#bearers.get(nameKey(name)) ?? new Map<PeerId, boolean>();
    this.#bearers.set(nameKey(name), bearers);
    if (bearers.has(id)) return;
    bearers.set(id, !this.#joined);
    this.#stale = true;
  }

  /** Somebody has been given a nickname, or has lost one: what has to be told of that. */
  renamed(id: PeerId): readonly ChatFact[] {
    const nickname = this.#nicknameOf(id);
    if (nickname !== null) this.signed(id, nickname);
    this.#stale = true;
    return this.#retag();
  }

  /** A fact that is to be told, with what has to be told before it and after it. */
  around(fact: ChatFact): readonly ChatFact[] {
    const looks: (readonly [peer: PeerRef, how: Appearance])[] = [];
    const before = this.#seen;
    switch (fact.type) {
      case 'joined-group':
        this.#joined = true;
        break;
      case 'self':
        // Whoever takes the name that we had is not us.
        this.signed(this.#self.id, this.#self.name);
        this.#self = fact.self;
        this.#stale = true;
        break;
      case 'roster':
        this.#seen = new Map(fact.peers.map(({ id, name }) => [id, name]));
        this.#stale = true;
        for (const peer of fact.peers) {
          const was = before.get(peer.id);
          const same = was === undefined || nameKey(was) === nameKey(peer.name);
          looks.push([peer, same ? 'here' : 'renamed']);
        }
        break;
      case 'peer-joined':
        looks.push([fact.peer, fact.alreadyHere ? 'here' : 'arrived']);
        break;
      case 'peer-back':
        looks.push([fact.peer, 'arrived']);
        break;
      default:
        return [...this.#retag(), fact];
    }
    for (const [{ id, name }] of looks) {
      if (this.#seen.get(id) === name) continue;
      this.#seen.set(id, name);
      this.#stale = true;
    }
    const tags = this.#retag();
    const told = looks.flatMap(([peer, how]) => this.#look(peer, how, before.get(peer.id)));
    if (fact.type === 'roster') this.#forget();
    return [...tags, fact, ...told];
  }

  /**
   * With too many names that nobody in the list has any more, all of those are forgotten. Who is in
   * the list never is, and whoever comes is always looked at, however many came before.
   */
  #forget(): void {
    if (this.#met.size <= this.#seen.size + MAX_GONE) return;
    this.#met.clear();
    for (const [id, name] of this.#seen) this.#met.add(markOf(id, name));
    const names = new Set([...this.#seen.values()].map(nameKey));
    for (const key of this.#announced.keys()) if (!names.has(key)) this.#announced.delete(key);
  }

  #retag(): readonly ChatFact[] {
    if (!this.#stale) return [];
    this.#stale = false;
    const byName = new Map<string, Set<PeerId>>();
    for (const [id, name] of [...this.#seen, [this.#self.id, this.#self.name] as const]) {
      const key = nameKey(this.#nicknameOf(id) ?? name);
      byName.set(key, (byName.get(key) ?? this.#bearersOf(key)).add(id));
    }
    const tags = tagsOf(
      [...byName.values()].filter(({ size }) => size > 1).flatMap((ids) => [...ids]),
    );
    if (JSON.stringify(tags) === JSON.stringify(this.#tags)) return [];
    this.#tags = tags;
    return [{ type: 'tags', tags }];
  }

  /** Who is called so, or was: but for those who are shown by another name now. */
  #bearersOf(key: string): Set<PeerId> {
    const all = [...(this.#bearers.get(key)?.keys() ?? [])];
    return new Set(
      all.filter((id) => {
        const nickname = this.#nicknameOf(id);
        return nickname === null || nameKey(nickname) === key;
      }),
    );
  }

  #nicknameOf(id: PeerId): string | null {
    return this.#contacts.of(id)?.nickname ?? null;
  }

  /** What tells somebody apart in a sentence that has the name already. */
  #mark(id: PeerId): string {
    return this.#tags[id] ?? this.#nicknameOf(id) ?? id.slice(0, MIN_TAG_DIGITS);
  }

  /**
   * Whether somebody has a name that we know from others; whoever arrives or takes another name may be
   * told from all.
   */
  #look({ id, name }: PeerRef, how: Appearance, was = ''): readonly ChatFact[] {
    const fresh = how !== 'here';
    const key = nameKey(name);
    const mark = markOf(id, name);
    const bearers = this.#bearers.get(key);
    if (bearers?.get(id) === true || this.#met.has(mark)) return [];
    this.#met.add(mark);
    const others = new Set<PeerId>();
    for (const [other, known] of bearers ?? []) if (known || fresh) others.add(other);
    if (fresh) for (const [other, its] of this.#seen) if (nameKey(its) === key) others.add(other);
    others.delete(id);
    const ours = others.delete(this.#self.id) || nameKey(this.#self.name) === key;
    if (others.size === 0 && !ours) return [];
    const doubted = this.#contacts.doubted(id, others.size === 0 ? this.#self.name : name);
    return [
      ...(doubted === null ? [] : [{ type: 'contacts', contacts: [doubted] } as const]),
      ...this.#announce({ id, name }, { how, was }, [...others]),
    ];
  }

  #announce(
    { id, name }: PeerRef,
    { how, was }: { readonly how: Appearance; readonly was: string },
    others: readonly PeerId[],
  ): readonly ChatFact[] {
    const key = nameKey(name);
    const times = this.#announced.get(key) ?? 0;
    if (times >= MAX_ANNOUNCED || this.#contacts.of(id)?.blocked) return [];
    this.#announced.set(key, times + 1);
    // Those who came with the name in their turn are not whom one knows by it.
    const real = others.filter((other) => !isDoubted(this.#contacts.of(other)));
    const verified = real.filter((other) => this.#contacts.of(other)?.verified);
    const known = [verified, real, others].find(({ length }) => length > 0) ?? [];
    const marks = known.slice(0, MAX_NAMED).map((other) => this.#mark(other));
    const bond = verified.length > 0 ? 'whom you have verified' : 'you know';
    const whom = others.length === 0 ? 'you' : `the ${name} ${bond} (${marks.join(', ')})`;
    const advice = verified.length > 0 ? ' Compare numbers before you trust what they say.' : '';
    const last = times + 1 < MAX_ANNOUNCED ? '' : ' More of that name will not be announced.';
    const message = `${APPEARANCES[how](name, was)} (${this.#mark(id)}): this is not ${whom}.${advice}${last}`;
    const type = verified.length > 0 ? 'error' : 'warning';
    const params = {
      ...{ how, name, was, mark: this.#mark(id), marks: marks.join(', ') },
      whom: others.length === 0 ? 'you' : verified.length > 0 ? 'verified' : 'known',
      last: last === '' ? 'no' : 'yes',
    };
    return [{ type, code: 'known-name-new-key', message, params, about: nameAlert(id) }];
  }
}

function markOf(id: PeerId, name: string): string {
  return `${nameKey(name)}\n${id}`;
}

/** What a warning that somebody has the name of another is about: it is settled apart from others. */
export function nameAlert(id: PeerId): string {
  return `name:${id}`;
}
