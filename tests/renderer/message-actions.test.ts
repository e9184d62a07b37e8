import { expect, test, vi } from 'vitest';
import type { Contact } from '../../src/core/contacts.ts';
import type { ChatMessage } from '../../src/core/events.ts';
import type { EntryId } from '../../src/core/ids.ts';
import { ok } from '../../src/core/result.ts';
import { copyText, doable } from '../../src/renderer/features/message/do.ts';
import { namerOf, shownBy } from '../../src/renderer/features/message/use-people.ts';
import { peer } from '../support/entries.ts';

const MESSAGE: ChatMessage = {
  ...{ id: 'x' as EntryId, author: { id: peer(1), name: 'Ana' }, text: 'Hello', sentAt: 0 },
  ...{ own: false, late: false, hlc: [0, 0], form: 'text', quote: null, editedAt: null },
  ...{ deleted: false, reactions: [], changedBy: null },
};

test('what others said can be answered, reacted to and copied, and nothing else', () => {
  expect(doable(MESSAGE)).toEqual({
    ...{ reply: true, react: true, copy: true, edit: false, remove: false, history: false },
  });
});

test('one’s own can be edited and deleted as well, and its edits be seen', () => {
  const own = { ...MESSAGE, own: true, editedAt: 1 };
  expect(Object.values(doable(own))).toEqual(Object.values(doable(own)).map(() => true));
});

test('with what is deleted nothing can be done', () => {
  const gone = { ...MESSAGE, own: true, editedAt: 1, deleted: true, text: '' };
  expect(Object.values(doable(gone))).toEqual(Object.values(doable(gone)).map(() => false));
});

test('what this version cannot show can be answered and deleted, not edited', () => {
  const unknown = { ...MESSAGE, own: true, form: 'unknown', text: '' } as const;
  expect(doable(unknown)).toMatchObject({ reply: true, remove: true, edit: false, copy: false });
});

const contact = (id: number, part: Partial<Contact>): Contact => ({
  ...{ id: peer(id), name: 'Dan', firstSeen: 0, nickname: null, verified: false },
  ...{ muted: false, blocked: false, notThe: null },
  ...part,
});
const CONTACTS = {
  [peer(2)]: contact(2, { nickname: 'Plumber' }),
  [peer(3)]: contact(3, { name: 'Dan' }),
  [peer(4)]: contact(4, { blocked: true }),
};
const named = namerOf({
  self: { id: peer(1), name: 'Ana' },
  people: [{ id: peer(2), name: 'Ben', state: 'direct' }],
  contacts: CONTACTS,
  tags: { [peer(3)]: '12ab' },
});

test('of those who have reacted oneself comes first, then people as they are called here', () => {
  expect(named([peer(2), peer(1), peer(3)], 'you')).toEqual(['you', 'Plumber', 'Dan (12ab)']);
});

test('of reactions those of blocked people are left out', () => {
  expect(shownBy([peer(2), peer(4)], CONTACTS)).toEqual([peer(2)]);
  expect(shownBy([peer(4)], CONTACTS)).toEqual([]);
});

test('what turns a line round is copied as it is shown, not to be obeyed elsewhere', () => {
  const copied: string[] = [];
  const copy = async (text: string) => {
    copied.push(text);
    return ok(null);
  };
  vi.stubGlobal('window', { parley: { copy } });
  copyText({ ...MESSAGE, text: 'exe.\u202egnp' });
  vi.unstubAllGlobals();
  expect(copied).toEqual(['exe.[U+202E]gnp']);
});
