import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonError, MAX_JSON_DEPTH, MAX_JSON_KEYS, parseJson } from '../../src/core/json.ts';

function parse(text: string): unknown {
  return parseJson(Buffer.from(text));
}

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

function keyed(count: number): string {
  return `{${Array.from({ length: count }, (_, i) => `"k${i}":0`).join()}}`;
}

test('what JSON.parse reads, this reads alike', () => {
  const key = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ':', '{', ']', 'é', '😀') });
  const text = fc.string({ unit: 'binary' });
  const values = [text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })];
  fc.assert(
    fc.property(fc.object({ key, values, maxDepth: 5 }), (value) => {
      const written = JSON.stringify(value);
      expect(parse(written)).toEqual(JSON.parse(written));
    }),
  );
});

test('bytes of any kind are read or refused, and nothing else is thrown', () => {
  const jsonish = fc
    .array(fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '1', 'null', '__proto__', ' '))
    .map((parts) => Buffer.from(parts.join('')));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), jsonish), (bytes) => {
      try {
        parseJson(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(JsonError);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('sixteen levels are read, and the seventeenth is refused', () => {
  expect(MAX_JSON_DEPTH).toBe(16);
  expect(parse(nested(16))).toEqual(JSON.parse(nested(16)));
  expect(() => parse(nested(17))).toThrow('Nested too deeply');
  expect(() => parse(`${'{"a":'.repeat(17)}1${'}'.repeat(17)}`)).toThrow('Nested too deeply');
});

test('levels beside each other do not add up', () => {
  expect(parse(`[${Array.from({ length: 100 }, () => '[[]]').join()}]`)).toHaveLength(100);
});

test('4,000 levels that never close are refused before they are parsed', () => {
  expect(() => parse('['.repeat(4_000))).toThrow('Nested too deeply');
});

test('256 keys are read, and the 257th is refused', () => {
  expect(MAX_JSON_KEYS).toBe(256);
  expect(Object.keys(Object(parse(keyed(256))))).toHaveLength(256);
  expect(() => parse(keyed(257))).toThrow('Too many keys');
  expect(() => parse(`[1,{"a":${keyed(257)}}]`)).toThrow('Too many keys');
});

test('keys of objects beside each other do not add up, nor do those around an inner object', () => {
  expect(parse(`[${keyed(256)},${keyed(256)}]`)).toHaveLength(2);
  expect(() => parse(`{"in":${keyed(3)},${keyed(256).slice(1)}`)).toThrow('Too many keys');
});

test.each([
  '{"__proto__":{"admin":true}}',
  '{"a":[{"__proto__" \n\t: 1}]}',
  '{"constructor":1}',
  '{"\\u005f_proto__":1}',
  '{"__pro\\u0074o__":1}',
  '{"c\\u006fnstructor":1}',
  '{"a\\"b":1}',
])('a key that could reach a prototype is refused: %s', (text) => {
  expect(() => parse(text)).toThrow('A key that is not allowed');
});

test.each([
  '__proto__',
  'constructor',
  '{"__proto__":1}',
  '"__proto__":',
  'a:b\\:c',
  '[[[[[[[[[[[[[[[[[[[[',
  ':'.repeat(300),
  'ends with a backslash \\',
])('%j as a value is just text', (text) => {
  expect(parse(JSON.stringify({ body: text }))).toEqual({ body: text });
  expect(parse(JSON.stringify([text, text]))).toEqual([text, text]);
  expect(parse(JSON.stringify(text))).toBe(text);
});

test('an escaped spelling as a value is just text too', () => {
  expect(parse('{"body":"\\u005f_proto__","n":1}')).toEqual({ body: '__proto__', n: 1 });
});

test.each(['', '{', '{"a":1,}', '[1', 'undefined', '{"a":1}{', '"open', 'NaN'])(
  '%j is not JSON',
  (text) => {
    expect(() => parse(text)).toThrow(JsonError);
  },
);

test('bytes that are not UTF-8 are refused', () => {
  expect(() => parseJson(Uint8Array.of(0x22, 0xff, 0x22))).toThrow('Not valid UTF-8');
});
