import { beforeEach, expect, test } from 'vitest';
import type { Departure } from '../../src/core/chart.ts';
import type { ChatFact } from '../../src/core/events.ts';
import type { PeerId } from '../../src/core/ids.ts';
import { Presence } from '../../src/core/presence.ts';
import type { Neighbour } from '../../src/core/wire.ts';
import { epoch, peer } from '../support/entries.ts';

const SELF = peer(1);
const ANA: Neighbour = { id: peer(2), name: 'Ana', epoch: epoch(1), addresses: [] };
const BEN: Neighbour = { id: peer(3), name: 'Ben', epoch: epoch(1), addresses: [] };
/** A neighbour that passes on what others have stated. */
const OTHER = peer(99);
const CAT: Neighbour = { id: peer(4), name: 'Cat', epoch: epoch(1), addresses: [] };

let presence: Presence;
let version = 0;

beforeEach(() => {
  presence = new Presence(SELF);
  presence.settle();
});

/** Somebody's log names them, in the start numbered so. */
function named(id: PeerId, name: string, start = 1): void {
  presence.named(id, epoch(start), { name, n: start }, [start, 0]);
}

/** Somebody says whom they have links with, all of them. */
function states(who: Neighbour, ...to: readonly Pick<Neighbour, 'id'>[]): void {
  version += 1;
  const ids = to.map(({ id }) => id);
  presence.stated({ who, n: version, to: new Set(ids) }, OTHER);
}

/** Both ends say that they have one link, with each other, beside what they said before. */
function linked(a: Neighbour, b: Neighbour): void {
  const to = (id: PeerId): PeerId[] => [...(presence.chart.statement(id)?.to ?? [])];
  states(a, ...to(a.id).map((id) => ({ id })), b);
  states(b, ...to(b.id).map((id) => ({ id })), a);
}

/** Somebody says that a link of theirs has ended. */
function loses(of: Neighbour, id: PeerId, how: Departure): void {
  const from = presence.chart.statement(of.id)?.n ?? 0;
  version += 1;
  presence.restated({ of: of.id, from, n: version, came: [], gone: [[id, how]] }, false);
}

/** What a change is told as: `joined Ana`, and for the roster `Ana direct, Ben relayed`. */
function told(): string[] {
  return presence.changes().map((fact) => inShort(fact));
}

function inShort(fact: ChatFact): string {
  if (fact.type === 'roster') {
    return fact.peers.map(({ name, state }) => `${name} ${state}`).join(', ');
  }
  return 'peer' in fact ? `${fact.type} ${fact.peer.name}` : fact.type;
}

function viaOf(id: PeerId): PeerId | undefined {
  return presence.roster.find((each) => each.id === id)?.via;
}

test('nothing is told while nothing changes', () => {
  expect(told()).toEqual([]);
  presence.linkUp(ANA);
  told();
  expect(told()).toEqual([]);
});

test('somebody new with a link has joined and is direct', () => {
  presence.linkUp(ANA);
  expect(told()).toEqual(['peer-joined Ana', 'Ana direct']);
});

test('whoever is there before one has settled was here already', () => {
  presence = new Presence(SELF);
  presence.linkUp(ANA);
  const [first] = presence.changes();
  expect(first).toMatchObject({ type: 'peer-joined', alreadyHere: true });
  presence.settle();
  presence.linkUp(BEN);
  expect(presence.changes()[0]).toMatchObject({ type: 'peer-joined', alreadyHere: false });
});

test('somebody whom only a neighbour reaches is relayed through that neighbour', () => {
  presence.linkUp(ANA);
  linked(ANA, BEN);
  expect(told()).toEqual(['peer-joined Ana', 'peer-joined Ben', 'Ana direct, Ben relayed']);
  expect(viaOf(BEN.id)).toBe(ANA.id);
  expect(presence.reaches(ANA.id, BEN.id)).toBe(true);
  expect(presence.reaches(ANA.id, CAT.id)).toBe(false);
});

test('a goodbye reads differently from silence', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  told();
  presence.linkDown(ANA.id, 'left');
  presence.linkDown(BEN.id, 'lost');
  expect(told()).toEqual(['peer-left Ana', 'peer-lost Ben', 'Ana offline, Ben offline']);
});

test('a lost link is no loss while a neighbour still reaches them', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  linked(ANA, BEN);
  told();
  presence.linkDown(BEN.id, 'lost');
  expect(told()).toEqual(['Ana direct, Ben relayed']);
  presence.linkUp(BEN);
  expect(told()).toEqual(['Ana direct, Ben direct']);
});

test('who says goodbye is gone, even though a neighbour has not noticed yet', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  linked(ANA, BEN);
  told();
  presence.linkDown(BEN.id, 'left');
  expect(told()).toEqual(['peer-left Ben', 'Ana direct, Ben offline']);
});

test('a neighbour’s word that somebody left or was lost is passed on as such', () => {
  presence.linkUp(ANA);
  for (const member of [BEN, CAT]) {
    presence.started(member.id, member.epoch);
    linked(ANA, member);
  }
  told();
  loses(ANA, BEN.id, 'left');
  loses(ANA, CAT.id, 'lost');
  expect(told()).toEqual([
    'peer-left Ben',
    'peer-lost Cat',
    'Ana direct, Ben offline, Cat offline',
  ]);
});

test('a neighbour that has lost somebody says nothing about one’s own link with them', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  linked(ANA, BEN);
  told();
  loses(ANA, BEN.id, 'lost');
  expect(told()).toEqual([]);
});

test('a neighbour cannot send away somebody one has a link with', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  presence.linkUp(CAT);
  linked(CAT, BEN);
  told();
  loses(ANA, BEN.id, 'left');
  expect(told()).toEqual([]);
  presence.linkDown(BEN.id, 'lost');
  expect(told()).toEqual(['Ana direct, Ben relayed, Cat direct']);
});

test('whom only a lost neighbour reached is lost as well', () => {
  presence.linkUp(ANA);
  presence.started(BEN.id, BEN.epoch);
  linked(ANA, BEN);
  told();
  presence.linkDown(ANA.id, 'lost');
  expect(told()).toEqual(['peer-lost Ana', 'peer-lost Ben', 'Ana offline, Ben offline']);
});

test('of two neighbours that reach somebody, the one that stays carries on', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  linked(ANA, CAT);
  linked(BEN, CAT);
  told();
  presence.linkDown(ANA.id, 'lost');
  loses(CAT, ANA.id, 'lost');
  expect(told()).toEqual(['peer-lost Ana', 'Ana offline, Ben direct, Cat relayed']);
  expect(viaOf(CAT.id)).toBe(BEN.id);
});

test('somebody who was here before is back, not new', () => {
  presence.linkUp(ANA);
  told();
  presence.linkDown(ANA.id, 'lost');
  told();
  presence.linkUp(ANA);
  expect(told()).toEqual(['peer-back Ana', 'Ana direct']);
});

test('somebody whose earlier start the log knows is back, not new', () => {
  presence.started(ANA.id, epoch(7));
  presence.started(BEN.id, BEN.epoch);
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  expect(told()).toEqual(['peer-back Ana', 'peer-joined Ben', 'Ana direct, Ben direct']);
});

test('a member whom only the log knows is offline, under the name it holds', () => {
  named(ANA.id, 'Ana');
  expect(told()).toEqual(['Ana offline']);
  expect(presence.nameOf(BEN.id)).toBe(BEN.id.slice(0, 8));
});

test('a name in the log goes before what others say', () => {
  named(ANA.id, 'Anna');
  presence.linkUp(BEN);
  linked(BEN, ANA);
  expect(told()).toEqual(['peer-joined Anna', 'peer-joined Ben', 'Anna relayed, Ben direct']);
});

test('a change of name is told before the roster, and as no coming or going', () => {
  presence.linkUp({ ...ANA, epoch: epoch(2) });
  told();
  named(ANA.id, 'Anna', 2);
  expect(told()).toEqual(['peer-renamed Anna', 'Anna direct']);
});

test('whom only others reported, and the log does not know, leaves no trace', () => {
  presence.linkUp(BEN);
  linked(BEN, ANA);
  expect(told()).toEqual(['peer-joined Ana', 'peer-joined Ben', 'Ana relayed, Ben direct']);
  presence.linkDown(BEN.id, 'lost');
  expect(told()).toEqual(['peer-lost Ana', 'peer-lost Ben', 'Ben offline']);
});

test('one neighbour cannot fill the list with people who are not there', () => {
  presence.linkUp(BEN);
  const made = Array.from({ length: 1_200 }, (_, n) => ({
    ...CAT,
    id: peer(n + 100),
    name: 'Nobody',
  }));
  states(BEN, ...made.slice(0, 256));
  for (const [n, nobody] of made.entries()) states(nobody, BEN, ...made.slice(n + 1, n + 20));
  presence.changes();
  expect([...presence.chart.statements].length).toBeLessThanOrEqual(512);
  expect(presence.roster.length).toBeLessThanOrEqual(513);
  // And whoever has a link with us is heard all the same.
  const version = 1_000_000;
  presence.linkUp(ANA);
  expect(presence.stated({ who: ANA, n: version, to: new Set([BEN.id]) }, ANA.id)).toBe(true);
});

test('nobody meets themselves', () => {
  presence.linkUp(ANA);
  linked(ANA, { ...CAT, id: SELF, name: 'Me' });
  named(SELF, 'Me');
  expect(told()).toEqual(['peer-joined Ana', 'Ana direct']);
});

test('a chain is seen to its end, and all of it by way of the neighbour', () => {
  presence.linkUp(ANA);
  linked(ANA, BEN);
  linked(BEN, CAT);
  told();
  expect(presence.roster.map(({ name, state, via }) => [name, state, via])).toEqual([
    ['Ana', 'direct', undefined],
    ['Ben', 'relayed', ANA.id],
    ['Cat', 'relayed', ANA.id],
  ]);
  loses(ANA, BEN.id, 'lost');
  expect(told().slice(0, 2)).toEqual(['peer-lost Ben', 'peer-lost Cat']);
});

test('who says goodbye in the middle has left, and whom only they reached is lost', () => {
  presence.linkUp(ANA);
  linked(ANA, BEN);
  linked(BEN, CAT);
  told();
  loses(ANA, BEN.id, 'left');
  expect(told().slice(0, 2)).toEqual(['peer-left Ben', 'peer-lost Cat']);
});

test('a goodbye is not forgotten because somebody notices the end of the link later', () => {
  presence.linkUp(ANA);
  linked(ANA, BEN);
  linked(BEN, CAT);
  linked(CAT, ANA);
  told();
  loses(ANA, BEN.id, 'left');
  expect(told()).toEqual([]);
  loses(CAT, BEN.id, 'lost');
  expect(told()).toEqual(['peer-left Ben', 'Ana direct, Cat relayed']);
});

test('a way round a ring takes over without a word but for the roster', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  linked(ANA, CAT);
  linked(BEN, CAT);
  told();
  expect(viaOf(CAT.id)).toBe(ANA.id);
  loses(ANA, CAT.id, 'lost');
  expect(told()).toEqual(['Ana direct, Ben direct, Cat relayed']);
  expect(viaOf(CAT.id)).toBe(BEN.id);
});

test('nobody is shown before they have said who they are', () => {
  presence.linkUp(ANA);
  states(ANA, BEN);
  expect(told()).toEqual(['peer-joined Ana', 'Ana direct']);
  states(BEN, ANA);
  expect(told()).toEqual(['peer-joined Ben', 'Ana direct, Ben relayed']);
});

test('somebody whose last word fell into a broken link is still found through the others', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  states(BEN);
  states(ANA, BEN);
  told();
  presence.linkDown(BEN.id, 'lost');
  expect(told()).toEqual(['Ana direct, Ben relayed']);
});

test('whoever is on the list of the one who lets us in was here before, however late they appear', () => {
  presence = new Presence(SELF);
  presence.expected([ANA.id]);
  presence.settle();
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  expect(presence.changes()).toMatchObject([
    { type: 'peer-joined', peer: { name: 'Ana' }, alreadyHere: true },
    { type: 'peer-joined', peer: { name: 'Ben' }, alreadyHere: false },
    { type: 'roster' },
  ]);
});

test('two who are gone do not keep each other here', () => {
  presence.linkUp(ANA);
  linked(ANA, BEN);
  linked(BEN, CAT);
  linked(ANA, CAT);
  told();
  states(ANA);
  expect(told().slice(0, 2)).toEqual(['peer-lost Ben', 'peer-lost Cat']);
});

test('of two versions of one word the newer holds, in whatever order they come', () => {
  presence.linkUp(ANA);
  linked(ANA, BEN);
  const old = { who: BEN, n: 1, to: new Set([ANA.id, CAT.id]) };
  expect(presence.stated(old, OTHER)).toBe(false);
  expect(presence.chart.states(BEN.id, CAT.id)).toBe(false);
});

test('a change that does not continue what is known is not taken, but asked about', () => {
  presence.linkUp(ANA);
  states(ANA, BEN);
  const n = 5_000;
  presence.stated({ who: BEN, n, to: new Set([ANA.id]) }, OTHER);
  const change = { of: BEN.id, came: [CAT.id], gone: [] };
  expect(presence.restated({ ...change, from: n + 1, n: n + 2 }, false)).toBe('gap');
  expect(presence.restated({ ...change, from: n - 1, n: n + 2 }, false)).toBe('gap');
  expect(presence.restated({ ...change, from: n - 1, n }, false)).toBe('old');
  expect(presence.restated({ ...change, of: CAT.id, from: 1, n: 2 }, false)).toBe('gap');
  expect(presence.restated({ ...change, from: n, n: n + 2 }, false)).toBe('taken');
  expect(presence.chart.states(BEN.id, CAT.id)).toBe(true);
});

test('what people say of themselves goes before a later version that somebody else has made up', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  presence.stated({ who: BEN, n: 9_999_999, to: new Set([CAT.id]) }, OTHER);
  const own = { who: BEN, n: 5, to: new Set([ANA.id]) };
  expect(presence.restated({ of: BEN.id, from: 4, n: 5, came: [], gone: [] }, true)).toBe('gap');
  expect(presence.stated(own, OTHER)).toBe(false);
  expect(presence.stated(own, BEN.id)).toBe(true);
  expect(presence.reaches(BEN.id, CAT.id)).toBe(false);
});

test('who starts again with a clock set back is believed once the old start leads nowhere', () => {
  presence.linkUp(ANA);
  states(ANA, BEN);
  presence.stated({ who: BEN, n: 9_000, to: new Set([ANA.id]) }, OTHER);
  const again = { who: { ...BEN, epoch: epoch(2) }, n: 10, to: new Set([ANA.id]) };
  expect(presence.stated(again, OTHER)).toBe(false);
  states(ANA);
  told();
  states(ANA, BEN);
  expect(presence.stated(again, OTHER)).toBe(true);
});

test('nobody is taken to deliver to others once they cannot be reached themselves', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  states(BEN, ANA);
  expect(presence.reaches(BEN.id, ANA.id)).toBe(true);
  presence.linkDown(BEN.id, 'lost');
  expect(presence.reaches(BEN.id, ANA.id)).toBe(false);
});

test('two people of one name are two people', () => {
  presence.linkUp(ANA);
  presence.linkUp({ ...BEN, name: 'Ana' });
  expect(told()).toEqual(['peer-joined Ana', 'peer-joined Ana', 'Ana direct, Ana direct']);
});

test('what was said before somebody was out of reach brings nobody back until it is said anew', () => {
  presence.linkUp(ANA);
  linked(ANA, BEN);
  told();
  presence.linkDown(ANA.id, 'lost');
  told();
  presence.linkUp(ANA);
  expect(told()).toEqual(['peer-back Ana', 'Ana direct']);
  states(ANA, BEN);
  expect(told()).toEqual(['peer-joined Ben', 'Ana direct, Ben relayed']);
});

test('whoever is in reach again is asked for, though it may say what it said before', () => {
  presence.linkUp(ANA);
  linked(ANA, BEN);
  linked(BEN, CAT);
  told();
  loses(ANA, BEN.id, 'lost');
  told();
  linked(ANA, CAT);
  states(CAT, ANA);
  loses(ANA, CAT.id, 'lost');
  told();
  const before = presence.chart.statement(BEN.id);
  states(ANA, BEN);
  expect(told()).toEqual(['peer-joined Ben', 'Ana direct, Ben relayed']);
  expect([...presence.chart.lacking]).toEqual([[BEN.id, ANA.id]]);
  expect(presence.chart.lacks(BEN.id, before?.n ?? 0)).toBe(true);
  expect(before !== undefined && presence.stated(before, OTHER)).toBe(true);
  // And then whom it leads to, in their turn.
  expect([...presence.chart.lacking]).toEqual([[CAT.id, ANA.id]]);
});

test('word that comes for somebody who is gone brings nobody back, not even with them', () => {
  presence.linkUp(ANA);
  linked(ANA, BEN);
  linked(BEN, CAT);
  told();
  presence.linkUp(BEN);
  presence.linkDown(BEN.id, 'lost');
  loses(ANA, BEN.id, 'lost');
  told();
  // What a neighbour was asked for while it did not know yet.
  const late = { who: BEN, n: 5_000, to: new Set([ANA.id, CAT.id]) };
  expect(presence.stated(late, OTHER)).toBe(false);
  const change = { of: BEN.id, from: 5_000, n: 5_001, came: [], gone: [] };
  expect(presence.restated(change, false)).toBe('old');
  expect(presence.chart.statements.map(({ who }) => who)).toEqual([ANA]);
  presence.linkUp({ ...BEN, epoch: epoch(2) });
  expect(told()).toEqual(['peer-back Ben', 'Ana direct, Ben direct']);
  expect([...presence.chart.lacking]).toEqual([[BEN.id, BEN.id]]);
});

test('nor does word that was never acted upon before they went', () => {
  presence.linkUp(ANA);
  linked(ANA, BEN);
  linked(BEN, CAT);
  loses(ANA, BEN.id, 'lost');
  expect(told()).toEqual(['peer-joined Ana', 'Ana direct']);
  states(ANA, BEN);
  expect(told()).toEqual(['peer-joined Ben', 'Ana direct, Ben relayed']);
});

test('an older word is not taken for what was said before somebody was out of reach', () => {
  presence.linkUp(ANA);
  linked(ANA, BEN);
  linked(BEN, CAT);
  const older = presence.chart.statement(BEN.id);
  loses(BEN, CAT.id, 'lost');
  loses(ANA, BEN.id, 'lost');
  told();
  states(ANA, BEN);
  states(CAT, BEN);
  expect(older !== undefined && presence.stated(older, OTHER)).toBe(false);
  expect(told()).toEqual(['peer-joined Ben', 'Ana direct, Ben relayed']);
});

test('only what still holds is told, and the nearest first', () => {
  const dan: Neighbour = { ...CAT, id: peer(5), name: 'Dan' };
  presence.linkUp(ANA);
  linked(CAT, dan);
  linked(BEN, CAT);
  linked(ANA, BEN);
  states(CAT, BEN, dan);
  states(dan, CAT);
  const names = (): string[] => presence.chart.statements.map(({ who }) => who.name);
  expect(names()).toEqual(['Ana', 'Ben', 'Cat', 'Dan']);
  loses(BEN, CAT.id, 'lost');
  expect(names()).toEqual(['Ana', 'Ben']);
  states(BEN, ANA, CAT);
  expect(names()).toEqual(['Ana', 'Ben']);
});

test('whoever said goodbye to us and is stated by others again is asked for', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  linked(ANA, BEN);
  told();
  presence.linkDown(BEN.id, 'left');
  expect([...presence.chart.lacking]).toEqual([[BEN.id, ANA.id]]);
});

test('of people who came and said nothing the latest are kept, and all who have a log or a link', () => {
  presence.linkUp(ANA);
  named(BEN.id, 'Ben');
  for (let i = 0; i < 600; i++) {
    const guest = { id: peer(1_000 + i), name: `Guest ${i}`, epoch: epoch(1) };
    presence.linkUp(guest);
    presence.linkDown(guest.id, 'lost');
  }
  presence.changes();
  const names = presence.roster.map(({ name }) => name);
  expect(names.length).toBeLessThanOrEqual(514);
  expect(names).toEqual(expect.arrayContaining(['Ana', 'Ben', 'Guest 599']));
  expect(names).not.toContain('Guest 0');
  expect(presence.nameOf(peer(1_000))).not.toBe('Guest 0');
});
