import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'libsql';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { GENESIS, type Head, NO_HEAD, verifyRun } from '../../src/core/chain.ts';
import type { LogId } from '../../src/core/ids.ts';
import { identityFromSeed } from '../../src/crypto/identity.ts';
import { SqliteStore } from '../../src/store/sqlite.ts';
import { bundle, removeBundles } from '../support/bundle.ts';
import { plainCrypto } from '../support/plain-crypto.ts';
import { tempDir } from '../support/temp-dir.ts';

/** Histories that are written and killed side by side, and how often each. */
const FILES = [1, 2, 3, 4];
const KILLS_EACH = 25;
/** A kill comes at most so long after an append was reported: longer than one takes. */
const MAX_DELAY_MS = 4;
const PAGE_BYTES = 250_000;

const crypto = plainCrypto(identityFromSeed(Buffer.alloc(32, 9)));
const lobby = crypto.groupId('lobby');
let writer = '';

beforeAll(async () => {
  writer = await bundle('tests/support/endless-writer.ts', 'endless-writer');
}, 60_000);

afterAll(removeBundles);

/** What a writer said before it was killed: its log, and how far that had been acknowledged. */
type Said = { readonly log: LogId; readonly upTo: number };

/** Lets a program append until it has reported `count` times, and kills it a moment later. */
async function writeAndKill(path: string, count: number, delayMs: number): Promise<Said> {
  const child = spawn(process.execPath, [writer, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [log, upTo, reports] = ['', 0, 0];
  for await (const line of createInterface({ input: child.stdout })) {
    if (log === '') {
      log = line;
      continue;
    }
    upTo = Number(line);
    reports += 1;
    // Spun, not slept: timers are too coarse to end inside an append.
    const at = performance.now() + delayMs;
    if (reports === count) while (performance.now() < at);
    if (reports === count) child.kill('SIGKILL');
  }
  return { log: log as LogId, upTo };
}

/** Reads a log page by page as peers do, verifies each, and returns where that ends. */
async function readThrough(store: SqliteStore, log: LogId): Promise<Head> {
  let head = NO_HEAD;
  for (;;) {
    const [run] = await store.page(lobby, [[log, head.seq]], PAGE_BYTES);
    if (run === undefined) return head;
    expect(run.prev, 'a page continues the one before').toBe(head.hash);
    const chained = verifyRun(crypto, lobby, run);
    const last = chained?.at(-1);
    if (chained === null || last === undefined) throw new Error(`${log} does not verify`);
    expect(chained.map(({ entry }) => entry.seq)).toEqual(chained.map((_, i) => head.seq + 1 + i));
    head = { seq: last.entry.seq, hash: last.hash };
  }
}

/** Opens what a killed program left, as the next start does, and looks at all that it acknowledged. */
async function inspect(path: string, said: readonly Said[]): Promise<void> {
  const store = new SqliteStore(path);
  try {
    const heads = await store.heads(lobby);
    for (const { log, upTo } of said) {
      const head = heads.get(log) ?? { seq: 0, hash: GENESIS };
      expect(head.seq, 'nothing that was acknowledged is missing').toBeGreaterThanOrEqual(upTo);
      expect(head.seq % 3, 'an append is kept whole or not at all').toBe(0);
      expect(await readThrough(store, log), 'the head is that of the entries').toEqual(head);
    }
  } finally {
    await store.close();
  }
}

/** Rows beyond a head would be half an append; the file itself must be sound. */
function inspectFile(path: string): void {
  const db = new Database(path);
  try {
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([
      expect.objectContaining({ integrity_check: 'ok' }),
    ]);
    const beyond = `SELECT count(*) AS n FROM entry LEFT JOIN log ON log.id = entry.log
      WHERE log.seq IS NULL OR entry.seq > log.seq`;
    expect(db.prepare(beyond).get()).toMatchObject({ n: 0 });
  } finally {
    db.close();
  }
}

test('killed 100 times while it writes, a history keeps all that it acknowledged', async () => {
  const reached = await Promise.all(
    FILES.map(async (file) => {
      const path = join(tempDir(), 'history.db');
      const all: Said[] = [];
      for (let kill = 0; kill < KILLS_EACH; kill++) {
        // Every kill at another moment: from the first append on, and at all points within one.
        const count = 1 + ((kill * 7 + file * 3) % 30);
        const delayMs = ((kill * FILES.length + file) / (KILLS_EACH * FILES.length)) * MAX_DELAY_MS;
        const said = await writeAndKill(path, count, delayMs);
        expect(said.upTo).toBeGreaterThanOrEqual(3 * count);
        all.push(said);
        await inspect(path, [said]);
      }
      await inspect(path, all);
      inspectFile(path);
      return all.length;
    }),
  );
  expect(reached).toEqual(FILES.map(() => KILLS_EACH));
}, 120_000);
