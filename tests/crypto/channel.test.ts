import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_FRAME_BYTES, MAX_PAGE_BYTES } from '../../src/core/frame.ts';
import type { SecureChannel } from '../../src/core/ports.ts';
import { sealedChannel } from '../../src/crypto/channel.ts';
import { createIdentity, peerIdOf } from '../../src/crypto/identity.ts';
import { Cipher } from '../support/noise-by-hand.ts';

const REMOTE = peerIdOf(createIdentity());
const [THERE, BACK] = [randomBytes(32), randomBytes(32)];

/** Both ends of one link, from the frame with this number on. */
function ends(count = 0): readonly [SecureChannel, SecureChannel] {
  const [there, back] = [
    { key: THERE, count },
    { key: BACK, count },
  ];
  return [
    sealedChannel(REMOTE, { sending: there, receiving: back }),
    sealedChannel(REMOTE, { sending: back, receiving: there }),
  ];
}

const contents = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), {
  minLength: 1,
  maxLength: 20,
});

test('what one side seals the other one opens, in order, both ways, 16 bytes longer', () => {
  fc.assert(
    fc.property(contents, (frames) => {
      const [near, far] = ends();
      for (const content of frames) {
        const [there, back] = [near.seal(content), far.seal(content)];
        expect(there.byteLength).toBe(content.byteLength + 16);
        expect(Uint8Array.from(far.open(there))).toEqual(content);
        expect(Uint8Array.from(near.open(back))).toEqual(content);
      }
    }),
  );
});

test('the longest page fits a frame when it is sealed', () => {
  const content = randomBytes(MAX_PAGE_BYTES + 1);
  expect(ends()[0].seal(content).byteLength).toBeLessThanOrEqual(MAX_FRAME_BYTES);
});

test('one content sealed twice looks different each time, and gives nothing of itself away', () => {
  const [near] = ends();
  const content = Buffer.from('a text that somebody could recognise');
  const [once, again] = [Buffer.from(near.seal(content)), Buffer.from(near.seal(content))];
  expect(once).not.toEqual(again);
  expect(once.includes('recognise')).toBe(false);
});

test('a frame altered in any bit does not open', () => {
  const content = Buffer.from('pay Ben 10');
  fc.assert(
    fc.property(fc.nat((content.byteLength + 16) * 8 - 1), (bit) => {
      const [near, far] = ends();
      const sealed = Uint8Array.from(near.seal(content));
      sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => far.open(sealed)).toThrow('not the next frame');
    }),
  );
});

test('frames left out, repeated or out of turn do not open, and nothing opens after them', () => {
  const plan = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 1 });
  const repeats = fc.array(fc.nat(5), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.oneof(plan, repeats), (order) => {
      const [near, far] = ends();
      const sealed = [0, 1, 2, 3, 4, 5].map((n) => near.seal(Uint8Array.of(n)));
      const inTurn = order.findIndex((n, at) => n !== at);
      order.forEach((n, at) => {
        const open = (): Uint8Array => far.open(sealed[n] ?? new Uint8Array());
        if (inTurn === -1 || at < inTurn) expect([...open()]).toEqual([n]);
        else expect(open).toThrow(at === inTurn ? 'not the next frame' : 'did not open');
      });
    }),
  );
});

test('a frame sent back to whoever sealed it does not open', () => {
  const [near] = ends();
  expect(() => near.open(near.seal(Buffer.from('echo')))).toThrow('not the next frame');
});

test.each([0, 1, 15, 16])('a frame of %i bytes holds nothing and is refused', (length) => {
  expect(() => ends()[1].open(new Uint8Array(length))).toThrow('holds something');
});

test.each([0n, 1n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 53n - 2n])(
  'frame number %s is sealed under that number as a nonce of 64 bits',
  (count) => {
    const [near] = ends(Number(count));
    const content = Buffer.from('numbered');
    expect(new Cipher(THERE, count).open(near.seal(content), Buffer.alloc(0))).toEqual(content);
  },
);

test('before a number could come again there is no sealing and no opening any more', () => {
  const [near, far] = ends(Number.MAX_SAFE_INTEGER - 1);
  const last = near.seal(Buffer.from('the last'));
  expect(Buffer.from(far.open(last)).toString()).toBe('the last');
  expect(() => near.seal(Buffer.from('one more'))).toThrow('no nonce left');
  expect(() => far.open(last)).toThrow('no nonce left');
});
