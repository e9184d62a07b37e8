// src/core/content.ts, src/core/amendments.ts, src/core/entry.ts
import fc from 'fast-check';
import * as v from 'valibot';
import { expect } from 'vitest';
import { Amendments } from '../../src/core/amendments.ts';
import {
  aboutOf,
  type Change,
  classOf,
  editBody,
  MAX_EMOJI_BYTES,
  parseContent,
  parseEmoji,
  reactBody,
  replyBody,
} from '../../src/core/content.ts';
import { isRow, MAX_BODY_BYTES } from '../../src/core/entry.ts';
import { isEntryId } from '../../src/core/ids.ts';
import { parseText } from '../../src/core/text.ts';
import { entry } from '../support/entries.ts';
import { anyText, content, emoji, entryId, hlc, peerId, record, text } from './arbitraries.ts';
import { fuzz } from './fuzz.ts';

const KINDS = ['text', 'action', 'reply', 'on-edit', 'on-delete', 'on-react', 'profile'] as const;

/** A body as it should be, or with something put in, left out or in the place of something else. */
const nearly = fc.oneof(
  content,
  fc
    .tuple(fc.constantFrom(...KINDS, 'poll', 'on-pin'), anyText)
    .map(([kind, body]) => ({ kind, body })),
  fc
    .tuple(
      fc.constantFrom(...KINDS),
      fc.oneof(entryId, text),
      fc.constantFrom('', '\n', '\r\n', '\n\n', '\n+', '\n-', '\n*'),
      fc.oneof(emoji, text),
    )
    .map(([kind, ...parts]) => ({ kind, body: parts.join('') })),
);

fuzz(
  'what an entry says is read within bounds, and written again as it was',
  8_000,
  nearly,
  (said) => {
    const { kind, body } = said;
    const read = parseContent(said);
    const about = aboutOf(said);
    if (about !== null) expect(isEntryId(about)).toBe(true);
    const fits = body.isWellFormed() && Buffer.byteLength(body) <= MAX_BODY_BYTES;
    expect(isRow([1, 0, 1, kind, body])).toBe(read !== null && fits);
    if (read === null || read.is === 'unknown' || read.is === 'profile') return;
    expect('of' in read && read.is !== 'reply' ? read.of : null).toBe(about);
    if ('text' in read) expect(parseText(read.text).ok).toBe(true);
    switch (read.is) {
      case 'text':
      case 'action':
        expect(read.text).toBe(body);
        break;
      case 'reply':
        expect(replyBody(read.of, read.text)).toBe(body);
        break;
      case 'edit':
        expect(editBody(read.of, read.text)).toBe(body);
        break;
      case 'delete':
        expect(read.of).toBe(body);
        break;
      case 'react':
        expect(reactBody(read.of, read.emoji, read.on)).toBe(body);
        break;
    }
    expect(classOf(kind)).toBe(kind.startsWith('on-') ? 'change' : 'line');
  },
);

/** What a row is, said once more: the checks by hand must agree with it about everything. */
const clock = (most: number) =>
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(0),
    v.maxValue(most),
    v.check((value) => !Object.is(value, -0)),
  );
const rowSchema = v.strictTuple([
  clock(8.64e15),
  clock(2_147_483_647),
  clock(8.64e15),
  v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/)),
  v.pipe(
    v.string(),
    v.check((body) => body.isWellFormed() && Buffer.byteLength(body) <= 16_384),
  ),
]);

const number = fc.oneof(
  fc.constantFrom(0, -0, -1, 0.5, 2_147_483_647, 2_147_483_648, 8.64e15, 8.64e15 + 1, Number.NaN),
  fc.constantFrom<unknown>('1', null, true, [1], Number.POSITIVE_INFINITY),
  fc.nat(),
);
const anyRow = fc
  .tuple(fc.tuple(number, number, number), nearly, fc.nat(7), fc.anything())
  .map(([clocks, { kind, body }, at, odd]): unknown => {
    const row = [...clocks, kind, body];
    if (at < 5) return at < 3 ? row : row.with(at, odd);
    return at === 5 ? [...row, odd] : at === 6 ? row.slice(1) : odd;
  });

fuzz('a row is one by hand where it is one by its schema', 8_000, anyRow, (row) => {
  const written = v.safeParse(rowSchema, row);
  const fits =
    written.success && parseContent({ kind: written.output[3], body: written.output[4] });
  expect(isRow(row)).toBe(written.success && fits !== null);
});

fuzz('a reaction is short and shows nothing else', 8_000, fc.oneof(text, emoji), (raw) => {
  const parsed = parseEmoji(raw);
  if (!parsed.ok) return;
  expect(parsed.value).toBe(raw);
  expect(Buffer.byteLength(raw)).toBeLessThanOrEqual(MAX_EMOJI_BYTES);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(raw).not.toMatch(/[\u0000-\u001f\u007f-\u009f\s\u202a-\u202e\u2066-\u2069]|[a-zA-Z]/);
});

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(entryId, text).map(([of, its]) => ({ is: 'edit' as const, of, text: its })),
  entryId.map((of) => ({ is: 'delete' as const, of })),
  fc
    .tuple(entryId, emoji, fc.boolean())
    .map(([of, its, on]) => ({ is: 'react' as const, of, emoji: its, on })),
);
const done = fc.uniqueArray(record({ author: peerId, hlc, change }), { maxLength: 30 });

fuzz(
  'what was done to a message comes to the same in whatever order it arrives',
  2_000,
  done.chain((all) => {
    const numbered = all.map((each, i) => ({ ...each, seq: i + 1 }));
    return fc.tuple(
      fc.constant(numbered),
      fc.shuffledSubarray(numbered, { minLength: numbered.length }),
    );
  }),
  (orders) => {
    const [one, other] = orders.map((order) => {
      const amendments = new Amendments();
      for (const { change: its, ...place } of order) amendments.take(entry(place), its);
      const { deleted, edit, reactions } = amendments;
      for (const { by } of reactions) expect(new Set(by).size).toBe(by.length);
      return { deleted, edit, reactions };
    });
    expect(other).toEqual(one);
  },
);
