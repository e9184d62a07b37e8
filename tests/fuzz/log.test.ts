// src/core/chain.ts, src/peer/intake.ts, src/peer/vector.ts, src/peer/shelf.ts
import fc from 'fast-check';
import { expect } from 'vitest';
import {
  type Chained,
  GENESIS,
  type Head,
  hashEntry,
  NO_HEAD,
  type Run,
  toRun,
  verifyRun,
} from '../../src/core/chain.ts';
import type { Entry } from '../../src/core/entry.ts';
import { MAX_CLOCK_LEAD_MS } from '../../src/core/order.ts';
import { identityFromSeed } from '../../src/crypto/identity.ts';
import { takeIn } from '../../src/peer/intake.ts';
import { Shelf } from '../../src/peer/shelf.ts';
import { Vector } from '../../src/peer/vector.ts';
import { entry, epoch, group, log } from '../support/entries.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { plainCrypto } from '../support/plain-crypto.ts';
import { record, saying } from './arbitraries.ts';
import { fuzz, fuzzAsync } from './fuzz.ts';

const CRYPTO = plainCrypto(identityFromSeed(Buffer.alloc(32, 1)));
const GROUP = group(1);
const LENGTH = 8;

/** A log that is signed at every entry; its words from the fourth on are its own. */
function history(name: string): readonly Chained[] {
  let prev = GENESIS;
  return Array.from({ length: LENGTH }, (_, i): Chained => {
    const body = `${i < 3 ? 'said' : name} ${i}`;
    const said = entry({ author: CRYPTO.self, epoch: epoch(1), seq: i + 1, body });
    prev = hashEntry(CRYPTO, GROUP, prev, said);
    return { entry: said, hash: prev, sig: CRYPTO.sign(prev) };
  });
}
const ONE = history('one');
const OTHER = history('other');

function runOf(whole: readonly Chained[], from: number, count: number): Run {
  return toRun(whole[from - 1]?.hash ?? GENESIS, whole.slice(from, from + count));
}

const piece = record({
  from: fc.nat(LENGTH - 1),
  count: fc.integer({ min: 1, max: LENGTH }),
  other: fc.nat(5),
});
fuzz(
  'runs in any order only ever lengthen a log by what follows, and a second history is found out',
  400,
  fc.array(piece, { maxLength: 8 }),
  (pieces) => {
    let head: Head = NO_HEAD;
    let taken: readonly Chained[] = [];
    for (const { from, count, other } of pieces) {
      const whole = other === 0 ? OTHER : ONE;
      const run = runOf(whole, from, count);
      const intake = takeIn(CRYPTO, GROUP, run, head);
      const last = Math.min(LENGTH, from + count);
      // What meets the end of what is held must be what is held there.
      const meets = from <= head.seq && last >= head.seq && head.seq > 0;
      const differs = meets && whole[head.seq - 1]?.hash !== head.hash;
      if (intake.is === 'next') {
        expect(intake.prev).toBe(head.hash);
        expect(intake.entries[0]?.entry.seq).toBe(head.seq + 1);
        taken = [...taken, ...intake.entries];
        const end = taken.at(-1);
        if (end !== undefined) head = { seq: end.entry.seq, hash: end.hash };
        expect([ONE, OTHER].some((each) => each[head.seq - 1]?.hash === head.hash)).toBe(true);
      } else if (intake.is === 'ahead') {
        expect(from).toBeGreaterThan(head.seq);
        expect(intake.upTo).toBe(last);
      } else if (intake.is === 'fork') {
        expect(differs).toBe(true);
      } else {
        expect(last <= head.seq).toBe(true);
      }
      if (differs && last > head.seq) expect(intake.is).toBe('fork');
    }
    expect(taken.map(({ entry: { seq } }) => seq)).toEqual(taken.map((_, i) => i + 1));
  },
);

/** What a forger changes in a run. */
const forgery = record({
  how: fc.constantFrom(
    'body',
    'drop',
    'swap',
    'log',
    'prev',
    'sig',
    'group',
    'seq',
    'clock',
    'kind',
  ),
  at: fc.nat(),
});
const signedRun = fc.array(saying, { minLength: 1, maxLength: 4 }).map((said): Run => {
  let prev = GENESIS;
  const all = said.map((each, i): Chained => {
    const one: Entry = { author: CRYPTO.self, epoch: epoch(1), seq: i + 1, ...each };
    prev = hashEntry(CRYPTO, GROUP, prev, one);
    return { entry: one, hash: prev, sig: null };
  });
  const last = all.at(-1);
  return toRun(
    GENESIS,
    last === undefined ? [] : all.with(-1, { ...last, sig: CRYPTO.sign(prev) }),
  );
});
fuzz(
  'a run is its author’s to the last digit, or nobody’s',
  2_000,
  fc.tuple(signedRun, forgery),
  ([run, { how, at }]) => {
    expect(verifyRun(CRYPTO, GROUP, run)?.map(({ entry: each }) => each)).toEqual(run.entries);
    const i = at % run.entries.length;
    const change = (part: Partial<Entry>): Run => {
      const entries = run.entries.map((each, at) => (at === i ? { ...each, ...part } : each));
      return { ...run, entries };
    };
    const one = run.entries[i];
    if (one === undefined) return;
    const forged: Record<typeof how, Run> = {
      body: change({ body: `${one.body}.` }),
      kind: change({ kind: `${one.kind}x` }),
      clock: change({ hlc: [one.hlc[0] + 1, one.hlc[1]] }),
      seq: change({ seq: one.seq + 1 }),
      drop: { ...run, entries: run.entries.toSpliced(i, 1) },
      swap: { ...run, entries: [...run.entries, one] },
      log: change({ epoch: epoch(2) }),
      prev: { ...run, prev: 'ab'.repeat(32) as Run['prev'] },
      sig: { ...run, sig: CRYPTO.sign('ab'.repeat(32) as Run['prev']) },
      group: run,
    };
    expect(verifyRun(CRYPTO, how === 'group' ? group(2) : GROUP, forged[how])).toBeNull();
  },
);

const step = record({
  do: fc.constantFrom('claim', 'store', 'unclaim', 'back'),
  who: fc.nat(2),
  seq: fc.nat(9),
});
fuzz(
  'what is stored of a log is never beyond what is claimed of it',
  1_500,
  fc.array(step, { maxLength: 20 }),
  (steps) => {
    const vector = new Vector();
    for (const { do: what, who, seq } of steps) {
      const of = log(who);
      const head: Head = { seq, hash: GENESIS };
      if (what === 'claim')
        vector.claim(of, { ...head, seq: Math.max(seq, vector.stored(of).seq) });
      if (what === 'store') vector.store(of, head);
      if (what === 'unclaim') vector.unclaim(of);
      if (what === 'back') vector.setBack(of, head);
      expect(vector.claimed(of).seq).toBeGreaterThanOrEqual(vector.stored(of).seq);
      if (what !== 'claim' && what !== 'unclaim') expect(vector.stored(of).seq).toBe(seq);
      expect(vector.logs.get(of)?.seq ?? 0).toBe(vector.stored(of).seq);
    }
  },
);

const START = 1_700_000_000_000;
const early = record({
  ahead: fc.integer({ min: -5, max: 5 }),
  led: fc.integer({ min: -5, max: 5 }),
});
fuzzAsync(
  'what is days ahead is held until its time has come, then told once',
  400,
  fc.array(fc.tuple(early, fc.nat(50)), { maxLength: 10 }),
  async (all) => {
    const clock = new ManualClock(START);
    const told: number[] = [];
    const shelf = new Shelf({
      clock,
      due: (entries) => told.push(...entries.map(({ seq }) => seq)),
    });
    const hour = MAX_CLOCK_LEAD_MS / 48;
    for (const [i, [{ ahead, led }, hours]] of all.entries()) {
      const sentAt = clock.now() + MAX_CLOCK_LEAD_MS + ahead * hour;
      const one = entry({ seq: i + 1, sentAt, hlc: [sentAt + led * hour, 0] });
      const now = shelf.sort([one]);
      expect(now.length === 0).toBe(shelf.isEarly(one));
      told.push(...now.map(({ seq }) => seq));
      await clock.advance(hours * 1_000);
    }
    await clock.advance(12 * hour);
    shelf.close();
    expect(told.toSorted((a, b) => a - b)).toEqual(all.map((_, i) => i + 1));
    expect(clock.waiting).toBe(0);
  },
);
