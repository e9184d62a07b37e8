// src/store/carve.ts, src/store/wal.ts, src/store/salvage.ts, src/store/open-history.ts
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Chained, GENESIS, hashEntry } from '../../src/core/chain.ts';
import { identityFromSeed, peerIdOf } from '../../src/crypto/identity.ts';
import { logCrypto, signingWith } from '../../src/crypto/signing.ts';
import { carve } from '../../src/store/carve.ts';
import { StoreDamagedError } from '../../src/store/connection.ts';
import { type OpenedHistory, openHistory } from '../../src/store/open-history.ts';
import { SqliteStore } from '../../src/store/sqlite.ts';
import { isWalDamaged, walPages } from '../../src/store/wal.ts';
import { entry, epoch, group } from '../support/entries.ts';
import { record } from './arbitraries.ts';
import { folder, fuzz, fuzzAsync } from './fuzz.ts';

const PAGE_BYTES = 4_096;
const GROUP = group(1);
const dir = folder();
const ANA = identityFromSeed(Buffer.alloc(32, 1));

/** A history as a crash leaves it: some of it in the file and some in the WAL. */
type Sample = {
  readonly db: Buffer;
  readonly wal: Buffer;
  readonly texts: readonly string[];
};
let made: Promise<Sample> | null = null;

async function make(): Promise<Sample> {
  const path = join(dir, 'whole.db');
  const { sign } = signingWith(ANA);
  let prev = GENESIS;
  const said = Array.from({ length: 60 }, (_, i): Chained => {
    const body = i % 9 === 0 ? 'long '.repeat(2_000) : `text ${i}`;
    const one = entry({ author: peerIdOf(ANA), epoch: epoch(1), seq: i + 1, body });
    prev = hashEntry(logCrypto, GROUP, prev, one);
    return { entry: one, hash: prev, sig: i % 4 === 3 ? sign(prev) : null };
  });
  const first = new SqliteStore(path);
  await first.append(GROUP, said.slice(0, 40));
  await first.close();
  const second = new SqliteStore(path);
  for (let i = 40; i < 60; i += 4) await second.append(GROUP, said.slice(i, i + 4));
  const [db, wal] = [readFileSync(path), readFileSync(`${path}-wal`)];
  await second.close();
  return { db, wal, texts: said.map(({ entry: { body } }) => body) };
}

type Harm = {
  readonly how: string;
  readonly at: number;
  readonly n: number;
  readonly wal: boolean;
};
const harm: fc.Arbitrary<Harm> = record({
  how: fc.constantFrom('flip', 'byte', 'zero', 'noise', 'cut', 'swap', 'repeat', 'header'),
  at: fc.nat(),
  n: fc.nat(),
  wal: fc.boolean(),
});

function harmed(whole: Buffer, { how, at, n }: Harm): Buffer {
  const content = Buffer.from(whole);
  if (content.length === 0) return content;
  const pages = Math.max(1, Math.floor(content.length / PAGE_BYTES));
  const page = (at % pages) * PAGE_BYTES;
  switch (how) {
    case 'flip':
      content[at % content.length] = (content[at % content.length] ?? 0) ^ (1 << (n % 8));
      return content;
    case 'byte':
      content[at % content.length] = n;
      return content;
    case 'zero':
      return content.fill(0, page, Math.min(content.length, page + 1 + (n % PAGE_BYTES)));
    case 'noise':
      for (let i = page; i < Math.min(content.length, page + (n % PAGE_BYTES)); i++)
        content[i] = (i * n) >> 3;
      return content;
    case 'cut':
      return content.subarray(0, at % content.length);
    case 'swap': {
      const other = (n % pages) * PAGE_BYTES;
      const held = Buffer.from(content.subarray(page, page + PAGE_BYTES));
      content.copy(content, page, other, other + PAGE_BYTES);
      held.copy(content, other);
      return content;
    }
    case 'repeat':
      return Buffer.concat([content, content.subarray(page, page + PAGE_BYTES)]);
    default: {
      // Bytes 18 and 19 say who may write: with others the file is protected, which is no damage.
      const byte = at % Math.min(100, content.length);
      if (byte !== 18 && byte !== 19) content[byte] = n;
      return content;
    }
  }
}

function openOrRefused(path: string): OpenedHistory | null {
  const options = { crypto: logCrypto, now: () => 1, used: true, damaged: () => undefined };
  try {
    return openHistory(path, options);
  } catch (error) {
    expect(String(error)).toContain('newer version');
    return null;
  }
}

const harms = fc.array(harm, { maxLength: 6 });

fuzzAsync(
  'from a damaged history rows are read or passed over, and it comes to an end',
  400,
  harms,
  async (all) => {
    made ??= make();
    const { db, wal } = await made;
    const path = join(dir, 'carved.db');
    writeFileSync(path, all.filter((each) => !each.wal).reduce(harmed, db));
    writeFileSync(`${path}-wal`, all.filter((each) => each.wal).reduce(harmed, wal));
    let rows = 0;
    for (const row of carve(path)) {
      rows += 1;
      if (row.some((value) => value === undefined)) throw new Error('A value that is none');
    }
    expect(rows).toBeLessThan(((db.length + wal.length) / PAGE_BYTES + 2) * PAGE_BYTES);
  },
);

fuzz(
  'any bytes are a WAL with whole pages or without',
  3_000,
  fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.boolean(), fc.constantFrom(0, 8, 12, 512, 4_096)),
  ([bytes, marked, pageBytes]) => {
    const wal = Buffer.from(bytes);
    if (marked && wal.length >= 12) {
      wal.writeUInt32BE(0x377f0683, 0);
      wal.writeUInt32BE(pageBytes, 8);
    }
    expect(typeof isWalDamaged(wal)).toBe('boolean');
    for (const { content } of walPages(wal, PAGE_BYTES)) expect(content.length).toBe(PAGE_BYTES);
  },
);

fuzzAsync(
  'a damaged history opens, with nothing in it that was not said, or the damage stays out of it',
  100,
  harms,
  async (all) => {
    made ??= make();
    const { db, wal, texts } = await made;
    const own = mkdtempSync(join(dir, 'case-'));
    const path = join(own, 'history.db');
    writeFileSync(path, all.filter((each) => !each.wal).reduce(harmed, db));
    const log = all.filter((each) => each.wal).reduce(harmed, wal);
    if (log.length > 0) writeFileSync(`${path}-wal`, log);
    // What is in use meets the damage, says so, and leaves it to the next start.
    for (let start = 1; start <= 2; start++) {
      const opened = openOrRefused(path);
      // Its version may be what is damaged: then it looks newer, and is left alone.
      if (opened === null) break;
      const { store, damage } = opened;
      try {
        const found = await store.newest(GROUP, 'line', 200, null);
        if (damage === null) break;
        expect(existsSync(damage.kept)).toBe(true);
        for (const { body } of found) expect(texts).toContain(body);
        expect(damage.messages?.saved ?? found.length).toBe(found.length);
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(StoreDamagedError);
        expect([start, damage]).toEqual([1, null]);
      } finally {
        await store.close();
      }
    }
    rmSync(own, { recursive: true });
  },
);
