import { expect, test } from 'vitest';
import { findPerson } from '../../src/cli/find-person.ts';
import type { PeerId } from '../../src/core/ids.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import { EMPTY_STATE } from '../../src/core/state.ts';

const id = (digits: string): PeerId => digits.padEnd(64, '0') as PeerId;

const SAM = { id: id('5a11'), name: 'Sam', state: 'direct' } as const;
const OTHER = { id: id('3f2a'), name: 'Sam', state: 'offline' } as const;
const DAN = { id: id('da0d'), name: 'Dan', state: 'direct' } as const;

const book = new KnownContacts(() => 1);
book.change(DAN.id, 'Dan', { nickname: 'The plumber' });
const contacts = Object.fromEntries(book.all.map((contact) => [contact.id, contact]));
const tags = { [SAM.id]: '5a11', [OTHER.id]: '3f2a' };
const state = { ...EMPTY_STATE, people: [SAM, OTHER, DAN], tags, contacts };

test.each([
  ['the plumber', DAN],
  ['dan', DAN],
  ['Sam (3f2a)', OTHER],
  ['5a11', SAM],
  [SAM.id, SAM],
])('%s is one person', (who, found) => {
  expect(findPerson(state, who)).toEqual({ ok: true, value: found });
});

test('where several are called so, they are listed as one can name them', () => {
  const error = { code: 'several', message: 'Which one? Sam (5a11), Sam (3f2a)' };
  expect(findPerson(state, 'sam')).toEqual({ ok: false, error });
});

test.each(['Eve', '5a1', ''])('nobody is called %j', (who) => {
  expect(findPerson(state, who)).toMatchObject({
    error: { message: `Nobody here is called “${who}”. /peers lists people.` },
  });
});

test('nobody gets meant by taking somebody\u2019s label for a name', () => {
  const poser = { id: id('bad0'), name: 'Sam (5a11)', state: 'direct' } as const;
  const all = { ...state, people: [poser, ...state.people] };
  expect(findPerson({ ...all, tags: { ...tags, [poser.id]: 'bad0' } }, 'Sam (5a11)')).toEqual({
    ok: true,
    value: SAM,
  });
});
