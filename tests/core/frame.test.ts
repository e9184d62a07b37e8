import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeFrame, FrameError, FrameReader, MAX_FRAME_BYTES } from '../../src/core/frame.ts';
import { readOn } from '../support/frame-reading.ts';
import { header, writeFrames } from '../support/frame-writer.ts';

const LIMIT = 1_024;
const PAYLOADS = ['a', '\0\0\0\u0001', '<EXITENCD>', 'x'.repeat(300), '\n'].map((text) =>
  Buffer.from(text),
);

/** What a reader hands out, copied at once: it may be a view of memory that is used again. */
function read(chunks: readonly Uint8Array[], limit = LIMIT): string[] {
  const reader = new FrameReader(limit);
  const found: string[] = [];
  for (const chunk of chunks) {
    readOn(reader, chunk, (payload) => found.push(Buffer.from(payload).toString('hex')));
  }
  expect(reader.midFrame).toBe(false);
  return found;
}

function hex(payloads: readonly Uint8Array[]): string[] {
  return payloads.map((payload) => Buffer.from(payload).toString('hex'));
}

/** Cuts `bytes` at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const edges = [0, ...[...places].sort((a, b) => a - b), bytes.length];
  return edges.slice(1).map((end, i) => bytes.subarray(edges[i], end));
}

test('a frame is written as its length in four big-endian bytes, then its content', () => {
  for (const payload of PAYLOADS) {
    expect(Buffer.from(encodeFrame(payload))).toEqual(writeFrames([payload]));
  }
});

test('frames come out whole wherever the stream is split in two', () => {
  const stream = writeFrames(PAYLOADS);
  for (let at = 0; at <= stream.length; at++) {
    expect(read(cut(stream, [at])), `split at ${at}`).toEqual(hex(PAYLOADS));
  }
});

test('frames come out whole wherever a short stream is split in three', () => {
  const payloads = [Buffer.from('ab'), Buffer.from('c'), Buffer.from('def')];
  const stream = writeFrames(payloads);
  for (let first = 0; first <= stream.length; first++) {
    for (let second = first; second <= stream.length; second++) {
      expect(read(cut(stream, [first, second]))).toEqual(hex(payloads));
    }
  }
});

test('frames come out whole when the stream arrives one byte at a time', () => {
  const stream = writeFrames(PAYLOADS);
  expect(read([...stream].map((byte) => Uint8Array.of(byte)))).toEqual(hex(PAYLOADS));
});

test('many frames in one chunk come out in their order', () => {
  const payloads = Array.from({ length: 5_000 }, (_, i) => Buffer.from(`frame ${i}`));
  expect(read([writeFrames(payloads)])).toEqual(hex(payloads));
});

test('any frames split anywhere come out as they were', () => {
  const payloads = fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { maxLength: 12 });
  fc.assert(
    fc.property(payloads, fc.array(fc.nat()), (frames, places) => {
      const stream = writeFrames(frames);
      const within = places.map((place) => place % (stream.length + 1));
      expect(read(cut(stream, within))).toEqual(hex(frames));
    }),
  );
});

test('a frame that lies wholly in one chunk is handed out without a copy', () => {
  const stream = writeFrames([Buffer.from('one'), Buffer.from('two')]);
  const places: number[] = [];
  readOn(new FrameReader(LIMIT), stream, (payload) => {
    expect(payload.buffer).toBe(stream.buffer);
    places.push(payload.byteOffset - stream.byteOffset);
  });
  expect(places).toEqual([4, 11]);
});

test('a chunk may be used again by its owner once it has been pushed', () => {
  const stream = writeFrames([Buffer.from('hello')]);
  const reader = new FrameReader(LIMIT);
  const found: string[] = [];
  const shared = Buffer.alloc(3);
  for (let at = 0; at < stream.length; at += 3) {
    const size = stream.copy(shared, 0, at, at + 3);
    readOn(reader, shared.subarray(0, size), (payload) =>
      found.push(Buffer.from(payload).toString()),
    );
    shared.fill(0xff);
  }
  expect(found).toEqual(['hello']);
});

test('a frame of exactly the longest length passes', () => {
  const payload = Buffer.alloc(LIMIT, 7);
  expect(read([writeFrames([payload])])).toEqual(hex([payload]));
});

test.each([0, LIMIT + 1, 0x7fff_ffff, 0xffff_ffff])(
  'a frame that announces %i bytes is refused before any of them arrives',
  (length) => {
    const never = (): void => expect.fail('nothing may be handed out');
    expect(() => readOn(new FrameReader(LIMIT), header(length), never)).toThrow(FrameError);
    const reader = new FrameReader(LIMIT);
    const bytes = header(length);
    readOn(reader, bytes.subarray(0, 3), never);
    expect(() => readOn(reader, bytes.subarray(3), never)).toThrow(FrameError);
  },
);

test('frames before a refused one are still handed out', () => {
  const reader = new FrameReader(LIMIT);
  const found: string[] = [];
  const stream = Buffer.concat([writeFrames([Buffer.from('fine')]), header(LIMIT + 1)]);
  expect(() =>
    readOn(reader, stream, (payload) => found.push(String(Buffer.from(payload)))),
  ).toThrow(FrameError);
  expect(found).toEqual(['fine']);
});

test('a limit raised by one frame holds for the next one in the same chunk', () => {
  const big = Buffer.alloc(LIMIT * 2, 1);
  const reader = new FrameReader(LIMIT);
  const lengths: number[] = [];
  readOn(reader, writeFrames([Buffer.from('proof'), big]), (payload) => {
    lengths.push(payload.byteLength);
    reader.maxBytes = MAX_FRAME_BYTES;
  });
  expect(lengths).toEqual([5, big.length]);
});

test('a reader is in the middle of a frame from its first byte to its last', () => {
  const stream = writeFrames([Buffer.from('abc')]);
  const reader = new FrameReader(LIMIT);
  const states = [...stream].map((byte) => {
    readOn(reader, Uint8Array.of(byte), () => undefined);
    return reader.midFrame;
  });
  expect(states).toEqual([true, true, true, true, true, true, false]);
});

test('a frame longer than any peer would accept is not sent', () => {
  expect(encodeFrame(new Uint8Array(MAX_FRAME_BYTES)).byteLength).toBe(MAX_FRAME_BYTES + 4);
  expect(() => encodeFrame(new Uint8Array(MAX_FRAME_BYTES + 1))).toThrow(FrameError);
});
