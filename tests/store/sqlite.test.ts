import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { idOf } from '../../src/core/entry.ts';
import {
  inTransaction,
  openDatabase,
  release,
  StoreBusyError,
  StoreDamagedError,
} from '../../src/store/connection.ts';
import { SqliteStore } from '../../src/store/sqlite.ts';
import { chained, entry, group, log, peer, run, runOf } from '../support/entries.ts';
import { tempDir } from '../support/temp-dir.ts';
import { storeSuite } from './store.suite.ts';

describe('the SQLite store', () => {
  storeSuite(() => {
    const store = new SqliteStore(join(tempDir(), 'history.db'));
    onTestFinished(() => store.close());
    return store;
  });
});

test('history is there after closing and opening again', async () => {
  const path = join(tempDir(), 'history.db');
  const before = new SqliteStore(path);
  await before.append(group(1), chained(run(1, 50)));
  await before.close();
  const after = new SqliteStore(path);
  expect(await after.page(group(1), [[log(1), 0]], 1_000_000)).toEqual([runOf(run(1, 50))]);
  await after.close();
});

test('whatever is read is searched for, and no table is looked through', async () => {
  const path = join(tempDir(), 'history.db');
  const store = new SqliteStore(path);
  await store.append(group(1), chained(run(1, 9)));
  const id = idOf(entry());
  await store.append(
    group(1),
    chained([entry({ author: peer(2), kind: 'on-react', body: `${id}\n+👍` })]),
  );
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  for (const of of ['line', 'change', 'profile'] as const) {
    await store.newest(group(1), of, 9, null);
    await store.newest(group(1), of, 9, { id, hlc: [1, 0] });
    await store.oldest(group(1), of, 9, { id, hlc: [1, 0] });
  }
  await store.entries(group(1), [id]);
  await store.changes(group(1), [id], 9);
  await store.edits(group(1), id, 9, 9);
  await store.page(group(1), [[log(1), 0]], 9_999);
  await store.lines(group(1), [[log(1), 0]], 0, 9);
  const asked = new Set(prepare.mock.calls.map(([sql]) => sql));
  prepare.mockRestore();
  await store.close();
  const db = new Database(path);
  onTestFinished(() => void db.close());
  expect(asked.size).toBeGreaterThan(8);
  for (const sql of asked) {
    const values = Array(sql.split('?').length - 1).fill(0);
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    const given = /^SCAN json_each|^CORRELATED/;
    const steps = plan
      .map((step) => String(Object(step).detail))
      .filter((step) => !given.test(step));
    expect(steps.join(), sql).toMatch(/^SEARCH entry/);
    expect(steps.join(), sql).not.toMatch(/SCAN|TEMP B-TREE FOR ORDER|\(room=\?\)/);
  }
});

test('a history that is open cannot be opened again, and is unharmed by the attempt', async () => {
  const path = join(tempDir(), 'history.db');
  const first = new SqliteStore(path);
  expect(() => new SqliteStore(path)).toThrow(StoreBusyError);
  await first.append(group(1), chained(run(1, 1)));
  await first.close();
  const next = new SqliteStore(path);
  expect((await next.heads(group(1))).get(log(1))?.seq).toBe(1);
  await next.close();
});

test('a history of a newer version is refused, left as it is and let go', async () => {
  const path = join(tempDir(), 'history.db');
  await new SqliteStore(path).close();
  const newer = new Database(path);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  const message = 'This history was written by a newer version of Parley.';
  expect(() => new SqliteStore(path)).toThrow(message);
  expect(() => new SqliteStore(path)).toThrow(message);
});

test('a file that is not a database is damaged, and left as it is', () => {
  const path = join(tempDir(), 'history.db');
  const diary = 'Dear diary, '.repeat(1_000);
  writeFileSync(path, diary);
  expect(() => new SqliteStore(path)).toThrow(StoreDamagedError);
  expect(readFileSync(path, 'utf8')).toBe(diary);
});

test('what is committed is flushed to the disk before it counts: the settings are in force', () => {
  const db = openDatabase(join(tempDir(), 'history.db'));
  onTestFinished(() => release(db));
  const setting = (name: string): unknown =>
    Object.values(Object(db.prepare(`PRAGMA ${name}`).get()))[0];
  expect(setting('journal_mode')).toBe('wal');
  expect(setting('synchronous'), '2 is FULL: the WAL is flushed at every commit').toBe(2);
  expect(setting('fullfsync')).toBe(1);
  expect(setting('locking_mode')).toBe('exclusive');
});

test('a disk that is full takes nothing, says so, and goes on once there is room', () => {
  const path = join(tempDir(), 'history.db');
  const db = openDatabase(path);
  onTestFinished(() => release(db));
  db.exec('CREATE TABLE note (text TEXT)');
  const write = (count: number): void =>
    inTransaction(db, () => {
      const put = db.prepare('INSERT INTO note VALUES (?)');
      for (let i = 0; i < count; i++) put.run('x'.repeat(1_000));
    });
  const size = (): unknown => Object(db.prepare('SELECT count(*) AS n FROM note').get()).n;
  write(10);
  db.exec('PRAGMA max_page_count = 20');
  expect(() => write(1_000)).toThrow(/full/);
  expect(size()).toBe(10);
  db.exec('PRAGMA max_page_count = 100000');
  write(1_000);
  expect(size()).toBe(1_010);
});
