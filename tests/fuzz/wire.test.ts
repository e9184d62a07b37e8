// src/core/wire.ts, src/core/entry.ts, src/core/bytes.ts
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { fromHex, fromUtf8, toHex, utf8, utf8Length } from '../../src/core/bytes.ts';
import { MAX_BODY_BYTES } from '../../src/core/entry.ts';
import { MAX_CONTROL_BYTES } from '../../src/core/frame.ts';
import { MAX_JSON_DEPTH } from '../../src/core/json.ts';
import {
  encodeAnswer,
  encodeMessage,
  encodePreamble,
  inControlFrames,
  MAX_LIST,
  parseAnswer,
  parseMessage,
  parsePreamble,
  WireError,
  type WireMessage,
} from '../../src/core/wire.ts';
import { anyText, expectCleanPrototypes, orElse } from './arbitraries.ts';
import { fuzz } from './fuzz.ts';
import { mutated, treeOf, write } from './json-trees.ts';
import { answer, MESSAGES, message, preamble } from './messages.ts';

/** As it travels: a run is a list there and an object here. */
function travelled(one: WireMessage): unknown {
  return JSON.parse(Buffer.from(encodeMessage(one)).subarray(1).toString());
}

function content(channel: number, json: string): Uint8Array {
  return Buffer.concat([Uint8Array.of(channel), Buffer.from(json)]);
}

/** Longest list that a parser may hand out: links of one peer, or heads. Rows of a page are bounded by its bytes. */
function expectBounded(value: unknown, depth = 0): void {
  expect(depth).toBeLessThanOrEqual(MAX_JSON_DEPTH);
  if (typeof value === 'string') {
    expect(value.isWellFormed()).toBe(true);
    expect(utf8Length(value)).toBeLessThanOrEqual(MAX_BODY_BYTES);
  }
  if (typeof value === 'number') expect(Number.isSafeInteger(value) && value >= 0).toBe(true);
  if (Array.isArray(value) && depth < 3) expect(value.length).toBeLessThanOrEqual(MAX_LIST);
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  for (const [key, each] of Object.entries(value)) {
    expect(['__proto__', 'constructor']).not.toContain(key);
    expectBounded(each, depth + 1);
  }
}

/** Reads bytes as messages; what was taken is within bounds and means the same after it travelled. */
function readOrRefused(bytes: Uint8Array): void {
  const read = orElse(() => parseMessage(bytes), WireError);
  expectCleanPrototypes();
  if (read === null) return;
  expectBounded(read);
  expect(parseMessage(encodeMessage(read))).toStrictEqual(read);
}

describe.each(Object.entries(MESSAGES))('%s', (kind, arbitrary) => {
  fuzz(`a valid “${kind}” is the same after it has travelled`, 300, arbitrary, (valid) => {
    expect(parseMessage(encodeMessage(valid))).toStrictEqual(valid);
  });

  const wrong = mutated(arbitrary.map(travelled)).map(write);
  fuzz(`a “${kind}” with something wrong in it is read or refused`, 1_000, wrong, (json) => {
    readOrRefused(content(kind === 'entries' ? 2 : 1, json));
  });
});

const damaged = fc
  .tuple(message, fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom(0, 1, 2))), fc.nat())
  .map(([valid, changes, cut]) => {
    let bytes = Buffer.from(encodeMessage(valid));
    for (const [at, byte, how] of changes) {
      const place = at % (bytes.length + 1);
      const put = how === 0 ? [] : [byte];
      const rest = bytes.subarray(place + (how === 2 ? 0 : 1));
      bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from(put), rest]);
    }
    return cut % 4 === 0 ? bytes.subarray(0, cut % (bytes.length + 1)) : bytes;
  });
fuzz(
  'bytes that were changed, left out, put in or cut off are read or refused',
  8_000,
  damaged,
  readOrRefused,
);

fuzz('any bytes are read or refused', 2_000, fc.uint8Array(), readOrRefused);

fuzz(
  'a preamble and an answer are the same after they have travelled',
  2_000,
  fc.tuple(preamble, answer),
  ([asked, answered]) => {
    expect(parsePreamble(encodePreamble(asked))).toStrictEqual(asked);
    expect(parseAnswer(encodeAnswer(answered))).toStrictEqual(answered);
  },
);

fuzz(
  'a preamble or an answer with something wrong in it is read or refused',
  6_000,
  mutated(fc.oneof(preamble, answer)).map(write),
  (json) => {
    const bytes = Buffer.from(json);
    const asked = orElse(() => parsePreamble(bytes), WireError);
    if (asked !== null) expect(parsePreamble(encodePreamble(asked))).toStrictEqual(asked);
    const answered = orElse(() => parseAnswer(bytes), WireError);
    if (answered !== null) expect(parseAnswer(encodeAnswer(answered))).toStrictEqual(answered);
    for (const read of [asked, answered]) expectBounded(read);
    expectCleanPrototypes();
  },
);

fuzz(
  'a list is cut into frames that fit, and nothing is lost on the way',
  500,
  fc.array(
    fc.oneof(
      anyText.map((raw) => raw.toWellFormed().slice(0, 20_000)),
      fc.nat(),
    ),
    { maxLength: 600, size: 'max' },
  ),
  (items) => {
    const parts = inControlFrames(items);
    expect(parts.flat()).toEqual(items);
    expect(parts.length).toBeGreaterThan(0);
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(MAX_LIST);
      const size = utf8Length(JSON.stringify(part));
      if (part.length > 1) expect(size).toBeLessThanOrEqual(MAX_CONTROL_BYTES - 1_000);
    }
  },
);

fuzz(
  'bytes and hex, text and UTF-8 are the same both ways',
  2_000,
  fc.tuple(fc.uint8Array(), anyText),
  ([bytes, text]) => {
    expect(fromHex(toHex(bytes))).toEqual(bytes);
    expect(utf8Length(text)).toBe(utf8(text).byteLength);
    if (text.isWellFormed() && !text.startsWith('\ufeff')) expect(fromUtf8(utf8(text))).toBe(text);
    const read = orElse(() => fromUtf8(bytes), TypeError);
    if (read !== null && bytes[0] !== 0xef)
      expect(Buffer.from(utf8(read))).toEqual(Buffer.from(bytes));
    expect(treeOf(text)).toEqual({ raw: JSON.stringify(text) });
  },
);
