import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameError, MAX_CONTENT_BYTES, MAX_FRAME_BYTES } from '../../src/core/frame.ts';
import type { PeerId } from '../../src/core/ids.ts';
import type { Connection, ConnectionHandlers } from '../../src/core/ports.ts';
import { sealedChannel } from '../../src/crypto/channel.ts';
import { Courier } from '../../src/peer/courier.ts';
import { readFrames } from '../support/frame-writer.ts';
import { ManualClock } from '../support/manual-clock.ts';

const [THERE, BACK] = [{ key: Buffer.alloc(32, 1) }, { key: Buffer.alloc(32, 2) }];
const SEAL_BYTES = 16;

/** A connection by hand: what is written is kept, what comes is put in. */
class Wire implements Connection {
  readonly remote = { host: 'elsewhere', port: 1 };
  /** Frames and, at last, the end. */
  readonly written: (Buffer | 'end')[] = [];
  full = false;
  handlers: ConnectionHandlers | null = null;
  start(handlers: ConnectionHandlers): void {
    this.handlers = handlers;
  }
  write(bytes: Uint8Array): boolean {
    this.written.push(Buffer.from(bytes));
    return !this.full;
  }
  end(): void {
    this.written.push('end');
  }
  pause(): void {}
  resume(): void {}
  destroy(): void {}

  get bytes(): Buffer {
    return Buffer.concat(this.written.filter((each) => each !== 'end'));
  }
}

/** One side whose opening is over. */
function side(way: 'dialler' | 'listener') {
  const [wire, heard, failures] = [new Wire(), [] as Buffer[], [] as unknown[]];
  const clock = new ManualClock();
  let [queued, drained] = [0, [] as boolean[]];
  const courier = new Courier(wire, {
    clock,
    openFrame: () => false,
    content: (content) => heard.push(Buffer.from(content)),
    failed: (error) => failures.push(error),
    spent: (error) => failures.push(error),
    heard: () => undefined,
    queued: (bytes) => {
      queued += bytes;
    },
    drained: (congested) => drained.push(congested),
    flooding: () => undefined,
    closed: () => undefined,
  });
  courier.start();
  const [sending, receiving] = way === 'dialler' ? [THERE, BACK] : [BACK, THERE];
  courier.seal(sealedChannel('00'.repeat(32) as PeerId, { sending, receiving }));
  return { clock, courier, wire, heard, failures, queued: () => queued, drained };
}

/** What is sealed in each frame that one side has written. */
function opened(wire: Wire): readonly Buffer[][] {
  const channel = sealedChannel('00'.repeat(32) as PeerId, { sending: BACK, receiving: THERE });
  return readFrames(wire.bytes).map((sealed) => readFrames(channel.open(sealed)));
}

/** A turn of the loop: its promises settle. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

const content = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 300 }),
  fc.integer({ min: 1, max: 40_000 }).map((length) => new Uint8Array(length).fill(length)),
);

test('whatever is said in whatever turns arrives the same and in order, however the bytes are cut', async () => {
  const turns = fc.array(fc.array(content, { maxLength: 6 }), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(turns, fc.array(fc.nat(), { maxLength: 20 }), async (said, places) => {
      const [near, far] = [side('dialler'), side('listener')];
      for (const contents of said) {
        for (const each of contents) near.courier.send(each);
        await turn();
      }
      const { bytes } = near.wire;
      const cuts = places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
      for (const [i, end] of [...cuts, bytes.length].entries()) {
        far.wire.handlers?.data(Buffer.from(bytes.subarray(cuts[i - 1] ?? 0, end)));
      }
      // What is more than a turn's reading waits for the next.
      await far.clock.advance(0);
      expect(far.failures).toEqual([]);
      expect(far.heard.map(digest)).toEqual(said.flat().map(digest));
    }),
    { numRuns: 200 },
  );
});

test('what is said in one turn leaves at its end, in one frame and one write', async () => {
  const { courier, wire } = side('dialler');
  for (const text of ['one', 'two', 'three']) courier.send(Buffer.from(text));
  expect(wire.written).toEqual([]);
  await Promise.resolve();
  expect(wire.written).toHaveLength(1);
  courier.send(Buffer.from('four'));
  await turn();
  expect(wire.written).toHaveLength(2);
  expect(opened(wire).map((each) => each.map(String))).toEqual([['one', 'two', 'three'], ['four']]);
});

test('much that is said in one turn leaves in frames of at most 32 KiB', () => {
  const { courier, wire } = side('dialler');
  for (let i = 0; i < 1_000; i++) courier.send(Buffer.alloc(200));
  courier.end();
  const lengths = readFrames(wire.bytes).map((sealed) => sealed.byteLength);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(32_768 + SEAL_BYTES);
  expect(lengths).toHaveLength(Math.ceil((1_000 * 204) / 32_768));
});

test('the longest content passes, and none that is longer is taken', () => {
  const [near, far] = [side('dialler'), side('listener')];
  near.courier.send(Buffer.alloc(MAX_CONTENT_BYTES, 7));
  expect(() => near.courier.send(Buffer.alloc(MAX_CONTENT_BYTES + 1))).toThrow(FrameError);
  near.courier.end();
  expect(readFrames(near.wire.bytes).map(({ length }) => length)).toEqual([MAX_FRAME_BYTES]);
  far.wire.handlers?.data(near.wire.bytes);
  expect(far.heard.map(({ length }) => length)).toEqual([MAX_CONTENT_BYTES]);
});

test('what was said leaves before the end, and nothing after it', async () => {
  const { courier, wire } = side('dialler');
  courier.send(Buffer.from('a word'));
  courier.send(Buffer.from('goodbye'));
  courier.end();
  courier.send(Buffer.from('too late'));
  await turn();
  expect(opened(wire).map((each) => each.map(String))).toEqual([['a word', 'goodbye']]);
  expect(wire.written.at(-1)).toBe('end');
});

test('nothing is written any more once it has been cut off', async () => {
  const { courier, wire } = side('dialler');
  courier.send(Buffer.from('a word'));
  courier.destroy();
  await turn();
  expect(wire.written).toEqual([]);
});

test('what waits is counted until the other side has read it, also what is not written yet', async () => {
  const { courier, wire, queued, drained } = side('dialler');
  wire.full = true;
  expect([courier.isHeldBack, courier.queuedBytes]).toEqual([false, 0]);
  courier.send(Buffer.alloc(100));
  expect([courier.isHeldBack, courier.queuedBytes]).toEqual([false, 104]);
  await turn();
  expect([courier.isHeldBack, courier.queuedBytes]).toEqual([true, wire.bytes.length]);
  // Now more is taken than before, and yet all of it waits behind what waits.
  wire.full = false;
  while (!courier.congested) courier.send(Buffer.alloc(10_000));
  await turn();
  expect(courier.congested).toBe(true);
  expect([queued(), courier.queuedBytes]).toEqual([wire.bytes.length, wire.bytes.length]);
  wire.handlers?.drained();
  expect(drained).toEqual([true]);
  expect([queued(), courier.queuedBytes, courier.congested]).toEqual([0, 0, false]);
});

test.each([
  ['nothing', Buffer.alloc(4)],
  ['a content that is announced too long', Buffer.from('7fffffff00', 'hex')],
  ['half a content', Buffer.from('0000000211', 'hex')],
  ['half a length', Buffer.from('0000000111000000', 'hex')],
])('a frame in which %s is sealed is refused', (_, sealed) => {
  const { wire, failures } = side('listener');
  const channel = sealedChannel('00'.repeat(32) as PeerId, { sending: THERE, receiving: BACK });
  const frame = Buffer.from(channel.seal(sealed, 4));
  frame.writeUInt32BE(frame.length - 4);
  wire.handlers?.data(frame);
  expect(failures).toEqual([expect.any(FrameError)]);
  wire.handlers?.data(frame);
  expect(failures).toHaveLength(1);
});

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
