import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from '../../src/core/bytes.ts';
import { MAX_STRANGER_FRAME_BYTES } from '../../src/core/frame.ts';
import type { GroupKey } from '../../src/core/ids.ts';
import type { Handshake, Random, Role, SecureChannel } from '../../src/core/ports.ts';
import { pskOf } from '../../src/crypto/group-keys.ts';
import { type Identity, identityFromSeed, peerIdOf } from '../../src/crypto/identity.ts';
import { sealedCrypto } from '../../src/crypto/sealed.ts';
import { NoiseByHand } from '../support/noise-by-hand.ts';

const ANA = identityFromSeed(Buffer.alloc(32, 1));
const BEN = identityFromSeed(Buffer.alloc(32, 2));
const PROLOGUE = Buffer.from('what was said before');
const KEY = toHex(Buffer.alloc(32, 0x5a)) as GroupKey;
const OTHER_KEY = toHex(Buffer.alloc(32, 0x5b)) as GroupKey;
const SYSTEM: Random = { bytes: (length) => randomBytes(length), fraction: Math.random };

function side(role: Role, identity: Identity, key: GroupKey | null = KEY): Handshake {
  return sealedCrypto(identity, SYSTEM).handshake(role, PROLOGUE, key);
}

/** With the key of a group that both have. */
function byHand(role: Role, identity: Identity, key: GroupKey = KEY): NoiseByHand {
  const fresh = identityFromSeed(randomBytes(32));
  return new NoiseByHand(role, identity, PROLOGUE, fresh, pskOf(key));
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('Nothing came of this step');
  return value;
}

function expectTalk(hand: NoiseByHand, channel: SecureChannel): void {
  for (const text of ['one', 'two', 'x'.repeat(70_000)]) {
    const content = Buffer.from(text);
    expect(Buffer.from(channel.open(hand.seal(content)))).toEqual(content);
    expect(hand.open(channel.seal(content))).toEqual(content);
  }
}

test('three messages of 48, 96 and 64 bytes, and both sides are locked', () => {
  const [ana, ben] = [side('dialler', ANA), side('listener', BEN)];
  const first = present(ana.begin());
  const second = present(ben.receive(first).send);
  const third = ana.receive(second);
  const last = ben.receive(present(third.send));
  const lengths = [first, second, present(third.send)].map(({ byteLength }) => byteLength);
  expect(lengths).toEqual([48, 96, 64]);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(MAX_STRANGER_FRAME_BYTES);
  expect([ana.locked, ben.locked, side('dialler', ANA, null).locked]).toEqual([true, true, false]);
  expect(present(third.channel).remote).toBe(peerIdOf(BEN));
  expect(present(last.channel).remote).toBe(peerIdOf(ANA));
});

test('a dialler written from the specification alone gets through our door with the key', () => {
  const hand = byHand('dialler', ANA);
  const ben = side('listener', BEN);
  hand.read(present(ben.receive(hand.write()).send));
  const channel = present(ben.receive(hand.write()).channel);
  expect(hand.remote).toBe(peerIdOf(BEN));
  expect(channel.remote).toBe(peerIdOf(ANA));
  expectTalk(hand, channel);
});

test('a listener written from the specification alone lets our dialler in with the key', () => {
  const hand = byHand('listener', BEN);
  const ana = side('dialler', ANA);
  hand.read(present(ana.begin()));
  const { send, channel } = ana.receive(hand.write());
  hand.read(present(send));
  expect(hand.remote).toBe(peerIdOf(ANA));
  expectTalk(hand, present(channel));
});

test('with another key, or none, the first message already does not open', () => {
  for (const key of [OTHER_KEY, null]) {
    const first = present(side('dialler', ANA, key).begin());
    expect(() => side('listener', BEN).receive(first)).toThrow(/handshake/i);
  }
  const locked = present(side('dialler', ANA).begin());
  expect(() => side('listener', BEN, null).receive(locked)).toThrow(/handshake/i);
});

test('a listener without the key cannot answer in the group’s name', () => {
  const posing = byHand('listener', BEN, OTHER_KEY);
  const ana = side('dialler', ANA);
  const first = present(ana.begin());
  expect(() => posing.read(first)).toThrow(Error);
  expect(() => ana.receive(posing.write())).toThrow('proves nobody');
});

test('the first message shows neither the key nor what it is made of, and never twice the same', () => {
  const firsts = [0, 1].map(() => Buffer.from(present(side('dialler', ANA).begin())));
  for (const first of firsts) {
    expect(first.includes(Buffer.from(KEY, 'hex'))).toBe(false);
    expect(first.includes(Buffer.from(pskOf(KEY)))).toBe(false);
    expect(first.includes(Buffer.from(ANA.publicKey))).toBe(false);
  }
  expect(firsts[0]).not.toEqual(firsts[1]);
});

test('the first message altered anywhere does not open', () => {
  const first = present(side('dialler', ANA).begin());
  fc.assert(
    fc.property(fc.nat(48 * 8 - 1), (bit) => {
      const copy = Uint8Array.from(first);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => side('listener', BEN).receive(copy)).toThrow('proves nobody');
    }),
    { numRuns: 100 },
  );
});
