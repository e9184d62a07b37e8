import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  fitsUtf8,
  fromBase64Url,
  fromHex,
  fromUtf8,
  toBase64Url,
  toHex,
  utf8,
  utf8Length,
  utf8Now,
} from '../../src/core/bytes.ts';

test('bytes read as hex are those that Node writes, and come back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
      expect(Buffer.from(fromHex(toHex(bytes)))).toEqual(Buffer.from(bytes));
    }),
  );
});

test('text becomes the UTF-8 that Node writes, and comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(Buffer.from(utf8(text))).toEqual(Buffer.from(text, 'utf8'));
      expect(utf8Length(text)).toBe(Buffer.byteLength(text));
      expect(Buffer.from(utf8Now(text))).toEqual(Buffer.from(text, 'utf8'));
    }),
  );
});

test.each(['x', 'é', '漢', '😀', 'x漢'])('a long text of %j is measured to the byte', (unit) => {
  for (const count of [10, 5_461, 21_845, 21_846, 40_000]) {
    const text = unit.repeat(count);
    const bytes = Buffer.byteLength(text);
    expect(utf8Length(text)).toBe(bytes);
    expect(Buffer.from(utf8Now(text)).equals(Buffer.from(text))).toBe(true);
    expect(fitsUtf8(text, bytes)).toBe(true);
    expect(fitsUtf8(text, bytes - 1)).toBe(false);
  }
});

test.each([
  ['a lone continuation byte', [0x80]],
  ['a cut-off character', [0xe2, 0x82]],
  ['an overlong slash', [0xc0, 0xaf]],
  ['half a surrogate pair', [0xed, 0xa0, 0x80]],
  ['a code point past the last', [0xf4, 0x90, 0x80, 0x80]],
])('%s is refused instead of replaced', (_, bytes) => {
  expect(() => fromUtf8(Uint8Array.from(bytes))).toThrow(TypeError);
});

test('valid UTF-8 is read as it is', () => {
  expect(fromUtf8(Buffer.from('a\0é👩🏽‍🚀'))).toBe('a\0é👩🏽‍🚀');
});

test('bytes read as base64url are those that Node writes, and come back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = toBase64Url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64url'));
      expect(Buffer.from(fromBase64Url(text) ?? [])).toEqual(Buffer.from(bytes));
    }),
  );
});

test('base64url in any other spelling is none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const bytes = fromBase64Url(text);
      const read = Buffer.from(text, 'base64url');
      expect(bytes === null).toBe(read.toString('base64url') !== text);
      if (bytes !== null) expect(Buffer.from(bytes)).toEqual(read);
    }),
  );
  for (const text of ['AA==', 'AB', 'A', 'A+', 'AAA/', ' AAA', 'AAA\n']) {
    expect(fromBase64Url(text), text).toBeNull();
  }
});
