import { beforeEach, expect, test } from 'vitest';
import type { ChatFact } from '../../src/core/events.ts';
import type { PeerId } from '../../src/core/ids.ts';
import { type Introduction, Presence } from '../../src/core/presence.ts';
import { epoch, peer } from '../support/entries.ts';

const SELF = peer(1);
const ANA: Introduction = { id: peer(2), name: 'Ana', epoch: epoch(1) };
const BEN: Introduction = { id: peer(3), name: 'Ben', epoch: epoch(1) };
const CAT: Introduction = { id: peer(4), name: 'Cat', epoch: epoch(1) };

let presence: Presence;

beforeEach(() => {
  presence = new Presence(SELF);
  presence.settle();
});

/** Somebody's log names them, in the start numbered so. */
function named(id: PeerId, name: string, start = 1): void {
  presence.named(id, epoch(start), { name, n: start }, [start, 0]);
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
  presence.reported(ANA.id, BEN);
  expect(told()).toEqual(['peer-joined Ana', 'peer-joined Ben', 'Ana direct, Ben relayed']);
  expect(viaOf(BEN.id)).toBe(ANA.id);
  expect(presence.reaches(ANA.id, BEN.id)).toBe(true);
  expect(presence.reaches(BEN.id, ANA.id)).toBe(false);
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
  presence.reported(ANA.id, BEN);
  told();
  presence.linkDown(BEN.id, 'lost');
  expect(told()).toEqual(['Ana direct, Ben relayed']);
  presence.linkUp(BEN);
  expect(told()).toEqual(['Ana direct, Ben direct']);
});

test('who says goodbye is gone, even though a neighbour has not noticed yet', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  presence.reported(ANA.id, BEN);
  told();
  presence.linkDown(BEN.id, 'left');
  expect(told()).toEqual(['peer-left Ben', 'Ana direct, Ben offline']);
});

test('a neighbour’s word that somebody left or was lost is passed on as such', () => {
  presence.linkUp(ANA);
  for (const member of [BEN, CAT]) {
    presence.started(member.id, member.epoch);
    presence.reported(ANA.id, member);
  }
  told();
  presence.reportedGone(ANA.id, BEN.id, 'left');
  presence.reportedGone(ANA.id, CAT.id, 'lost');
  expect(told()).toEqual([
    'peer-left Ben',
    'peer-lost Cat',
    'Ana direct, Ben offline, Cat offline',
  ]);
});

test('a neighbour that has lost somebody says nothing about one’s own link with them', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  presence.reported(ANA.id, BEN);
  told();
  presence.reportedGone(ANA.id, BEN.id, 'lost');
  expect(told()).toEqual([]);
});

test('a neighbour cannot send away somebody one has a link with', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  presence.linkUp(CAT);
  presence.reported(CAT.id, BEN);
  told();
  presence.reportedGone(ANA.id, BEN.id, 'left');
  expect(told()).toEqual([]);
  presence.linkDown(BEN.id, 'lost');
  expect(told()).toEqual(['Ana direct, Ben relayed, Cat direct']);
});

test('whom only a lost neighbour reached is lost as well', () => {
  presence.linkUp(ANA);
  presence.started(BEN.id, BEN.epoch);
  presence.reported(ANA.id, BEN);
  told();
  presence.linkDown(ANA.id, 'lost');
  expect(told()).toEqual(['peer-lost Ana', 'peer-lost Ben', 'Ana offline, Ben offline']);
});

test('of two neighbours that reach somebody, the one that stays carries on', () => {
  presence.linkUp(ANA);
  presence.linkUp(BEN);
  presence.reported(ANA.id, CAT);
  presence.reported(BEN.id, CAT);
  told();
  presence.linkDown(ANA.id, 'lost');
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
  presence.reported(BEN.id, ANA);
  expect(told()).toEqual(['peer-joined Anna', 'peer-joined Ben', 'Anna relayed, Ben direct']);
});

test('a change of name is told with the roster, and as nothing else', () => {
  presence.linkUp({ ...ANA, epoch: epoch(2) });
  told();
  named(ANA.id, 'Anna', 2);
  expect(told()).toEqual(['Anna direct']);
});

test('whom only others reported, and the log does not know, leaves no trace', () => {
  presence.linkUp(BEN);
  presence.reported(BEN.id, ANA);
  expect(told()).toEqual(['peer-joined Ana', 'peer-joined Ben', 'Ana relayed, Ben direct']);
  presence.linkDown(BEN.id, 'lost');
  expect(told()).toEqual(['peer-lost Ana', 'peer-lost Ben', 'Ben offline']);
});

test('one neighbour cannot fill the list with people who are not there', () => {
  presence.linkUp(BEN);
  for (let n = 0; n < 4_000; n++) {
    presence.reported(BEN.id, { id: peer(n + 100), name: 'Nobody', epoch: epoch(1) });
  }
  presence.changes();
  expect(presence.roster.length).toBeLessThan(600);
});

test('nobody meets themselves', () => {
  presence.linkUp(ANA);
  presence.reported(ANA.id, { id: SELF, name: 'Me', epoch: epoch(1) });
  named(SELF, 'Me');
  expect(told()).toEqual(['peer-joined Ana', 'Ana direct']);
});

test('two people of one name are two people', () => {
  presence.linkUp(ANA);
  presence.linkUp({ ...BEN, name: 'Ana' });
  expect(told()).toEqual(['peer-joined Ana', 'peer-joined Ana', 'Ana direct, Ana direct']);
});
