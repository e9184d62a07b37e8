import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  aboutOf,
  classOf,
  editBody,
  MAX_EMOJI_BYTES,
  parseContent,
  parseEmoji,
  reactBody,
  replyBody,
} from '../../src/core/content.ts';
import { idOf } from '../../src/core/entry.ts';
import { type EntryId, isEntryId } from '../../src/core/ids.ts';
import { MAX_TEXT_BYTES } from '../../src/core/text.ts';
import { entry } from '../support/entries.ts';

const ID = idOf(entry());

test('an action, a reply and an edit hold a text as a message does', () => {
  expect(parseContent({ kind: 'action', body: 'waves' })).toEqual({ is: 'action', text: 'waves' });
  const text = 'two\nlines';
  const reply = { kind: 'reply', body: replyBody(ID, text) };
  expect(parseContent(reply)).toEqual({ is: 'reply', of: ID, text });
  const edit = { kind: 'on-edit', body: editBody(ID, text) };
  expect(parseContent(edit)).toEqual({ is: 'edit', of: ID, text });
});

test.each(['text', 'action', 'reply', 'on-edit'])(
  'a body of %s is no longer than a text',
  (kind) => {
    const of = kind === 'reply' || kind === 'on-edit' ? `${ID}\n` : '';
    const body = of + 'x'.repeat(MAX_TEXT_BYTES);
    expect(parseContent({ kind, body })).not.toBeNull();
    expect(parseContent({ kind, body: `${body}x` })).toBeNull();
    expect(parseContent({ kind, body: of })).toBeNull();
    expect(parseContent({ kind, body: `${of} \n ` })).toBeNull();
  },
);

test('a deletion names one entry and nothing else', () => {
  expect(parseContent({ kind: 'on-delete', body: ID })).toEqual({ is: 'delete', of: ID });
  expect(parseContent({ kind: 'on-delete', body: `${ID}\n` })).toBeNull();
  expect(parseContent({ kind: 'on-delete', body: '' })).toBeNull();
});

test('a reaction puts an emoji on, or takes it off', () => {
  const on = { kind: 'on-react', body: reactBody(ID, '👍', true) };
  expect(parseContent(on)).toEqual({ is: 'react', of: ID, emoji: '👍', on: true });
  const off = { kind: 'on-react', body: reactBody(ID, '👍', false) };
  expect(parseContent(off)).toEqual({ is: 'react', of: ID, emoji: '👍', on: false });
  for (const rest of ['👍', '', '+', '*👍', '+👍\n', '+👍 ']) {
    expect(parseContent({ kind: 'on-react', body: `${ID}\n${rest}` })).toBeNull();
  }
});

test.each([
  ...['👍', '❤', '❤️', '🇮🇹', '1️⃣', '#⃣', '👩🏽‍🚀', '🏳️‍🌈', '👨‍👩‍👧‍👦', '👩🏻‍❤️‍💋‍👩🏻', '©', '🫩'],
  '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
])('%s is a reaction', (emoji) => {
  expect(parseEmoji(emoji)).toEqual({ ok: true, value: emoji });
});

test.each([
  ...['', 'a', '1', '👍👍', ' 👍', '👍\u200d', '\u200d', '\ufe0f', '🇮', '👍\u202e', '\u{1f3fd}'],
  ...['👍\u{e0067}', ':+1:', '☃\n', `👩${'\u200d👩'.repeat(4)}`],
  ...[
    '👍\u{e0067}\u{e0062}\u{e007f}',
    `🏴${'\u{e0067}'.repeat(7)}\u{e007f}`,
    '🏴\u{e0020}\u{e0021}\u{e0067}\u{e007f}',
  ],
])('%j is no reaction', (text) => {
  expect(parseEmoji(text)).toMatchObject({ ok: false, error: { code: 'not-emoji' } });
});

test('a reaction is bounded in bytes', () => {
  const flag = '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'; // 7 * 4 = 28
  expect(parseEmoji(`${flag}\u200d${flag}`).ok).toBe(true); // 28 + 3 + 28 = 59
  expect(parseEmoji(`${flag}\u200d${flag}\u200d👩`).ok).toBe(false); // 59 + 3 + 4 = 66
  expect(MAX_EMOJI_BYTES).toBe(64);
});

test.each([
  `${ID}0`.replace(/\.10$/, '.01'),
  `${ID}.1`,
  ID.replace(/\.1$/, '.0'),
  ID.replace(/\.1$/, '.1e3'),
  ID.replace(/\.1$/, '.9007199254740993'),
  ID.replace(/\.1$/, ''),
  ID.toUpperCase().replace('0', 'A'),
  ` ${ID}`,
  'x',
  '',
])('%j names no entry', (id) => {
  expect(isEntryId(id)).toBe(false);
  expect(parseContent({ kind: 'reply', body: `${id}\nhello` })).toBeNull();
  expect(aboutOf({ kind: 'on-later', body: `${id}\nhello` })).toBeNull();
});

test('what is not known is a line, or a change of one, and is not looked into', () => {
  expect(parseContent({ kind: 'poll', body: '\0' })).toEqual({ is: 'unknown' });
  expect(parseContent({ kind: 'on-pin', body: '' })).toEqual({ is: 'unknown' });
  expect(classOf('poll')).toBe('line');
  expect(classOf('only')).toBe('line');
  expect(classOf('on-pin')).toBe('change');
  expect(classOf('profile')).toBe('profile');
});

test('what a change is about can be told, known or not', () => {
  const body = `${ID}\nhello`;
  const about = (kind: string): EntryId | null => aboutOf({ kind, body });
  expect(['on-edit', 'on-pin'].map(about)).toEqual([ID, ID]);
  expect(['text', 'reply', 'profile', 'poll'].map(about)).toEqual([null, null, null, null]);
  expect(aboutOf({ kind: 'on-delete', body: ID })).toBe(ID);
});

test('no body makes the reader throw', () => {
  const kind = fc.constantFrom(
    'text',
    'action',
    'reply',
    'on-edit',
    'on-delete',
    'on-react',
    'profile',
  );
  const first = fc.constantFrom(ID, `${ID}\n`, `${ID}\n+`, '', '{');
  fc.assert(
    fc.property(kind, first, fc.string({ unit: 'binary' }), (each, start, rest) => {
      parseContent({ kind: each, body: start + rest });
    }),
  );
});
