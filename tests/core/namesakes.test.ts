import { beforeEach, expect, test } from 'vitest';
import type { ChatFact, PeerRef } from '../../src/core/events.ts';
import type { PeerId } from '../../src/core/ids.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import { labelOf } from '../../src/core/labels.ts';
import { Namesakes, tagsOf } from '../../src/core/namesakes.ts';

/** The id that begins with these digits. */
function id(digits: string): PeerId {
  return digits.padEnd(64, '0') as PeerId;
}

const ME: PeerRef = { id: id('00aa'), name: 'Me' };
const SAM: PeerRef = { id: id('5a11'), name: 'Sam' };
const OTHER: PeerRef = { id: id('3f2a'), name: 'Sam' };

let namesakes: Namesakes;
let contacts: KnownContacts;

beforeEach(() => {
  contacts = new KnownContacts(() => 1);
  namesakes = new Namesakes(ME, contacts);
});

/** What is told round a fact: `tags 5a11 3f2a`, `! ` and a sentence, or the fact's type. */
function told(fact: ChatFact): readonly string[] {
  return namesakes.around(fact).map((each) => {
    if (each.type === 'tags') return ['tags', ...Object.values(each.tags).sort()].join(' ');
    if (each.type === 'contacts') return `doubt ${each.contacts[0]?.notThe}`;
    if (each.type === 'error') return `!! ${each.message}`;
    return each.type === 'warning' ? `! ${each.message}` : each.type;
  });
}

function joinedGroup(): readonly string[] {
  const rest = {
    ...{ group: 'lobby', created: false, known: true, via: null },
    ...{ locked: false, answeredBy: null, invitedBy: null },
  };
  return told({ type: 'joined-group', self: ME, ...rest });
}

function roster(...peers: readonly PeerRef[]): readonly string[] {
  return told({ type: 'roster', peers: peers.map((peer) => ({ ...peer, state: 'direct' })) });
}

function joins(peer: PeerRef, alreadyHere = false): readonly string[] {
  return told({ type: 'peer-joined', peer, alreadyHere });
}

test('people with a name of their own have no tag', () => {
  joinedGroup();
  expect(joins(SAM)).toEqual(['peer-joined']);
  expect(roster(SAM, { id: id('77'), name: 'Ana' })).toEqual(['roster']);
  expect(namesakes.tags).toEqual({});
});

test('two of one name are tagged before either is shown, and said to be two', () => {
  joinedGroup();
  joins(SAM);
  roster(SAM);
  expect(joins(OTHER)).toEqual([
    'tags 3f2a 5a11',
    'peer-joined',
    '! Another Sam has joined (3f2a): this is not the Sam you know (5a11).',
  ]);
  expect(roster(SAM, OTHER)).toEqual(['roster']);
  expect(labelOf(SAM, { tags: namesakes.tags, contacts: {} })).toBe('Sam (5a11)');
});

test('so is somebody whose name is known from the log only', () => {
  namesakes.signed(SAM.id, 'Sam');
  joinedGroup();
  expect(joins(OTHER)).toEqual([
    'tags 3f2a 5a11',
    'peer-joined',
    '! Another Sam has joined (3f2a): this is not the Sam you know (5a11).',
  ]);
});

test('a name that somebody once had is known too', () => {
  namesakes.signed(SAM.id, 'Sam');
  namesakes.signed(SAM.id, 'Samuel');
  joinedGroup();
  const renamed = { ...SAM, name: 'Samuel' };
  roster(renamed);
  expect(joins(OTHER).at(-1)).toMatch(/^! Another Sam has joined/);
  expect(labelOf(renamed, { tags: namesakes.tags, contacts: {} })).toBe('Samuel (5a11)');
});

test('so is one that was had and given up since we came', () => {
  joinedGroup();
  namesakes.signed(SAM.id, 'Sam');
  roster({ ...SAM, name: 'Samuel' });
  expect(joins(OTHER).at(-1)).toMatch(/^! Another Sam has joined/);
});

test('whoever comes back with the name they had is nobody new', () => {
  namesakes.signed(SAM.id, 'Sam');
  namesakes.signed(SAM.id, 'Samuel');
  namesakes.signed(OTHER.id, 'Sam');
  joinedGroup();
  expect(joins(OTHER)).toEqual(['tags 3f2a 5a11', 'peer-joined']);
  expect(joins(SAM)).toEqual(['peer-joined']);
  expect(told({ type: 'peer-back', peer: SAM })).toEqual(['peer-back']);
});

test('it is said once of each key, however often they come', () => {
  joinedGroup();
  roster(SAM);
  expect(joins(OTHER)).toHaveLength(3);
  roster(SAM, OTHER);
  roster(SAM);
  expect(told({ type: 'peer-back', peer: OTHER })).toEqual(['tags 3f2a 5a11', 'peer-back']);
});

test('somebody known who takes the name of somebody else is said to be another', () => {
  namesakes.signed(SAM.id, 'Sam');
  namesakes.signed(OTHER.id, 'Mallory');
  joinedGroup();
  expect(told({ type: 'peer-back', peer: OTHER }).at(-1)).toMatch(/^! Another Sam has joined/);
});

test('somebody who was away learns of a stranger by a known name from the log', () => {
  namesakes.signed(SAM.id, 'Sam');
  joinedGroup();
  roster(SAM);
  namesakes.signed(OTHER.id, 'Sam');
  expect(roster(SAM, OTHER).at(-1)).toBe(
    '! Another Sam is in the group (3f2a): this is not the Sam you know (5a11).',
  );
});

test('a newcomer knows nobody: namesakes who were there before get tags and no warning', () => {
  joinedGroup();
  expect(joins(SAM, true)).toEqual(['peer-joined']);
  expect(joins(OTHER, true)).toEqual(['tags 3f2a 5a11', 'peer-joined']);
  expect(roster(SAM, OTHER)).toEqual(['roster']);
});

test('somebody with our own name is not us', () => {
  joinedGroup();
  expect(joins({ ...OTHER, name: 'me' }, true)).toEqual([
    'tags 00aa 3f2a',
    'peer-joined',
    '! Another me is in the group (3f2a): this is not you.',
  ]);
});

test.each(['sam', 'SAM', 'Sam (5a11)', 'sam(0123456789abcdef)'])(
  '%s is taken for Sam, who has joined before',
  (name) => {
    joinedGroup();
    roster(SAM);
    expect(joins({ ...OTHER, name })[0]).toBe('tags 3f2a 5a11');
  },
);

test.each(['Samantha', 'Sam (Berlin)', '(abcd)', 'Sam 5'])('%s is not', (name) => {
  joinedGroup();
  roster(SAM);
  expect(joins({ ...OTHER, name })).toEqual(['peer-joined']);
});

test('a stranger with a thousand keys of one name cannot fill the screen', () => {
  joinedGroup();
  roster(SAM);
  const lines = Array.from({ length: 1_000 }, (_, n) =>
    joins({ id: id((n + 0x1000).toString(16)), name: 'Sam' }),
  ).flat();
  const warnings = lines.filter((line) => line.startsWith('!'));
  expect(warnings).toHaveLength(8);
  expect(warnings.at(-1)).toContain('More of that name will not be announced.');
});

test('a crowd is no cover: however many come, or names one takes, the next Sam is another', () => {
  contacts.change(SAM.id, 'Sam', { verified: true });
  namesakes = new Namesakes(ME, contacts);
  joinedGroup();
  const crowd = Array.from({ length: 9_000 }, (_, n) => ({
    id: id((n + 0x10000).toString(16)),
    name: `Person ${n}`,
  }));
  roster(...crowd);
  for (let n = 0; n < 9_000; n++) roster({ id: id('77'), name: `Name ${n}` });
  expect(joins(OTHER).at(-1)).toMatch(/^!! Another Sam has joined \(3f2a\)/);
});

test('those who are in the list are not told of again, however many have gone', () => {
  joinedGroup();
  roster(SAM);
  expect(joins(OTHER)).toHaveLength(3);
  const lines = Array.from({ length: 9_000 }, (_, n) => {
    roster(SAM, OTHER, { id: id('77'), name: `Name ${n}` });
    return [SAM, OTHER].flatMap((peer) => told({ type: 'peer-back', peer }));
  }).flat();
  expect(new Set(lines)).toEqual(new Set(['peer-back']));
});

test('tags grow where keys begin alike, and only there', () => {
  const ids = [id('aaaa1'), id('aaaa2'), id('aaaa2b1'), id('bbbb')];
  expect(Object.values(tagsOf(ids))).toEqual(['aaaa1', 'aaaa20', 'aaaa2b', 'bbbb']);
  expect(tagsOf([SAM.id, SAM.id])).toEqual({ [SAM.id]: '5a11' });
});

test('somebody known from an earlier session is known, whoever has the name now', () => {
  contacts.seen(SAM.id, 'Sam');
  namesakes = new Namesakes(ME, contacts);
  joinedGroup();
  expect(joins(OTHER)).toEqual([
    'tags 3f2a 5a11',
    'peer-joined',
    '! Another Sam has joined (3f2a): this is not the Sam you know (5a11).',
  ]);
  contacts.seen(OTHER.id, 'Sam');
  expect(contacts.of(OTHER.id)?.notThe).toBe('Sam');
  expect(joins(SAM)).toEqual(['peer-joined']);
});

test('a name in look-alike letters is the same name', () => {
  contacts.seen(SAM.id, 'Sam');
  namesakes = new Namesakes(ME, contacts);
  joinedGroup();
  expect(joins({ id: OTHER.id, name: 'S\u{430}m' }).at(-1)).toBe(
    '! Another S\u{430}m has joined (3f2a): this is not the S\u{430}m you know (5a11).',
  );
});

test('it is more pressing where the known one is verified, and only they are known then', () => {
  const third = id('7777');
  contacts.change(SAM.id, 'Sam', { verified: true });
  contacts.seen(third, 'Sam');
  namesakes = new Namesakes(ME, contacts);
  joinedGroup();
  expect(joins(OTHER).at(-1)).toBe(
    '!! Another Sam has joined (3f2a): this is not the Sam whom you have verified (5a11). Compare numbers before you trust what they say.',
  );
});

test('a nickname is a name as well: nobody takes it unnoticed, and it needs no tag of its own', () => {
  contacts.change(SAM.id, 'Sam', { nickname: 'Boss' });
  namesakes = new Namesakes(ME, contacts);
  joinedGroup();
  expect(roster(SAM)).toEqual(['roster']);
  expect(joins({ id: OTHER.id, name: 'Boss' })).toEqual([
    'tags 3f2a 5a11',
    'peer-joined',
    '! Another Boss has joined (3f2a): this is not the Boss you know (5a11).',
  ]);
});

test('a nickname given in between tells namesakes apart without tags', () => {
  joinedGroup();
  joins(SAM);
  joins(OTHER);
  for (const { id: who, name } of [SAM, OTHER]) namesakes.signed(who, name);
  roster(SAM, OTHER);
  contacts.change(OTHER.id, 'Sam', { nickname: 'Other' });
  expect(namesakes.renamed(OTHER.id)).toEqual([{ type: 'tags', tags: {} }]);
});

test('a known person with a nickname is named by it, to whom somebody else brings the name', () => {
  contacts.seen(SAM.id, 'Sam');
  contacts.change(SAM.id, 'Sam', { nickname: 'Boss' });
  namesakes = new Namesakes(ME, contacts);
  joinedGroup();
  expect(joins(OTHER)).toEqual([
    'peer-joined',
    '! Another Sam has joined (3f2a): this is not the Sam you know (Boss).',
  ]);
});

test('whoever is blocked is not announced', () => {
  contacts.change(OTHER.id, 'Somebody', { blocked: true });
  joinedGroup();
  roster(SAM);
  expect(joins(OTHER)).toEqual(['tags 3f2a 5a11', 'peer-joined', 'doubt Sam']);
});
