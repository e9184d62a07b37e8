// src/store/memory.ts, src/store/sqlite.ts, src/store/page.ts, src/store/rows.ts, src/store/sound.ts
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import {
  type Chained,
  GENESIS,
  hashEntry,
  type Run,
  runSize,
  toRun,
} from '../../src/core/chain.ts';
import type { EntryClass } from '../../src/core/content.ts';
import type { GroupId, Hash, LogId, Signature } from '../../src/core/ids.ts';
import type { LogCrypto, Store } from '../../src/core/ports.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import { SqliteStore } from '../../src/store/sqlite.ts';
import { AWKWARD_TEXTS, entry, epoch, group, log, peer, placeOf } from '../support/entries.ts';
import { record } from './arbitraries.ts';
import { folder, fuzzAsync } from './fuzz.ts';

const AUTHORS = 3;
const LENGTH = 7;
/** Hashes as they are, and signatures that are quickly made and checked. */
const crypto: LogCrypto = {
  hash: (content) => createHash('sha256').update(content).digest('hex') as Hash,
  verify: (_, hash, signature) => signature === hash + hash,
};

/** Whole logs of a group as their authors wrote them, every other entry or so signed. */
function logsOf(where: GroupId): readonly (readonly Chained[])[] {
  return Array.from({ length: AUTHORS }, (_, author) => {
    let prev = GENESIS;
    return Array.from({ length: LENGTH }, (_, i): Chained => {
      const body = AWKWARD_TEXTS[(author * LENGTH + i) % AWKWARD_TEXTS.length] ?? 'x';
      const kind = i % 3 === 2 ? 'profile' : 'text';
      const hlc = [(i * 7 + author) % 5, author] as const;
      const said = entry({ author: peer(author), epoch: epoch(1), seq: i + 1, hlc, kind, body });
      prev = hashEntry(crypto, where, prev, said);
      return {
        entry: said,
        hash: prev,
        sig: (i + author) % 2 === 0 ? ((prev + prev) as Signature) : null,
      };
    });
  });
}

const author = fc.nat(AUTHORS - 1);
const place = fc.nat(LENGTH);
const stretch = record({
  author,
  from: fc.nat(LENGTH - 1),
  count: fc.integer({ min: 1, max: LENGTH }),
  forged: fc.boolean(),
});
const wants = fc.uniqueArray(fc.tuple(fc.oneof(author, fc.constant(9)), place), {
  selector: ([who]) => who,
  maxLength: 4,
});
const watermark = fc.tuple(fc.nat(3), author, fc.nat(20));
type Act =
  | {
      readonly do: 'append';
      readonly all: readonly { author: number; from: number; count: number; forged: boolean }[];
    }
  | {
      readonly do: 'page';
      readonly wants: readonly (readonly [number, number])[];
      readonly bytes: number;
    }
  | {
      readonly do: 'newest';
      readonly of: EntryClass;
      readonly limit: number;
      readonly before: readonly [number, number] | null;
    }
  | { readonly do: 'mark'; readonly marks: readonly (readonly [number, number, number])[] }
  | { readonly do: 'fork' | 'mend'; readonly author: number };
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    arbitrary: record<Extract<Act, { do: 'append' }>>({
      do: fc.constant('append'),
      all: fc.array(stretch, { maxLength: 3 }),
    }),
    weight: 8,
  },
  {
    arbitrary: record<Extract<Act, { do: 'page' }>>({
      do: fc.constant('page'),
      wants,
      bytes: fc.oneof(fc.nat(1_500), fc.constant(250_000)),
    }),
    weight: 3,
  },
  {
    arbitrary: record<Extract<Act, { do: 'newest' }>>({
      do: fc.constant('newest'),
      of: fc.constantFrom('line' as const, 'profile' as const, 'change' as const),
      limit: fc.nat(8),
      before: fc.option(fc.tuple(author, fc.nat(LENGTH - 1))),
    }),
    weight: 3,
  },
  {
    arbitrary: record<Extract<Act, { do: 'mark' }>>({
      do: fc.constant('mark'),
      marks: fc.array(watermark, { maxLength: 3 }),
    }),
    weight: 1,
  },
  {
    arbitrary: record<Extract<Act, { do: 'fork' | 'mend' }>>({
      do: fc.constantFrom('fork' as const, 'mend' as const),
      author,
    }),
    weight: 2,
  },
);

let number = 0;
const path = join(folder(), 'history.db');
let sqlite: SqliteStore | null = null;

async function apply(
  store: Store,
  where: GroupId,
  logs: readonly (readonly Chained[])[],
  each: Act,
): Promise<unknown> {
  const of = (who: number): LogId => log(who, 1);
  switch (each.do) {
    case 'append':
      return await store.append(
        where,
        each.all.flatMap(({ author: who, from, count, forged }) => {
          const whole = logs[who]?.slice(from, from + count) ?? [];
          return forged
            ? whole.map((one) => ({ ...one, entry: { ...one.entry, body: 'forged' } }))
            : whole;
        }),
      );
    case 'page': {
      const runs = await store.page(
        where,
        each.wants.map(([who, after]) => [of(who), after]),
        each.bytes,
      );
      expectPage(runs, each.bytes);
      return runs;
    }
    case 'newest': {
      const [who, i] = each.before ?? [];
      const before = who === undefined ? undefined : logs[who]?.[i ?? 0];
      return await store.newest(
        where,
        each.of,
        each.limit,
        before === undefined ? null : placeOf(before.entry),
      );
    }
    case 'mark':
      await store.keepSeen(
        where,
        each.marks.map(([, whose, seq]) => [of(whose), seq]),
      );
      return await store.keepWatermarks(
        where,
        each.marks.map(([who, whose, seq]) => [peer(who), of(whose), seq, who]),
      );
    case 'fork': {
      const whole = logs[each.author] ?? [];
      const signed = whole.findIndex(({ sig }) => sig !== null);
      return await store.keepFork(
        where,
        of(each.author),
        toRun(GENESIS, whole.slice(0, signed + 1)),
      );
    }
    case 'mend':
      return await store.mend(crypto, where, of(each.author));
  }
}

/** What is handed on fits, ends where it is signed, and has no gaps. */
function expectPage(runs: readonly Run[], bytes: number): void {
  expect(runs.reduce((sum, { entries }) => sum + runSize(entries), 0)).toBeLessThanOrEqual(bytes);
  for (const { entries, sig } of runs) {
    expect(sig).toMatch(/^[0-9a-f]{128}$/);
    expect(entries.map(({ seq }) => seq)).toEqual(
      entries.map((_, i) => (entries[0]?.seq ?? 0) + i),
    );
  }
}

async function whole(store: Store, where: GroupId): Promise<unknown> {
  const [heads, forks, marks] = [
    await store.heads(where),
    await store.forks(where),
    await store.watermarks(where),
  ];
  const seen = await store.seen(where);
  const after = seen.map(([log, seq]) => [log, seq] as const).sort();
  const lines = await store.lines(where, after, 0, 4);
  const all = [
    await store.newest(where, 'line', 99, null),
    await store.newest(where, 'profile', 99, null),
  ];
  const wanted = [...heads.keys()].sort().map((each) => [each, 0] as const);
  const sorted = (items: Iterable<unknown>): string[] =>
    [...items].map((item) => JSON.stringify(item)).sort();
  const proofs = await Promise.all([0, 1, 2].map((who) => store.evidence(where, log(who, 1))));
  const page = await store.page(where, wanted, 250_000);
  return [sorted(heads), sorted(forks), sorted(marks), sorted(seen), lines, all, page, proofs];
}

fuzzAsync(
  'memory and SQLite hold the same after anything that is done to them',
  400,
  fc.array(act, { minLength: 1, maxLength: 14 }),
  async (acts) => {
    number += 1;
    // Opened anew now and then: what is on disk is what was held.
    if (number % 50 === 0) {
      await sqlite?.close();
      sqlite = null;
    }
    sqlite ??= new SqliteStore(path);
    const memory = new MemoryStore();
    const where = group(number);
    const logs = logsOf(where);
    for (const each of acts) {
      expect(await apply(sqlite, where, logs, each)).toEqual(
        await apply(memory, where, logs, each),
      );
    }
    expect(await whole(sqlite, where)).toEqual(await whole(memory, where));
  },
);
