import type { ChatFact, PeerRef } from './events.ts';
import type { PeerId } from './ids.ts';

/** What tells namesakes apart: the first digits of their keys. Nobody else has any. */
export type Tags = Readonly<Record<PeerId, string>>;

/** Fewest digits of a tag: two people of one name collide once in 65,536, and then get more. */
const MIN_TAG_DIGITS = 4;
/** Namesakes announced for one name: a room full of them is read by nobody. */
const MAX_ANNOUNCED = 8;
/** Tags in one announcement. */
const MAX_NAMED = 3;
/** People looked at for the first time, above all ones that only others have reported. */
const MAX_MET = 4_096;

/** How somebody is shown: the name, and where others have it too, their tag. */
export function labelOf({ id, name }: PeerRef, tags: Tags): string {
  const tag = tags[id];
  return tag === undefined ? name : `${name} (${tag})`;
}

/**
 * Names that people would take for one: whatever the case, and with or without something that looks
 * like a tag, so that nobody gets somebody's tag by writing it into their name.
 */
function keyOf(name: string): string {
  const bare = name.toLowerCase().replace(/\s*\([0-9a-f]{4,64}\)$/, '');
  return bare === '' ? name : bare;
}

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
  readonly #self: PeerRef;
  /** By name, who has or had it in the log, and whether they were known with it before this start. */
  readonly #inLog = new Map<string, Map<PeerId, boolean>>();
  /** Everybody on the roster, and whoever has just appeared. */
  #seen = new Map<PeerId, string>();
  readonly #met = new Set<string>();
  readonly #announced = new Map<string, number>();
  #joined = false;
  #stale = true;
  #tags: Tags = {};

  constructor(self: PeerRef) {
    this.#self = self;
  }

  get tags(): Tags {
    return this.#tags;
  }

  /** Somebody calls themselves so in a log of theirs. */
  signed(id: PeerId, name: string): void {
    const bearers = this.#inLog.get(keyOf(name)) ?? new Map<PeerId, boolean>();
    this.#inLog.set(keyOf(name), bearers);
    if (bearers.has(id)) return;
    bearers.set(id, !this.#joined);
    this.#stale = true;
  }

  /** A fact that is to be told, with what has to be told before it and after it. */
  around(fact: ChatFact): readonly ChatFact[] {
    const looks: (readonly [peer: PeerRef, arrived: boolean])[] = [];
    switch (fact.type) {
      case 'joined-group':
        this.#joined = true;
        break;
      case 'roster':
        this.#seen = new Map(fact.peers.map(({ id, name }) => [id, name]));
        this.#stale = true;
        for (const peer of fact.peers) looks.push([peer, false]);
        break;
      case 'peer-joined':
        looks.push([fact.peer, !fact.alreadyHere]);
        break;
      case 'peer-back':
        looks.push([fact.peer, true]);
        break;
    }
    for (const [{ id, name }] of looks) {
      if (this.#seen.get(id) === name) continue;
      this.#seen.set(id, name);
      this.#stale = true;
    }
    return [
      ...this.#retag(),
      fact,
      ...looks.flatMap(([peer, arrived]) => this.#look(peer, arrived)),
    ];
  }

  #retag(): readonly ChatFact[] {
    if (!this.#stale) return [];
    this.#stale = false;
    const byName = new Map<string, Set<PeerId>>();
    for (const [id, name] of [...this.#seen, [this.#self.id, this.#self.name] as const]) {
      const key = keyOf(name);
      byName.set(key, (byName.get(key) ?? new Set(this.#inLog.get(key)?.keys())).add(id));
    }
    const tags = tagsOf(
      [...byName.values()].filter(({ size }) => size > 1).flatMap((ids) => [...ids]),
    );
    if (JSON.stringify(tags) === JSON.stringify(this.#tags)) return [];
    this.#tags = tags;
    return [{ type: 'tags', tags }];
  }

  /** Whether somebody has a name that we know from others; whoever arrives may be told from all. */
  #look({ id, name }: PeerRef, arrived: boolean): readonly ChatFact[] {
    const key = keyOf(name);
    const mark = `${key}\n${id}`;
    const bearers = this.#inLog.get(key);
    if (bearers?.get(id) === true || this.#met.has(mark) || this.#met.size >= MAX_MET) return [];
    this.#met.add(mark);
    const others = new Set<PeerId>();
    for (const [other, known] of bearers ?? []) if (known || arrived) others.add(other);
    if (arrived) for (const [other, its] of this.#seen) if (keyOf(its) === key) others.add(other);
    others.delete(id);
    const times = this.#announced.get(key) ?? 0;
    const ours = keyOf(this.#self.name) === key;
    if ((others.size === 0 && !ours) || times >= MAX_ANNOUNCED) return [];
    this.#announced.set(key, times + 1);
    const where = arrived ? 'has joined' : 'is in the group';
    const tags = [...others].slice(0, MAX_NAMED).map((other) => this.#tags[other]);
    const whom = others.size === 0 ? 'you' : `the ${name} you know (${tags.join(', ')})`;
    const last = times + 1 < MAX_ANNOUNCED ? '' : ' More of that name will not be announced.';
    const message = `Another ${name} ${where} (${this.#tags[id]}): this is not ${whom}.${last}`;
    return [{ type: 'warning', code: 'known-name-new-key', message }];
  }
}
