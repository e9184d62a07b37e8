// src/core/text.ts, src/core/visible.ts, src/core/profile.ts, src/core/ids.ts, src/core/order.ts, src/renderer/ui/identity.ts
import fc from 'fast-check';
import { expect } from 'vitest';
import {
  entryId,
  isEpoch,
  isGroupId,
  isHash,
  isLogId,
  isPeerId,
  isSignature,
  splitEntryId,
  splitLogId,
} from '../../src/core/ids.ts';
import {
  compareOrder,
  later,
  latest,
  MAX_COUNTER,
  type Ordered,
  tick,
} from '../../src/core/order.ts';
import { parseProfile, profileBody } from '../../src/core/profile.ts';
import {
  MAX_NAME_BYTES,
  MAX_NAME_GRAPHEMES,
  MAX_TEXT_BYTES,
  parseGroup,
  parseName,
  parseText,
} from '../../src/core/text.ts';
import { visible } from '../../src/core/visible.ts';
import { initialsOf, tintOf } from '../../src/renderer/ui/identity.ts';
import {
  anyText,
  anything,
  expectCleanPrototypes,
  hlc,
  logId,
  name,
  record,
  seq,
} from './arbitraries.ts';
import { fuzz } from './fuzz.ts';
import { mutated, write } from './json-trees.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

fuzz(
  'a name is what reading it again gives, and within what can be shown',
  8_000,
  anyText,
  (raw) => {
    for (const parse of [parseName, parseGroup]) {
      const read = parse(raw);
      if (!read.ok) {
        expect(read.error.code).toMatch(/^(name|group)-(empty|characters|too-long)$/);
        expect(read.error.message.length).toBeLessThan(200);
        continue;
      }
      const { value } = read;
      expect(parse(value)).toEqual(read);
      expect([...segmenter.segment(value)].length).toBeLessThanOrEqual(MAX_NAME_GRAPHEMES);
      expect(Buffer.byteLength(value)).toBeLessThanOrEqual(MAX_NAME_BYTES);
      expect(value.isWellFormed()).toBe(true);
      expect(value).not.toMatch(
        /[\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u202a-\u202e\u2066-\u2069\u200b\u2800]/u,
      );
      expect(value).toBe(value.trim());
      expect(visible(value)).toBe(value);
      expect(initialsOf(value)).not.toBe('');
    }
  },
);

fuzz('a text is taken as it is or not at all', 5_000, anyText, (raw) => {
  const read = parseText(raw);
  if (read.ok) {
    expect(read.value).toBe(raw);
    expect(raw.isWellFormed() && raw.trim() !== '').toBe(true);
    expect(Buffer.byteLength(raw)).toBeLessThanOrEqual(MAX_TEXT_BYTES);
  } else {
    expect(['text-empty', 'text-broken', 'text-too-long']).toContain(read.error.code);
    const fine =
      raw.trim() !== '' && raw.isWellFormed() && Buffer.byteLength(raw) <= MAX_TEXT_BYTES;
    expect(fine).toBe(false);
  }
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;
fuzz(
  'what is shown obeys nothing, and says the same when it is shown again',
  5_000,
  anyText,
  (raw) => {
    const shown = visible(raw);
    expect(shown).not.toMatch(OBEYED);
    expect(visible(shown)).toBe(shown);
    if (!OBEYED.test(raw)) expect(shown).toBe(raw);
    expect(initialsOf(raw).length).toBeLessThanOrEqual(2 * Math.max(1, raw.length) * 3);
  },
);

const profile = record({ name, n: seq });
fuzz('a profile is the same after it was written', 1_000, profile, (said) => {
  expect(parseProfile(profileBody(said))).toEqual(said);
});

fuzz(
  'what is nearly a profile is read within bounds or is none',
  4_000,
  mutated(profile).map(write),
  (body) => {
    const read = parseProfile(body);
    expectCleanPrototypes();
    if (read === null) return;
    expect(Object.keys(read).sort()).toEqual(['n', 'name']);
    expect(parseName(read.name)).toEqual({ ok: true, value: read.name });
    expect(Number.isSafeInteger(read.n) && read.n >= 1).toBe(true);
    expect(parseProfile(profileBody(read))).toEqual(read);
  },
);

const almost = fc
  .tuple(
    fc.constantFrom(16, 32, 64, 128),
    fc.constantFrom('a', '0', 'F', 'g', ' ', '\n'),
    fc.nat(3),
    fc.boolean(),
  )
  .map(([digits, odd, where, put]) => {
    const id = '0123456789abcdef'.repeat(8).slice(0, digits);
    if (!put) return id;
    return [odd + id, id + odd, odd + id.slice(1), `${id}.${id.slice(0, 16)}`][where] ?? id;
  });
fuzz(
  'an id is hex digits of its length and nothing else',
  3_000,
  fc.oneof(
    anything,
    almost,
    almost.map((id) => `${'0'.repeat(64)}.${id}`),
  ),
  (value) => {
    const digits: readonly [(value: unknown) => boolean, number][] = [
      [isPeerId, 64],
      [isHash, 64],
      [isSignature, 128],
      [isGroupId, 32],
      [isEpoch, 16],
    ];
    for (const [is, length] of digits) {
      const fits = typeof value === 'string' && value.length === length && !/[^0-9a-f]/.test(value);
      expect(is(value)).toBe(fits);
    }
    if (isPeerId(value)) expect(tintOf(value)).toBeGreaterThanOrEqual(0);
    if (isLogId(value)) {
      const { author, epoch } = splitLogId(value);
      expect(isPeerId(author) && isEpoch(epoch) && value.length === 81).toBe(true);
      expect(splitEntryId(entryId(value, 7))).toEqual([value, 7]);
    }
  },
);

const place: fc.Arbitrary<Ordered> = fc
  .tuple(logId, fc.integer({ min: 1, max: 3 }), hlc)
  .map(([log, n, clock]) => ({ id: entryId(log, n), hlc: clock }));
fuzz(
  'the order is total, and the same from wherever one looks',
  4_000,
  fc.tuple(place, place, place),
  ([a, b, c]) => {
    const sign = (x: Ordered, y: Ordered): number => Math.sign(compareOrder(x, y));
    expect(sign(a, b) + sign(b, a)).toBe(0);
    expect(sign(a, a)).toBe(0);
    if (sign(a, b) <= 0 && sign(b, c) <= 0) expect(sign(a, c)).toBeLessThanOrEqual(0);
    if (sign(a, b) === 0) expect(b).toEqual({ id: a.id, hlc: a.hlc });
  },
);

fuzz(
  'a clock only goes forward, and never runs out of numbers',
  2_000,
  fc.tuple(hlc, hlc, fc.nat(8.64e15)),
  ([last, other, now]) => {
    const next = tick(last, now);
    expect(later(next, last)).toBe(true);
    expect(next[0]).toBeGreaterThanOrEqual(now);
    expect(next[1]).toBeLessThanOrEqual(MAX_COUNTER);
    expect(latest(last, other)).toEqual(latest(other, last));
    expect(later(last, latest(last, other))).toBe(false);
  },
);
