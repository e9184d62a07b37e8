// src/net/tcp.ts, src/peer/link.ts, src/peer/links.ts, src/peer/opening.ts, src/peer/door.ts, src/peer/inlet.ts, src/peer/session.ts
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { expect, type TestContext, test } from 'vitest';
import { encodeMessage, parseMessage, WireError } from '../../src/core/wire.ts';
import { identityFromSeed } from '../../src/crypto/identity.ts';
import { Intruder } from '../hostile/support/intruder.ts';
import { header, writeFrames } from '../support/frame-writer.ts';
import { NoiseByHand } from '../support/noise-by-hand.ts';
import { again, count, drawSeed, scaled } from './fuzz.ts';
import { honestPair } from './honest-pair.ts';
import { mutated, write } from './json-trees.ts';
import { MESSAGES, preamble } from './messages.ts';

/** Bad frames in a run of `npm test`: of strangers, of those who have shown a key, and of members. */
const STRANGERS = 7_500;
const UNGREETED = 500;
const MEMBERS = 2_000;
/** Attackers at a time: fewer than the 20 who may be coming in, for each must be heard out. */
const AT_ONCE = 12;
/** Less than the 5 s that an opening may take: whoever is cut off only then was not cut off for this. */
const CALL_MS = 4_000;
/** Everything here takes a moment; only a failing test waits so long. */
const BOUND_MS = 240_000;

/** What a stranger does: bytes in pieces, and how it goes on where the other side says nothing. */
type Visit = { readonly chunks: readonly Buffer[]; readonly next: 'wait' | 'end' | 'reset' };

const bytes = (minLength: number, maxLength = minLength): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ minLength, maxLength }).map((each) => Buffer.from(each));
const someKey = Buffer.from(
  new NoiseByHand('dialler', identityFromSeed(Buffer.alloc(32, 1)), Buffer.alloc(0)).write(),
);
const firstNoise = fc.oneof(
  fc.constant(someKey),
  bytes(32),
  bytes(1, 100),
  fc.constant(Buffer.alloc(32)),
);
const opened = fc.record({
  nonce: fc.constant('0'.repeat(32)),
  tag: fc.constant(null),
  parley: fc.constant([1, 1]),
});
/** An opening with something wrong in its first frame, or else in its second or third. */
const opening = fc
  .tuple(
    fc.oneof(
      mutated(preamble).map(write),
      mutated(opened).map(write),
      opened.map((valid) => JSON.stringify(valid)),
      fc.string(),
    ),
    firstNoise,
    fc.oneof(bytes(64), bytes(1, 200)),
  )
  .map(([said, first, second]) => writeFrames([Buffer.from(said || '?'), first, second]));
const length = fc.oneof(
  fc.constantFrom(0, 1_025, 65_536, 0x7fff_ffff, 0xffff_ffff),
  fc.integer({ min: 1_025, max: 0xffff_ffff }),
);
const stream = fc.oneof(
  { arbitrary: opening.map((all) => ({ all, next: 'wait' as const })), weight: 12 },
  {
    arbitrary: fc
      .tuple(length, bytes(0, 30))
      .map(([n, rest]) => ({ all: Buffer.concat([header(n), rest]), next: 'wait' as const })),
    weight: 3,
  },
  // Ends before it has said all that it has begun to say.
  {
    arbitrary: fc
      .tuple(opening, fc.nat(), fc.constantFrom('end' as const, 'reset' as const))
      .map(([all, at, next]) => ({ all: all.subarray(0, at % all.length), next })),
    weight: 3,
  },
);
const visit: fc.Arbitrary<Visit> = fc
  .tuple(stream, fc.array(fc.nat(), { maxLength: 4 }))
  .map(([{ all, next }, cuts]) => {
    const at = [0, ...cuts.map((cut) => cut % (all.length + 1)).sort((a, b) => a - b), all.length];
    return { chunks: at.slice(1).map((to, i) => all.subarray(at[i], to)), next };
  });

/** Content of one sealed frame that is no message. */
const noMessage: fc.Arbitrary<Buffer> = fc
  .oneof(
    ...Object.entries(MESSAGES).map(([kind, valid]) =>
      mutated(valid.map((each) => JSON.parse(JSON.stringify(each)))).map((tree) =>
        content(kind, write(tree)),
      ),
    ),
    bytes(1, 300),
    fc
      .tuple(fc.integer({ min: 3, max: 255 }), bytes(0, 40))
      .map(([channel, rest]) => Buffer.concat([Buffer.of(channel), rest])),
  )
  .filter((each) => !isMessage(each));

/** One that is read, though it says what nobody honest says. */
const oddMessage: fc.Arbitrary<Buffer> = fc
  .constantFrom(...Object.entries(MESSAGES))
  .chain(([kind, valid]) =>
    fc
      .oneof(
        valid.map((each) => encodeMessage(each)),
        mutated(valid).map((tree) => content(kind, write(tree))),
      )
      .map((each) => Buffer.from(each)),
  )
  .filter((each) => isMessage(each) && !each.includes('"goodbye"'));
const memberSays = fc.tuple(oddMessage, noMessage);

function content(kind: string, json: string): Buffer {
  return Buffer.concat([Buffer.of(kind === 'entries' ? 2 : 1), Buffer.from(json)]);
}

function isMessage(said: Buffer): boolean {
  try {
    parseMessage(said);
    return true;
  } catch (error) {
    if (error instanceof WireError) return false;
    throw error;
  }
}

/** Calls at a stranger's door; resolves once the connection has ended. */
function call(port: number, { chunks, next }: Visit): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(new Error('A bad frame did not end its connection'));
    const timer = setTimeout(late, CALL_MS);
    const socket: Socket = connect({ host: '127.0.0.1', port, noDelay: true });
    socket.on('error', () => undefined);
    socket.on('data', () => undefined);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.once('connect', () => {
      for (const chunk of chunks) socket.write(chunk);
      if (next === 'end') socket.end();
      if (next === 'reset') socket.resetAndDestroy();
    });
  });
}

/** Runs all of them, a few at a time; each of the few is somebody else. */
async function inTurn<T>(
  all: readonly T[],
  run: (each: T, who: number) => Promise<void>,
): Promise<void> {
  const queue = all.values();
  const worker = async (_: unknown, i: number): Promise<void> => {
    for (const each of queue) await run(each, i + 1);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function sample<T>(
  context: TestContext,
  arbitrary: fc.Arbitrary<T>,
  usual: number,
  seed: number,
): readonly T[] {
  const numRuns = scaled(usual);
  count(context, numRuns);
  return fc.sample(arbitrary, { numRuns, seed });
}

test('bad frames of strangers and members end one link each, with a reason, and an honest pair notices nothing', {
  timeout: BOUND_MS,
}, async (context) => {
  const seed = drawSeed();
  const pair = await honestPair();
  const { port, journal } = pair;
  const before = pair.sockets();

  await pair.chatDuring(async () => {
    await inTurn(sample(context, visit, STRANGERS, seed), (each) => call(port, each));
    await inTurn(sample(context, noMessage, UNGREETED, seed), async (said, who) => {
      const intruder = await Intruder.connect(port, who, '127.0.0.1');
      await intruder.shakeHands();
      intruder.content(said[0] ?? 0, said.subarray(1));
      expect(await intruder.goodbye(), again(context, seed)).toBe('bad-input');
    });
    await inTurn(sample(context, memberSays, MEMBERS, seed), async (all, who) => {
      const intruder = await Intruder.join(port, who);
      for (const said of all) intruder.content(said[0] ?? 0, said.subarray(1));
      expect(await intruder.goodbye(), again(context, seed)).toBe('bad-input');
    });
  });

  await pair.until(() => pair.sockets() === before, 'sockets back to where they were');
  // Every link that came in has ended, once, and its reason can be read.
  const all = scaled(STRANGERS) + scaled(UNGREETED) + scaled(MEMBERS);
  const came = journal
    .all('connected')
    .filter(({ way, link }) => way === 'in' && link !== pair.honestLink);
  const ended = journal.all('link-ended').filter(({ link }) => link !== pair.honestLink);
  expect(came.length).toBe(all);
  expect(ended.map(({ link }) => link).sort((a, b) => a - b)).toEqual(came.map(({ link }) => link));
  for (const { code, reason } of ended) {
    expect(['bad-input', 'lost', 'version', 'other-group', 'open', 'wrong-secret']).toContain(code);
    expect(reason).not.toBe('');
  }
  expect(ended.filter(({ by }) => by === 'us').length).toBeGreaterThan(all / 2);
  await pair.leave();
  expect(pair.trouble).toEqual([]);
});
