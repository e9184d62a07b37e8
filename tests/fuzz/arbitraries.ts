import fc from 'fast-check';
import { editBody, reactBody, replyBody } from '../../src/core/content.ts';
import type { Entry } from '../../src/core/entry.ts';
import type { PeerRef } from '../../src/core/events.ts';
import {
  type EntryId,
  type Epoch,
  type GroupId,
  type Hash,
  type LogId,
  entryId as makeEntryId,
  type PeerId,
  type Signature,
} from '../../src/core/ids.ts';
import type { Hlc } from '../../src/core/order.ts';
import { profileBody } from '../../src/core/profile.ts';
import { parseName, parseText } from '../../src/core/text.ts';
import { AWKWARD_TEXTS, epoch, log, peer } from '../support/entries.ts';

/** Characters that programs stumble over: controls, bidi, invisible, halves, joiners, wide, marks. */
const ODD_CHARACTERS = [
  ...['\0', '\u0007', '\u001b', '\t', '\n', '\r\n', '\u007f', '\u0085', '\u009b', '\u00ad'],
  ...['\u200b', '\u200d', '\u200e', '\u202e', '\u2066', '\u2028', '\u2800', '\ufeff', '\ufe0f'],
  ...['\ud800', '\udfff', '\ue000', '\ufdd0', '\uffff', '\u{e0041}', '\u{10ffff}', '\u3164'],
  ...[
    'e\u0301',
    'ﬁ',
    'ａ',
    '㋀',
    '\u0345',
    'ß',
    'İ',
    '漢',
    'א',
    '🏳️‍🌈',
    '👩🏽‍🚀',
    '\u0301'.repeat(40),
  ],
  ...['"', '\\', "'", '<', '&', '%', '{', '}', '[', ']', ':', ',', '.', '@', '/', '#', '  '],
];

/** An object as programs make it. */
export function record<T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record<T>(fields, { noNullPrototype: true });
}

/** Any text at all, with more of what is odd than chance would bring. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: fc.oneof(fc.constantFrom(...ODD_CHARACTERS), fc.string({ maxLength: 2 })) }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(...AWKWARD_TEXTS, '', ' ', '__proto__', 'constructor', 'toString', 'null'),
);

/** The same, and now and then longer than anything may be. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: text, weight: 24 },
  {
    arbitrary: fc.tuple(text, fc.integer({ min: 1, max: 3_000 })).map(([t, n]) => t.repeat(n)),
    weight: 1,
  },
);

/** Anything that a caller without types can hand over. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  anyText,
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
    withTypedArray: true,
    key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'name', 'port')),
  }),
);

/** A name that a person may have, as it is shown. */
export const name: fc.Arbitrary<string> = fc
  .oneof(
    text,
    fc.constantFrom(
      'Ana',
      'Ben',
      'ana',
      'Ana (0000)',
      '👩🏽‍🚀',
      'O’Neil',
      'constructor',
      '__proto__',
    ),
  )
  .map((raw) => parseName(raw))
  .map((parsed) => (parsed.ok ? parsed.value : 'Sam'));

/** What a composer would send. */
export const said: fc.Arbitrary<string> = text.map((raw) => (parseText(raw).ok ? raw : 'Hello'));

const hex = (digits: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...'0123456789abcdef'),
    minLength: digits,
    maxLength: digits,
  });

/** A few people, so that they meet again, and now and then a stranger. */
export const peerId: fc.Arbitrary<PeerId> = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 6 }).map(peer), weight: 6 },
  { arbitrary: hex(64).map((id) => id as PeerId), weight: 1 },
);
export const epochId: fc.Arbitrary<Epoch> = fc.integer({ min: 1, max: 3 }).map(epoch);
export const logId: fc.Arbitrary<LogId> = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 3 }))
  .map(([author, start]) => log(author, start));
/** An entry of those logs, whether or not there is one. */
export const entryId: fc.Arbitrary<EntryId> = fc
  .tuple(logId, fc.integer({ min: 1, max: 9 }))
  .map(([its, place]) => makeEntryId(its, place));
export const groupId: fc.Arbitrary<GroupId> = hex(32).map((id) => id as GroupId);
export const hashId: fc.Arbitrary<Hash> = hex(64).map((id) => id as Hash);
export const signature: fc.Arbitrary<Signature> = hex(128).map((id) => id as Signature);
export const hex32: fc.Arbitrary<string> = hex(32);
export const mark: fc.Arbitrary<string> = hex(16);

export const person: fc.Arbitrary<PeerRef> = record({ id: peerId, name });

/** A moment, often the same one, and at the ends of what a date can be. */
export const moment: fc.Arbitrary<number> = fc.oneof(
  fc.nat(20),
  fc.integer({ min: 1_700_000_000_000, max: 1_700_000_200_000 }),
  fc.constantFrom(0, 8.64e15),
);
export const hlc: fc.Arbitrary<Hlc> = fc.tuple(
  moment,
  fc.oneof(fc.nat(2), fc.constant(2_147_483_647)),
);
/** A number of an entry or a version, the last that is exact among them. */
export const seq: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 1, max: 20 }),
  fc.constantFrom(1, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER - 300),
);

/** What people react with, and what else counts as an emoji. */
export const emoji: fc.Arbitrary<string> = fc.constantFrom(
  '👍',
  '❤️',
  '🏳️‍🌈',
  '1️⃣',
  '🇮🇹',
  '©',
  '👩🏽‍🚀',
);

/** Any kind that is known, and some that are not. */
export const content: fc.Arbitrary<Pick<Entry, 'kind' | 'body'>> = fc.oneof(
  said.map((body) => ({ kind: 'text', body })),
  record({ name, n: seq }).map((profile) => ({ kind: 'profile', body: profileBody(profile) })),
  said.map((body) => ({ kind: 'action', body })),
  fc.tuple(entryId, said).map(([of, body]) => ({ kind: 'reply', body: replyBody(of, body) })),
  fc.tuple(entryId, said).map(([of, body]) => ({ kind: 'on-edit', body: editBody(of, body) })),
  entryId.map((body) => ({ kind: 'on-delete', body })),
  fc.tuple(entryId, emoji, fc.boolean()).map(([of, its, on]) => ({
    kind: 'on-react',
    body: reactBody(of, its, on),
  })),
  record({
    kind: fc.constantFrom('reaction', 'k', 'on-pin', 'z'.repeat(32)),
    body: text.map((raw) => raw.toWellFormed()),
  }),
);

/** What somebody says, without its place in a log. */
export const saying: fc.Arbitrary<Pick<Entry, 'hlc' | 'sentAt' | 'kind' | 'body'>> = record({
  hlc,
  sentAt: moment,
  content,
}).map(({ content: { kind, body }, ...clocks }) => ({ ...clocks, kind, body }));

/** Whether `Object.prototype` is as it came: nothing that was read may have got there. */
export function expectCleanPrototypes(): void {
  const probe: Record<string, unknown> = {};
  for (const key in probe) throw new Error(`Object.prototype has got ${key}`);
  if (Object.getOwnPropertyNames(Object.prototype).length !== PROTOTYPE_KEYS) {
    throw new Error('Object.prototype has got something');
  }
}
const PROTOTYPE_KEYS = Object.getOwnPropertyNames(Object.prototype).length;

/** Asserts that `run` throws nothing, or this one kind of error. Returns what it returned. */
export function orElse<T>(run: () => T, kind: abstract new (...args: never) => Error): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof kind) return null;
    throw error;
  }
}
