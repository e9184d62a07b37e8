import { beforeEach, expect, test, vi } from 'vitest';
import { CATEGORIES, type EmojiBook } from '../../src/renderer/ui/emoji/emoji-book.ts';
import { findEmoji, replaceShortcodes } from '../../src/renderer/ui/emoji/find-emoji.ts';
import { loadEmoji } from '../../src/renderer/ui/emoji/load-book.ts';
import { QUICK_REACTIONS } from '../../src/renderer/ui/emoji/quick-reactions.ts';
import {
  chooseTone,
  chosenTone,
  parseUsed,
  rememberEmoji,
  type UsedEmoji,
  usedEmoji,
  withUse,
} from '../../src/renderer/ui/emoji/used-emoji.ts';
import { isFewEmoji } from '../../src/renderer/ui/markdown/few-emoji.ts';

const en = await loadEmoji('en');
const it = await loadEmoji('it');
const NEVER = new Map<string, number>();

function found(book: EmojiBook, query: string, max = 5, used = NEVER): readonly string[] {
  return findEmoji(book, query, used, max).map(({ char }) => char);
}

test('every emoji can be sent, has a name, and is in one of the categories', () => {
  expect(en.all.length).toBeGreaterThan(1_800);
  for (const { char, codes, category, label } of en.all) {
    expect(isFewEmoji(char), label).toBe(true);
    expect(codes.length, label).toBeGreaterThan(0);
    expect(CATEGORIES).toContain(category);
  }
});

test('the same emoji is the same string in both languages, in the form that keyboards give', () => {
  expect(it.all.map(({ char }) => char)).toEqual(en.all.map(({ char }) => char));
  for (const char of QUICK_REACTIONS) expect(en.byChar.get(char)?.char).toBe(char);
});

test('where skin is seen there are five tones of it', () => {
  expect(en.byCode.get('wave')?.tones).toEqual(['👋🏻', '👋🏼', '👋🏽', '👋🏾', '👋🏿']);
  expect(en.byChar.get('👭')?.tones).toEqual(['👭🏻', '👭🏼', '👭🏽', '👭🏾', '👭🏿']);
  expect(en.byCode.get('smile')?.tones).toEqual([]);
});

test('a name that is typed in full comes first, then what begins so', () => {
  expect(found(en, 'smile', 1)).toEqual(['😄']);
  expect(found(en, 'heart', 1)).toEqual(['❤️']);
  expect(found(en, '+1', 1)).toEqual(['👍']);
  expect(found(en, 'thumbs_up', 1)).toEqual(['👍']);
  expect(found(en, 'tad', 1)).toEqual(['🎉']);
});

test('words are found by their beginnings, wherever they stand', () => {
  expect(found(en, 'cat joy', 3)).toContain('😹');
  expect(found(en, 'confet', 3)).toContain('🎊');
  expect(found(en, 'zzzzqq')).toEqual([]);
  expect(found(en, ' :')).toEqual([]);
});

test('in Italian emoji are found by Italian words, accents or not, and by the names known everywhere', () => {
  expect(found(it, 'pollice', 3)).toContain('👍');
  expect(found(it, 'caffe', 3)).toContain('☕');
  expect(found(it, 'tada', 1)).toEqual(['🎉']);
});

test('what is used often comes before what is not, but not before the name that was typed', () => {
  const used = new Map([
    ['🚗', 3],
    ['😹', 2],
    ['👋🏽', 1],
  ]);
  expect(found(en, 'ca', 1)).not.toEqual(['🚗']);
  expect(found(en, 'ca', 1, used)).toEqual(['🚗']);
  expect(found(en, 'cat', 1, used)).toEqual(['🐱']);
  expect(found(en, 'wa', 1, used)).toEqual(['👋']);
});

test.each([
  [':smile: and :+1:', '😄 and 👍'],
  ['(:TADA:)', '(🎉)'],
  [':nothing_like_it: :', ':nothing_like_it: :'],
  ['10:100:20 and a:smile:b', '10:100:20 and a:smile:b'],
  ['`:smile:` :smile:', '`:smile:` 😄'],
  ['```\n:smile:\n``` :smile:', '```\n:smile:\n``` 😄'],
  ['https://example.org/:smile: :smile:', 'https://example.org/:smile: 😄'],
  [':smile::tada:', ':smile::tada:'],
])('%j becomes %j', (text, replaced) => {
  expect(replaceShortcodes(en, text)).toBe(replaced);
});

test('Italian names are replaced too', () => {
  expect(replaceShortcodes(it, ':pollice_in_su: :tada:')).toBe('👍 🎉');
});

const storage = new Map<string, string>();

beforeEach(() => {
  storage.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
  });
});

test('what was used last comes first, and how often is counted', () => {
  for (const char of ['👍', '🎉', '👍']) rememberEmoji(char);
  expect([...usedEmoji()]).toEqual([
    ['👍', 2],
    ['🎉', 1],
  ]);
});

test('only so many are remembered', () => {
  const many = en.all
    .slice(0, 100)
    .reduce<UsedEmoji>((used, { char }) => withUse(used, char), NEVER);
  expect(many.size).toBe(24);
  expect([...many.keys()][0]).toBe(en.all[99]?.char);
});

test.each([null, 'x', {}, [['👍']], [['👍', '2']], [['👍', -1]], [[1, 1]], [['👍', 1.5]]])(
  'what cannot be a memory is none: %j',
  (value) => {
    expect(parseUsed(value).size).toBe(0);
  },
);

test('the tone of skin is remembered, and nothing that is none', () => {
  expect(chosenTone()).toBe(0);
  chooseTone(3);
  expect(chosenTone()).toBe(3);
  for (const bad of ['7', '-1', '"2"', '{', '1.5']) {
    storage.set('emoji-tone', bad);
    expect(chosenTone()).toBe(0);
  }
});

test('without room to remember nothing fails', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem: () => {
      throw new Error('full');
    },
  });
  rememberEmoji('👍');
  expect(usedEmoji().size).toBe(0);
});
