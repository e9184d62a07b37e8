import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_STRANGER_FRAME_BYTES } from '../../src/core/frame.ts';
import type { Handshake, Random, Role, SecureChannel } from '../../src/core/ports.ts';
import { type Identity, identityFromSeed, peerIdOf } from '../../src/crypto/identity.ts';
import { sealedCrypto } from '../../src/crypto/sealed.ts';
import { NoiseByHand } from '../support/noise-by-hand.ts';

const ANA = identityFromSeed(Buffer.alloc(32, 1));
const BEN = identityFromSeed(Buffer.alloc(32, 2));
const MALLORY = identityFromSeed(Buffer.alloc(32, 3));
const PROLOGUE = Buffer.from('what both have said');
const SYSTEM: Random = { bytes: (length) => randomBytes(length), fraction: Math.random };

/** Points that lead to few shared secrets or one, and writings of points that are none (RFC 7748, 6.1). */
const BAD_KEYS: readonly (readonly [what: string, hex: string])[] = [
  ['all zeros, a point of order four', '00'.repeat(32)],
  ['the neutral point', `01${'00'.repeat(31)}`],
  ['the point of order two', `ec${'ff'.repeat(30)}7f`],
  ['a point of order eight', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
  ['zero written as the field’s prime', `ed${'ff'.repeat(30)}7f`],
  ['all ones', 'ff'.repeat(32)],
  ['no point at all', `02${'00'.repeat(31)}`],
];

function side(role: Role, identity: Identity, prologue: Uint8Array = PROLOGUE): Handshake {
  return sealedCrypto(identity, SYSTEM).handshake(role, prologue, null);
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('Nothing came of this step');
  return value;
}

type Met = {
  readonly messages: readonly [Uint8Array, Uint8Array, Uint8Array];
  /** The channels as the dialler and as the listener have them. */
  readonly ana: SecureChannel;
  readonly ben: SecureChannel;
};

/** Ana dials Ben, over a wire that may do something to each of the three messages. */
function meet(
  wire: (message: Uint8Array, index: number) => Uint8Array = (message) => message,
  [ana, ben]: readonly [Handshake, Handshake] = [side('dialler', ANA), side('listener', BEN)],
): Met {
  const first = present(ana.begin());
  const second = present(ben.receive(wire(first, 0)).send);
  const third = ana.receive(wire(second, 1));
  const last = ben.receive(wire(present(third.send), 2));
  expect(last.send).toBeNull();
  const messages = [first, second, present(third.send)] as const;
  return { messages, ana: present(third.channel), ben: present(last.channel) };
}

test('three messages of 32, 96 and 64 bytes prove each side to the other', () => {
  const { messages, ana, ben } = meet();
  expect(messages.map(({ byteLength }) => byteLength)).toEqual([32, 96, 64]);
  expect(Math.max(32, 96, 64)).toBeLessThanOrEqual(MAX_STRANGER_FRAME_BYTES);
  expect(ana.remote).toBe(peerIdOf(BEN));
  expect(ben.remote).toBe(peerIdOf(ANA));
  expect(side('listener', BEN).begin()).toBeNull();
});

test('a dialler written from the specification alone understands our listener, and is understood', () => {
  const hand = new NoiseByHand('dialler', ANA, PROLOGUE);
  const ben = side('listener', BEN);
  hand.read(present(ben.receive(hand.write()).send));
  const channel = present(ben.receive(hand.write()).channel);
  expect(hand.remote).toBe(peerIdOf(BEN));
  expect(channel.remote).toBe(peerIdOf(ANA));
  expectTalk(hand, channel);
});

test('a listener written from the specification alone understands our dialler, and is understood', () => {
  const hand = new NoiseByHand('listener', BEN, PROLOGUE);
  const ana = side('dialler', ANA);
  hand.read(present(ana.begin()));
  const { send, channel } = ana.receive(hand.write());
  hand.read(present(send));
  expect(hand.remote).toBe(peerIdOf(ANA));
  expect(present(channel).remote).toBe(peerIdOf(BEN));
  expectTalk(hand, present(channel));
});

function expectTalk(hand: NoiseByHand, channel: SecureChannel): void {
  for (const text of ['one', 'two', 'x'.repeat(70_000)]) {
    const content = Buffer.from(text);
    expect(Buffer.from(channel.open(hand.seal(content)))).toEqual(content);
    expect(hand.open(channel.seal(content))).toEqual(content);
  }
}

test('no key travels in the open, and no message is ever the same twice', () => {
  const [once, again] = [meet(), meet()];
  const sent = Buffer.concat([...once.messages]);
  for (const { publicKey } of [ANA, BEN]) expect(sent.includes(Buffer.from(publicKey))).toBe(false);
  once.messages.forEach((message, i) => {
    expect(message).not.toEqual(again.messages[i]);
  });
});

test('the same two never have the same keys again', () => {
  const [once, again] = [meet(), meet()];
  const content = Buffer.from('for this link only');
  expect(() => again.ben.open(once.ana.seal(content))).toThrow(Error);
  expect(() => again.ana.open(once.ben.seal(content))).toThrow(Error);
});

test('fresh keys come from the randomness that is handed in', () => {
  const counted = (): Random => ({
    bytes: (length) => new Uint8Array(length).fill(7),
    fraction: () => 0,
  });
  const once = sealedCrypto(ANA, counted()).handshake('dialler', PROLOGUE, null).begin();
  const again = sealedCrypto(ANA, counted()).handshake('dialler', PROLOGUE, null).begin();
  expect(once).toEqual(again);
  expect(once).not.toEqual(side('dialler', ANA).begin());
});

test('sides that do not agree on what was said before prove nothing to each other', () => {
  const ben = side('listener', BEN, Buffer.from('what both have heard'));
  expect(() => meet(undefined, [side('dialler', ANA), ben])).toThrow('proves nobody');
});

test.each([0, 1, 2])(
  'message %i altered anywhere ends the handshake before anybody is believed',
  (index) => {
    const length = [32, 96, 64][index] ?? 0;
    fc.assert(
      fc.property(fc.nat(length * 8 - 1), (bit) => {
        const ben = side('listener', BEN);
        const altered = (message: Uint8Array, at: number): Uint8Array => {
          if (at !== index) return message;
          const copy = Uint8Array.from(message);
          copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          return copy;
        };
        expect(() => meet(altered, [side('dialler', ANA), ben])).toThrow(/handshake/i);
      }),
      { numRuns: 60 },
    );
  },
);

test.each([0, 1, 2])('message %i with a byte less or more, or none, is refused', (index) => {
  for (const cut of [
    (message: Uint8Array) => message.subarray(0, -1),
    (message: Uint8Array) => Buffer.concat([message, Uint8Array.of(0)]),
    () => new Uint8Array(),
  ]) {
    const altered = (message: Uint8Array, at: number): Uint8Array =>
      at === index ? cut(message) : message;
    expect(() => meet(altered)).toThrow('A handshake message has');
  }
});

test('whatever a stranger sends, it is nobody', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Role>('dialler', 'listener'),
      fc.array(
        fc.oneof(
          fc.uint8Array({ minLength: 32, maxLength: 32 }),
          fc.uint8Array({ minLength: 96, maxLength: 96 }),
          fc.uint8Array({ minLength: 64, maxLength: 64 }),
          fc.uint8Array({ maxLength: 200 }),
        ),
        { minLength: 1, maxLength: 4 },
      ),
      (role, messages) => {
        const handshake = side(role, ANA);
        handshake.begin();
        for (const message of messages) {
          try {
            expect(handshake.receive(message).channel).toBeNull();
          } catch (error) {
            expect(String(error)).toMatch(/handshake/i);
          }
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('a message that did not fit is not forgiven when a good one follows', () => {
  const [ana, ben] = [side('dialler', ANA), side('listener', BEN)];
  const second = present(ben.receive(present(ana.begin())).send);
  const third = present(ana.receive(second).send);
  const bad = Uint8Array.from(third).fill(0, 0, 1);
  bad[0] = (third[0] ?? 0) ^ 1;
  expect(() => ben.receive(bad)).toThrow(Error);
  expect(() => ben.receive(third)).toThrow(Error);
});

test('a session that was recorded proves nobody when it is played again, to either side', () => {
  const { messages } = meet();
  const ben = side('listener', BEN);
  ben.receive(messages[0]);
  expect(() => ben.receive(messages[2])).toThrow('proves nobody');
  const ana = side('dialler', ANA);
  ana.begin();
  expect(() => ana.receive(messages[1])).toThrow('proves nobody');
});

test('nobody who lacks the secret passes for Ben, or to Ben for himself', () => {
  const posing: Identity = { publicKey: BEN.publicKey, secretKey: MALLORY.secretKey };
  const ana = side('dialler', ANA);
  const listening = new NoiseByHand('listener', posing, PROLOGUE);
  listening.read(present(ana.begin()));
  expect(() => ana.receive(listening.write())).toThrow('proves nobody');

  for (const identity of [ANA, BEN]) {
    const door = side('listener', identity);
    const dialling = new NoiseByHand('dialler', posing, PROLOGUE);
    dialling.read(present(door.receive(dialling.write()).send));
    expect(() => door.receive(dialling.write())).toThrow('proves nobody');
  }
});

test.each(BAD_KEYS)('%s is no key, fresh or lasting, from either side', (_, hex) => {
  const bad: Identity = { publicKey: Buffer.from(hex, 'hex'), secretKey: MALLORY.secretKey };

  expect(() => side('listener', BEN).receive(bad.publicKey)).toThrow('key that is none');

  const first = side('dialler', ANA);
  const badFresh = new NoiseByHand('listener', MALLORY, PROLOGUE, bad);
  badFresh.read(present(first.begin()));
  expect(() => first.receive(badFresh.write())).toThrow('proves nobody');

  const second = side('dialler', ANA);
  const badLasting = new NoiseByHand('listener', bad, PROLOGUE);
  badLasting.read(present(second.begin()));
  expect(() => second.receive(badLasting.write())).toThrow('proves nobody');

  const door = side('listener', BEN);
  const dialling = new NoiseByHand('dialler', bad, PROLOGUE);
  dialling.read(present(door.receive(dialling.write()).send));
  expect(() => door.receive(dialling.write())).toThrow('proves nobody');
});
