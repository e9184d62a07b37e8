import { expect, test } from 'vitest';
import type { Connection } from '../../src/core/ports.ts';
import { Inlet } from '../../src/peer/inlet.ts';
import { writeFrames } from '../support/frame-writer.ts';
import { ManualClock } from '../support/manual-clock.ts';

/** A connection of which only whether it is read matters. */
class Source implements Connection {
  readonly remote = { host: 'elsewhere', port: 1 };
  paused = false;
  start(): void {}
  write(): boolean {
    return true;
  }
  pause(): void {
    this.paused = true;
  }
  resume(): void {
    this.paused = false;
  }
  end(): void {}
  destroy(): void {}
}

function reading(
  clock: ManualClock,
  take: (inlet: Inlet, payload: Uint8Array) => void,
): { source: Source; inlet: Inlet } {
  const source = new Source();
  const inlet: Inlet = new Inlet(source, {
    clock,
    // What is in a frame is nothing to these tests: one content.
    frame: (payload) => writeFrames([payload]),
    content: (content) => take(inlet, content),
    failed: (error) => {
      throw error;
    },
    flooding: () => undefined,
  });
  inlet.maxBytes = 100_000;
  return { source, inlet };
}

test('two links that both have much to say are read in turn', async () => {
  const clock = new ManualClock();
  const read: string[] = [];
  const said = writeFrames(Array.from({ length: 1_000 }, () => Buffer.alloc(50)));
  const readers = ['a', 'b'].map((who) =>
    reading(clock, (inlet, payload) => {
      read.push(who);
      inlet.charge(payload.byteLength, 1);
    }),
  );
  for (const { inlet } of readers) inlet.receive(said);
  await clock.advance(0);
  expect(read.filter((who) => who === 'a')).toHaveLength(1_000);
  // Never more than a turn of one while the other waits.
  const longest = Math.max(...(read.join('').match(/a+|b+/g) ?? []).map(({ length }) => length));
  expect(longest).toBeLessThan(200);
});

test('a connection is not read while there is more of it than fits a turn', async () => {
  const clock = new ManualClock();
  let frames = 0;
  const { source, inlet } = reading(clock, () => {
    frames += 1;
  });
  inlet.receive(writeFrames(Array.from({ length: 100 }, () => Buffer.alloc(2_000))));
  expect([source.paused, frames]).toEqual([true, 33]);
  await clock.advance(0);
  expect([source.paused, frames]).toEqual([false, 100]);
});

test('what came before the end is read, however much one may be read in a turn', () => {
  let frames = 0;
  const { inlet } = reading(new ManualClock(), () => {
    frames += 1;
  });
  inlet.receive(writeFrames(Array.from({ length: 100 }, () => Buffer.alloc(2_000))));
  inlet.finish();
  expect(frames).toBe(100);
});

test('a frame that waits because of us is not held against the other side', async () => {
  const clock = new ManualClock();
  const { inlet } = reading(clock, (of, payload) => {
    for (let i = 0; i < 20_000; i++) of.charge(payload.byteLength, 1);
  });
  const [one, other] = [writeFrames([Buffer.alloc(10)]), writeFrames([Buffer.alloc(60_000)])];
  inlet.receive(Buffer.concat([one, other.subarray(0, 30_000)]));
  await clock.advance(4_000);
  inlet.receive(other.subarray(30_000));
  expect(inlet.frameAgeMs).toBeLessThanOrEqual(0);
});

test('much that is sealed in one frame is read in turns, as if each had come alone', async () => {
  const clock = new ManualClock();
  const source = new Source();
  const heard: number[] = [];
  const inlet: Inlet = new Inlet(source, {
    clock,
    frame: (payload) => payload,
    content: (content) => {
      heard.push(content[0] ?? 0);
      inlet.charge(content.byteLength, 1);
    },
    failed: (error) => {
      throw error;
    },
    flooding: () => undefined,
  });
  inlet.maxBytes = 100_000;
  const said = Array.from({ length: 250 }, (_, i) => Uint8Array.of(i));
  inlet.receive(writeFrames([writeFrames(said)]));
  expect([source.paused, heard.length]).toEqual([true, 100]);
  await clock.advance(0);
  expect([source.paused, heard]).toEqual([false, said.map(([n]) => n)]);
});
