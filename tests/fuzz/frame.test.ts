// src/core/frame.ts
import fc from 'fast-check';
import { expect } from 'vitest';
import {
  encodeFrame,
  FrameError,
  FrameReader,
  HEADER_BYTES,
  MAX_STRANGER_FRAME_BYTES,
} from '../../src/core/frame.ts';
import { readOn } from '../support/frame-reading.ts';
import { orElse } from './arbitraries.ts';
import { fuzz } from './fuzz.ts';

/** Cuts a stream at any places, the ends of frames and headers among them. */
function cutAt(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const at = [
    0,
    ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b),
    bytes.length,
  ];
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end));
}

function inHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

const payload = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 40 }),
  fc
    .integer({ min: 1, max: MAX_STRANGER_FRAME_BYTES })
    .map((length) => new Uint8Array(length).fill(length)),
);
const payloads = fc.array(payload, { maxLength: 8 });
const places = fc.oneof(
  fc.array(fc.nat(10_000), { maxLength: 30 }),
  fc.constant(Array.from({ length: 400 }, (_, i) => i)),
);

fuzz(
  'however a stream is cut, the frames are the same',
  6_000,
  fc.tuple(payloads, places),
  ([sent, cuts]) => {
    const reader = new FrameReader(MAX_STRANGER_FRAME_BYTES);
    const got: Uint8Array[] = [];
    let bytes = 0;
    for (const chunk of cutAt(Buffer.concat(sent.map(encodeFrame)), cuts)) {
      readOn(reader, chunk, (frame) => got.push(Buffer.from(frame)));
      bytes += chunk.length;
      const whole = got.reduce((sum, { length }) => sum + HEADER_BYTES + length, 0);
      expect(reader.midFrame).toBe(bytes > whole);
    }
    expect(got.map(inHex)).toEqual(sent.map(inHex));
  },
);

const header = fc.oneof(
  fc.constantFrom(0, 1, 2, 1_023, 1_024, 1_025, 65_536, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff),
  fc.nat(3_000),
);
const stream = fc.array(fc.tuple(header, fc.option(fc.uint8Array({ maxLength: 60 }))), {
  maxLength: 6,
});
fuzz(
  'a stream of any lengths gives frames within the bound, or ends at the first that is not',
  6_000,
  fc.tuple(stream, places, fc.constantFrom(1, 5, 1_024)),
  ([parts, cuts, most]) => {
    const bytes = Buffer.concat(
      parts.map(([length, body]) => {
        const head = Buffer.alloc(HEADER_BYTES);
        head.writeUInt32BE(length);
        return Buffer.concat([head, body ?? Buffer.alloc(Math.min(length, 2_000), 7)]);
      }),
    );
    // The same by hand: what must come out, and whether it must end in an error.
    const wanted: Buffer[] = [];
    let at = 0;
    let broken = false;
    while (at + HEADER_BYTES <= bytes.length) {
      const length = bytes.readUInt32BE(at);
      broken = length === 0 || length > most;
      if (broken || at + HEADER_BYTES + length > bytes.length) break;
      wanted.push(bytes.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length));
      at += HEADER_BYTES + length;
    }
    const reader = new FrameReader(most);
    const got: Buffer[] = [];
    const read = orElse(() => {
      for (const chunk of cutAt(bytes, cuts))
        readOn(reader, chunk, (frame) => got.push(Buffer.from(frame)));
      return 'to the end';
    }, FrameError);
    expect(read).toBe(broken ? null : 'to the end');
    expect(got.map(inHex)).toEqual(wanted.map(inHex));
  },
);

fuzz(
  'a frame takes memory once its length is known to be allowed, and never more',
  1_000,
  fc.tuple(header, fc.uint8Array({ maxLength: 3 })),
  ([length, begun]) => {
    const taken: number[] = [];
    const RealArray = globalThis.Uint8Array;
    const reader = new FrameReader(1_024);
    const chunk = Buffer.alloc(HEADER_BYTES + begun.length);
    chunk.writeUInt32BE(length);
    chunk.set(begun, HEADER_BYTES);
    globalThis.Uint8Array = new Proxy(RealArray, {
      construct(target, [size], self) {
        if (typeof size === 'number') taken.push(size);
        return Reflect.construct(target, [size], self);
      },
    });
    try {
      orElse(() => readOn(reader, chunk, () => undefined), FrameError);
    } finally {
      globalThis.Uint8Array = RealArray;
    }
    for (const size of taken) expect(size).toBeLessThanOrEqual(1_024);
    expect(taken.length).toBeLessThanOrEqual(1);
  },
);
