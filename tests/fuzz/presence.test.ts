// src/core/presence.ts, src/core/chart.ts, src/core/names.ts, src/core/namesakes.ts, src/core/labels.ts, src/core/known-contacts.ts,
// src/core/look-alikes.ts, src/core/memberships.ts, src/core/safety-number.ts
import fc from 'fast-check';
import { expect } from 'vitest';
import { MAX_REPORTED } from '../../src/core/chart.ts';
import type { ChatFact } from '../../src/core/events.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import { looksLike, nameKey } from '../../src/core/look-alikes.ts';
import { MAX_MEMBERSHIPS, Memberships } from '../../src/core/memberships.ts';
import { Namesakes } from '../../src/core/namesakes.ts';
import { Presence } from '../../src/core/presence.ts';
import { compareSafetyNumber } from '../../src/core/safety-number.ts';
import { parseName } from '../../src/core/text.ts';
import { group, peer } from '../support/entries.ts';
import { anyText, epochId, hlc, name, peerId, record } from './arbitraries.ts';
import { fuzz } from './fuzz.ts';
import { neighbour } from './messages.ts';

const SELF = peer(1);
const others = fc.array(peerId, { maxLength: 4 });
const version = fc.nat(6);
const step = fc.oneof(
  record({ do: fc.constant('up' as const), who: neighbour }),
  record({
    do: fc.constant('down' as const),
    id: peerId,
    how: fc.constantFrom('left' as const, 'lost' as const),
  }),
  record({
    do: fc.constant('state' as const),
    who: neighbour,
    n: version,
    to: others,
    teller: peerId,
  }),
  record({
    do: fc.constant('change' as const),
    of: peerId,
    from: version,
    n: version,
    came: others,
    gone: fc.array(fc.tuple(peerId, fc.constantFrom('left' as const, 'lost' as const)), {
      maxLength: 3,
    }),
    firstHand: fc.boolean(),
  }),
  record({
    do: fc.constant('name' as const),
    id: peerId,
    epoch: epochId,
    profile: record({ name, n: version }),
    at: hlc,
  }),
  record({ do: fc.constant('start' as const), id: peerId, epoch: epochId }),
  record({ do: fc.constant('expect' as const), ids: others }),
  record({
    do: fc.constantFrom(
      'settle' as const,
      'tell' as const,
      'tell' as const,
      'expect nobody' as const,
    ),
  }),
);

/** Follows what is told: who is here by it. Throws where a fact cannot be true. */
function follow(here: Set<string>, fact: ChatFact): void {
  switch (fact.type) {
    case 'peer-joined':
    case 'peer-back':
      expect(here.has(fact.peer.id), `${fact.type} though here`).toBe(false);
      here.add(fact.peer.id);
      break;
    case 'peer-left':
    case 'peer-lost':
      expect(here.delete(fact.peer.id), `${fact.type} though away`).toBe(true);
      break;
    case 'roster': {
      const ids = fact.peers.map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)].sort());
      expect(ids).not.toContain(SELF);
      const present = fact.peers.filter(({ state }) => state !== 'offline').map(({ id }) => id);
      expect(present).toEqual([...here].sort());
    }
  }
}

fuzz(
  'whatever anybody states, people come before they go, and who is shown as here can be reached',
  3_000,
  fc.array(step, { maxLength: 40 }),
  (steps) => {
    const presence = new Presence(SELF);
    const contacts = new KnownContacts(() => 7);
    const namesakes = new Namesakes({ id: SELF, name: 'Ana' }, contacts);
    const [here, links] = [new Set<string>(), new Set<string>()];
    const tell = (): void => {
      const facts = presence.changes();
      for (const fact of facts) follow(here, fact);
      expect(presence.changes()).toEqual([]);
      for (const fact of facts) {
        const around = namesakes.around(fact);
        expect(around.filter((each) => each === fact).length).toBe(1);
        const tags = Object.entries(namesakes.tags);
        expect(new Set(tags.map(([, tag]) => tag)).size).toBe(tags.length);
        for (const [id, tag] of tags) expect(id.startsWith(tag) && tag.length >= 4).toBe(true);
      }
      for (const { id, state, via } of presence.roster) {
        expect(state === 'direct').toBe(links.has(id));
        if (state === 'relayed') expect(links.has(via ?? '')).toBe(true);
        expect(presence.isMember(id)).toBe(true);
        expect(presence.nameOf(id)).not.toBe('');
      }
    };
    for (const each of steps) {
      switch (each.do) {
        case 'up':
          if (each.who.id === SELF) break;
          links.add(each.who.id);
          presence.linkUp(each.who);
          break;
        case 'down':
          if (links.delete(each.id)) presence.linkDown(each.id, each.how);
          break;
        case 'state': {
          const statement = { who: each.who, n: each.n, to: new Set(each.to) };
          if (presence.stated(statement, each.teller)) expect(each.who.id !== SELF).toBe(true);
          break;
        }
        case 'change':
          presence.restated(each, each.firstHand);
          break;
        case 'name':
          presence.named(each.id, each.epoch, each.profile, each.at);
          namesakes.signed(each.id, each.profile.name);
          break;
        case 'start':
          presence.started(each.id, each.epoch);
          break;
        case 'expect':
          presence.expected(each.ids);
          break;
        case 'settle':
          presence.settle();
          break;
        case 'expect nobody':
          presence.expectNobody();
          break;
        case 'tell':
          tell();
      }
      // Every way begins at a link, and leads on over what somebody has stated.
      for (const [id, via] of presence.chart.routes) {
        expect(links.has(via)).toBe(true);
        if (id === via) continue;
        expect(
          [...presence.chart.statements].some(({ who, to }) => who.id !== id && to.has(id)),
        ).toBe(true);
      }
      expect([...presence.chart.statements].length).toBeLessThanOrEqual(MAX_REPORTED);
    }
    tell();
  },
);

const decision = fc.record(
  {
    nickname: fc.oneof(fc.constant(null), name, anyText),
    verified: fc.boolean(),
    muted: fc.boolean(),
    blocked: fc.boolean(),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const meeting = fc.tuple(
  peerId,
  name,
  fc.oneof(decision, fc.constant('seen' as const), fc.constant('doubted' as const)),
);
fuzz(
  'what is decided about somebody stays, and nothing that others do changes it',
  1_500,
  fc.array(meeting, { maxLength: 30 }),
  (meetings) => {
    const book = new KnownContacts(() => 7);
    for (const [id, called, what] of meetings) {
      const before = book.of(id);
      if (what === 'seen') book.seen(id, called);
      else if (what === 'doubted') book.doubted(id, called);
      else {
        const changed = book.change(id, called, what);
        if (!changed.ok) expect(changed.error.code).toMatch(/^nickname-/);
        const { nickname, ...marks } = book.of(id) ?? { nickname: null };
        if (nickname !== null) expect(parseName(nickname)).toEqual({ ok: true, value: nickname });
        const { nickname: _, ...decided } = what;
        if (changed.ok) expect(marks).toMatchObject(decided);
      }
      if (typeof what !== 'string' || before === undefined) continue;
      const { nickname, verified, muted, blocked } = before;
      expect(book.of(id)).toMatchObject({ nickname, verified, muted, blocked });
    }
    expect(new KnownContacts(() => 7, book.all).all).toEqual(book.all);
  },
);

fuzz(
  'names that look alike do so both ways, and in capitals and with a mark too',
  3_000,
  fc.tuple(name, name),
  ([a, b]) => {
    expect(nameKey(a)).not.toBe('');
    expect(looksLike(a, b)).toBe(looksLike(b, a));
    expect(looksLike(a, a)).toBe(true);
    expect(looksLike(a, `${a} (0123)`)).toBe(looksLike(`${a} (0123)`, a));
  },
);

const membership = record({
  group: name,
  secret: fc.constantFrom('a', 'b', 'c'),
  room: fc.nat(90).map(group),
});
fuzz(
  'of each room the last secret is kept, the one used last first, and never too many',
  600,
  fc.array(membership, { maxLength: 90, size: 'max' }),
  (all) => {
    const ring = new Memberships();
    for (const one of all) {
      ring.put(one);
      expect(ring.all[0]).toEqual(one);
      expect(ring.roomOf(one.group, one.secret)).toBe(one.room);
    }
    expect(ring.all.length).toBeLessThanOrEqual(MAX_MEMBERSHIPS);
    const rooms = ring.all.map(({ room }) => room);
    expect(new Set(rooms).size).toBe(rooms.length);
  },
);

const NUMBER = {
  numbers: Array.from({ length: 12 }, (_, i) => String(12_345 + i)),
  words: Array.from({ length: 18 }, (_, i) => `word${'abcdefghijklmnopqr'[i]}`),
};
const between = fc.constantFrom(' ', '\n', ' - ', '');
fuzz(
  'a safety number is the same however it is typed, and any other is not',
  1_000,
  fc.tuple(
    fc.oneof(
      anyText,
      between.map((gap) => NUMBER.numbers.join(gap)),
      between.map((gap) => NUMBER.words.join(`${gap} `).toUpperCase()),
    ),
    fc.option(fc.nat(59)),
  ),
  ([typed, at]) => {
    const compared = compareSafetyNumber(NUMBER, typed);
    if (typed.startsWith('12345')) expect(compared).toBe('same');
    else if (typed.startsWith('WORD')) expect(compared).toBe('same');
    else expect(compared).not.toBe('same');
    if (at === null) return;
    const digits = NUMBER.numbers.join('');
    const other =
      digits.slice(0, at) + String((Number(digits[at]) + 1) % 10) + digits.slice(at + 1);
    expect(compareSafetyNumber(NUMBER, other)).toBe('other');
  },
);
