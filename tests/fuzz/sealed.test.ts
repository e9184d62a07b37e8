// src/crypto/channel.ts, src/crypto/noise.ts, src/crypto/signing.ts
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Handshake, SecureChannel } from '../../src/core/ports.ts';
import { sealedChannel } from '../../src/crypto/channel.ts';
import { identityFromSeed, peerIdOf } from '../../src/crypto/identity.ts';
import { noiseHandshake } from '../../src/crypto/noise.ts';
import { logCrypto, signingWith } from '../../src/crypto/signing.ts';
import { record } from './arbitraries.ts';
import { fuzz } from './fuzz.ts';

const KEY = Buffer.alloc(32, 7);
const ANA = identityFromSeed(Buffer.alloc(32, 1));
const BEN = identityFromSeed(Buffer.alloc(32, 2));

/** What somebody on the wire does to the frames that pass. */
type Tamper = { readonly how: string; readonly at: number; readonly n: number };
const tamper: fc.Arbitrary<Tamper> = record({
  how: fc.constantFrom('flip', 'drop', 'repeat', 'swap', 'cut', 'grow', 'forge', 'replay'),
  at: fc.nat(),
  n: fc.nat(),
});

function tampered(frames: readonly Buffer[], { how, at, n }: Tamper): readonly Buffer[] {
  const i = at % frames.length;
  const frame = frames[i] ?? Buffer.alloc(0);
  const flipped = Buffer.from(frame);
  flipped[(n >> 3) % frame.length] = (frame[(n >> 3) % frame.length] ?? 0) ^ (1 << (n % 8));
  switch (how) {
    case 'flip':
      return frames.with(i, flipped);
    case 'drop':
      return frames.toSpliced(i, 1);
    case 'repeat':
      return frames.toSpliced(i, 0, frame);
    case 'swap':
      return frames.with(i, frames.at(n % frames.length) ?? frame).with(n % frames.length, frame);
    case 'cut':
      return frames.with(i, frame.subarray(0, n % frame.length));
    case 'grow':
      return frames.with(i, Buffer.concat([frame, Buffer.of(n)]));
    case 'forge':
      return frames.with(i, Buffer.alloc(n % 60, n));
    default:
      return [...frames, frames[n % frames.length] ?? frame];
  }
}

const contents = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), {
  minLength: 1,
  maxLength: 6,
});
fuzz(
  'what was sealed opens in its order, and nothing from the first frame that was touched',
  5_000,
  fc.tuple(contents, fc.option(tamper)),
  ([said, change]) => {
    const ends = (): SecureChannel =>
      sealedChannel(peerIdOf(BEN), { sending: { key: KEY }, receiving: { key: KEY } });
    const [sender, reader] = [ends(), ends()];
    const sealed = said.map((each) => Buffer.from(sender.seal(each)));
    const came = change === null ? sealed : tampered(sealed, change);
    const touched = came.findIndex(
      (frame, i) => sealed[i] === undefined || !frame.equals(sealed[i]),
    );
    const whole = touched < 0 ? came.length : touched;
    const opened: string[] = [];
    let broken = false;
    for (const frame of came) {
      try {
        opened.push(Buffer.from(reader.open(frame)).toString('hex'));
        expect(broken, 'opens after one that did not').toBe(false);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        if (frame.length > 16) broken = true;
      }
    }
    expect(opened).toEqual(said.slice(0, whole).map((each) => Buffer.from(each).toString('hex')));
  },
);

const handshakes = record({
  seed: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  prologue: fc.uint8Array({ maxLength: 8 }),
  otherPrologue: fc.option(fc.uint8Array({ maxLength: 8 }), { freq: 4 }),
  secret: fc.option(fc.uint8Array({ minLength: 32, maxLength: 32 })),
  otherSecret: fc.option(fc.constantFrom(null, Buffer.alloc(32, 9)), { freq: 4, nil: undefined }),
  change: fc.option(fc.tuple(fc.nat(2), tamper), { freq: 2 }),
});
fuzz(
  'whoever gets through a handshake is who they are, and whoever touches it gets nobody through',
  2_500,
  handshakes,
  ({ seed, prologue, otherPrologue, secret, otherSecret, change }) => {
    let drawn = 0;
    const fresh = (): Buffer => {
      drawn += 1;
      return Buffer.from(seed).fill(drawn, 0, 1);
    };
    const random = { fraction: () => 0, bytes: fresh };
    const theirs = otherSecret === undefined ? secret : otherSecret;
    const dialler = noiseHandshake(ANA, random, 'dialler', prologue, secret);
    const listener = noiseHandshake(BEN, random, 'listener', otherPrologue ?? prologue, theirs);
    const agree =
      Buffer.compare(prologue, otherPrologue ?? prologue) === 0 &&
      (secret === theirs ||
        (secret !== null && theirs !== null && Buffer.compare(secret, theirs) === 0));
    let touched = false;
    let channels: Partial<Record<'dialler' | 'listener', SecureChannel>> = {};
    try {
      let message = dialler.begin();
      const sides: readonly ['dialler' | 'listener', Handshake][] = [
        ['listener', listener],
        ['dialler', dialler],
        ['listener', listener],
      ];
      for (const [step, [role, side]] of sides.entries()) {
        const sent = Buffer.from(message ?? []);
        const [came = Buffer.alloc(0)] =
          change?.[0] === step ? tampered([sent], change[1]) : [sent];
        touched ||= !came.equals(sent);
        const { send, channel } = side.receive(came);
        if (channel !== null) channels = { ...channels, [role]: channel };
        message = send;
      }
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      expect(touched || !agree, String(error)).toBe(true);
      expect(channels.listener, 'let in after all').toBeUndefined();
      return;
    }
    expect(touched || !agree).toBe(false);
    expect(channels.listener?.remote).toBe(peerIdOf(ANA));
    expect(channels.dialler?.remote).toBe(peerIdOf(BEN));
    const sealed = channels.dialler?.seal(seed) ?? seed;
    expect(Buffer.from(channels.listener?.open(sealed) ?? []).equals(Buffer.from(seed))).toBe(true);
  },
);

fuzz(
  'a handshake takes any bytes as they are due or refuses them, once for all',
  1_500,
  fc.tuple(fc.boolean(), fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 4 })),
  ([locked, messages]) => {
    const random = { fraction: () => 0, bytes: () => Buffer.alloc(32, 3) };
    for (const role of ['dialler', 'listener'] as const) {
      const side = noiseHandshake(ANA, random, role, KEY, locked ? KEY : null);
      side.begin();
      for (const message of messages) {
        try {
          expect(side.receive(message).channel).toBeNull();
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }
    }
  },
);

fuzz(
  'a signature is good for what was signed and nothing else',
  1_000,
  fc.tuple(fc.uint8Array(), fc.uint8Array(), fc.nat(), fc.nat(127)),
  ([content, other, at, digit]) => {
    const { sign, self, hash } = signingWith(ANA);
    const [signed, elsewhere] = [hash(content), hash(other)];
    const signature = sign(signed);
    expect(logCrypto.verify(self, signed, signature)).toBe(true);
    expect(logCrypto.verify(self, elsewhere, signature)).toBe(Buffer.compare(content, other) === 0);
    const put = '0123456789abcdef'[at % 16] ?? '0';
    const changed = signature.slice(0, digit) + put + signature.slice(digit + 1);
    expect(logCrypto.verify(self, signed, changed as typeof signature)).toBe(changed === signature);
    expect(logCrypto.verify(peerIdOf(BEN), signed, signature)).toBe(false);
  },
);
