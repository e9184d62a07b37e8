import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Database from 'libsql';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { idOf } from '../../src/core/entry.ts';
import { logCrypto } from '../../src/crypto/signing.ts';
import {
  openDatabase,
  release,
  StoreBusyError,
  StoreDamagedError,
} from '../../src/store/connection.ts';
import { type OpenedHistory, openHistory } from '../../src/store/open-history.ts';
import { SqliteStore } from '../../src/store/sqlite.ts';
import { chained, entry, log, peer, run, runOf } from '../support/entries.ts';
import { SpokenHistory, total } from '../support/spoken-history.ts';
import { tempDir } from '../support/temp-dir.ts';

const PAGE = 4_096;
const NOW = Date.UTC(2026, 10, 21, 14, 2, 7);
const KEPT = 'history.damaged-2026-11-21T14-02-07Z.db';

const spoken = new SpokenHistory(10, 200);
/** The history after it was closed, and as a crash leaves it: the second half only in the WAL. */
let closed: Buffer;
let crashed: { readonly main: Buffer; readonly wal: Buffer };

beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-test-'));
  const path = join(dir, 'history.db');
  const before = new SqliteStore(path);
  await spoken.sayTo(before, 5);
  await before.close();
  const store = new SqliteStore(path);
  await spoken.sayTo(store);
  await store.keepFork(spoken.group, log(1), runOf(run(1, 1)));
  await store.keepWatermarks(spoken.group, [[peer(1), log(1), 7, 3]]);
  await store.keepSeen(spoken.group, [[log(1), 9]]);
  crashed = { main: readFileSync(path), wal: readFileSync(`${path}-wal`) };
  await store.close();
  closed = readFileSync(path);
  rmSync(dir, { recursive: true });
});

/** A profile's folder with this in it. */
function folder(main: Buffer | null, wal: Buffer | null = null): string {
  const path = join(tempDir(), 'history.db');
  if (main !== null) writeFileSync(path, main);
  if (wal !== null) writeFileSync(`${path}-wal`, wal);
  return path;
}

function open(path: string): OpenedHistory {
  const opened = openHistory(path, {
    crypto: logCrypto,
    now: () => NOW,
    used: true,
    damaged: () => undefined,
  });
  onTestFinished(() => opened.store.close().catch(() => undefined));
  return opened;
}

function changed(content: Buffer, change: (content: Buffer) => void): Buffer {
  const copy = Buffer.from(content);
  change(copy);
  return copy;
}

/** Whatever was lost: what is there is sound, and the rest can come back from others. */
async function expectSound({ store }: OpenedHistory): Promise<number> {
  const kept = total(await spoken.verify(store));
  await spoken.sayTo(store);
  expect(await store.heads(spoken.group)).toEqual(spoken.heads);
  expect(total(await spoken.verify(store))).toBe(spoken.size);
  return kept;
}

const WRECKS: readonly {
  readonly name: string;
  readonly main: () => Buffer;
  /** Share of what was said that must be saved at least. */
  readonly saved: number;
}[] = [
  { name: 'a text file', main: () => Buffer.from('Dear diary, '.repeat(1_000)), saved: 0 },
  { name: 'an empty file', main: () => Buffer.alloc(0), saved: 0 },
  { name: 'zeros', main: () => Buffer.alloc(closed.byteLength), saved: 0 },
  {
    name: 'a header overwritten',
    main: () => changed(closed, (copy) => copy.fill(0xa5, 0, 100)),
    saved: 1,
  },
  {
    name: 'a first page overwritten',
    main: () => changed(closed, (copy) => copy.fill(0xa5, 0, PAGE)),
    saved: 1,
  },
  { name: 'half a file', main: () => closed.subarray(0, closed.byteLength / 2), saved: 0.3 },
  { name: 'nine tenths', main: () => closed.subarray(0, closed.byteLength * 0.9), saved: 0.7 },
  { name: 'a file cut within a page', main: () => closed.subarray(0, -PAGE - 7), saved: 0.9 },
];

test.each(WRECKS)('$name is set aside, and what can be read of it is saved', async (wreck) => {
  const path = folder(wreck.main());
  const opened = open(path);
  const kept = join(path, '..', KEPT);
  expect(opened.damage?.kept).toBe(kept);
  expect(readFileSync(kept).equals(wreck.main()), 'kept as it was').toBe(true);
  const saved = opened.damage?.messages?.saved;
  expect(saved).toBeGreaterThanOrEqual(spoken.size * wreck.saved);
  expect(readdirSync(join(path, '..')).toSorted()).toEqual([KEPT, 'history.db', 'history.db-wal']);
  const handedOn = await expectSound(opened);
  if (wreck.saved === 1) expect(handedOn).toBe(spoken.size);
});

test('a file that ends within a long message is damaged: no disk has failed', async () => {
  const path = folder(null);
  const long = new SqliteStore(path);
  await long.append(spoken.group, chained(run(1, 1, { body: 'long '.repeat(1_000) })));
  await long.close();
  writeFileSync(path, readFileSync(path).subarray(0, 96 - PAGE));
  const first = open(path);
  const reading = first.store.newest(spoken.group, 'line', 1, null);
  await expect(reading).rejects.toBeInstanceOf(StoreDamagedError);
  await first.store.close();
  expect(open(path).damage?.messages).toEqual({ saved: 0, of: 1 });
});

test('what is beside the log is saved too, of every table there is', async () => {
  const sound = new Database(folder(closed));
  const names = sound
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
    .all();
  sound.close();
  expect(names.map((row) => Object(row).name)).toEqual([
    'entry',
    'fork',
    'log',
    'seen',
    'watermark',
  ]);
  const { store } = open(folder(changed(closed, (copy) => copy.fill(0xa5, 0, 100))));
  expect(await store.forks(spoken.group)).toEqual([log(1)]);
  expect(await store.watermarks(spoken.group)).toEqual([[peer(1), log(1), 7, 3]]);
  expect(await store.seen(spoken.group)).toEqual([[log(1), 9]]);
});

test('a text that the damage has changed is not saved, nor handed on', async () => {
  const text = 'message 77 of log 3, ';
  const damaged = changed(closed, (copy) => {
    copy.fill(0xa5, 0, 100);
    copy.writeUInt8(0x4d, copy.indexOf(text));
  });
  const opened = open(folder(damaged));
  // What follows it is saved, and handed on once this one has come back.
  expect(opened.damage?.messages).toEqual({ saved: spoken.size - 1, of: spoken.size });
  expect(await expectSound(opened)).toBe(spoken.size - 124);
});

test('without the tables that say whose they are, rows are told apart by what some of them say', async () => {
  const lost = changed(closed, (copy) => copy.fill(0xa5, 0, 10 * PAGE));
  expect(lost.includes(Buffer.from('log_name')), 'nor is there a list of tables').toBe(false);
  const opened = open(folder(lost));
  expect(opened.damage?.messages?.saved).toBeGreaterThan(spoken.size * 0.9);
  await expectSound(opened);
});

test('of what an index alone still tells it is said how much was lost', async () => {
  const path = folder(null);
  const store = new SqliteStore(path);
  const body = `${idOf(entry())}\n+👍`;
  const reactions = run(1, 40).map((each) => ({
    ...each,
    author: peer(2),
    kind: 'on-react',
    body,
  }));
  await store.append(spoken.group, chained(reactions));
  await store.close();
  // Only the index of changes says of what they are, and not what.
  const left = changed(readFileSync(path), (copy) => {
    for (let at = 0; at < copy.byteLength; at += PAGE) {
      const page = copy.subarray(at, at + PAGE);
      if (page.includes('+👍') || !page.includes('on-react')) page.fill(0xa5);
    }
  });
  expect(left.includes('on-react')).toBe(true);
  expect(open(folder(left)).damage?.messages).toEqual({ saved: 0, of: 40 });
});

test('a folder in its place is set aside with what is in it', () => {
  const path = folder(null);
  mkdirSync(path);
  writeFileSync(join(path, 'note'), 'mine');
  expect(open(path).damage?.messages).toEqual({ saved: 0, of: 0 });
  expect(readFileSync(join(path, '..', KEPT, 'note'), 'utf8')).toBe('mine');
});

test('a file that was set aside before is never overwritten', () => {
  const path = folder(Buffer.from('second '.repeat(999)));
  const first = join(path, '..', KEPT);
  writeFileSync(first, 'first');
  expect(open(path).damage?.kept).toBe(first.replace('Z.db', 'Z-2.db'));
  expect(readFileSync(first, 'utf8')).toBe('first');
});

test('an empty file that nobody has written to yet is a new history', async () => {
  const path = folder(Buffer.alloc(0));
  const opened = openHistory(path, {
    ...{ crypto: logCrypto, now: () => NOW, used: false },
    damaged: () => expect.unreachable('nothing is damaged'),
  });
  onTestFinished(() => opened.store.close());
  expect(opened.damage).toBeNull();
});

test('any pages overwritten, anywhere: the next start or the one after saves the rest', async () => {
  const pages = closed.byteLength / PAGE;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(pages - 1), { minLength: 1, maxLength: 12 }),
      fc.constantFrom(0x00, 0xa5, 0xff),
      async (hit, byte) => {
        const damaged = changed(closed, (copy) => {
          for (const page of hit) copy.fill(byte, page * PAGE, (page + 1) * PAGE);
        });
        const path = folder(damaged);
        let opened: OpenedHistory | null = null;
        // What is in use meets the damage, says so, and leaves it to the next start.
        for (let start = 1; start <= 2; start++) {
          opened = open(path);
          try {
            await opened.store.newest(spoken.group, 'line', spoken.size, null);
            await spoken.sayTo(opened.store);
            await spoken.verify(opened.store);
            break;
          } catch (error) {
            expect(start).toBe(1);
            expect(opened.damage).toBeNull();
            expect(error).toBeInstanceOf(StoreDamagedError);
            await opened.store.close();
          }
        }
        if (opened === null) return;
        if (opened.damage !== null) {
          // A page holds fewer than twenty rows, in an inner one each from another place. What follows
          // a gap begins one row late, and what stands before it ends where it was signed.
          const most = spoken.size - hit.length * 20 * (1 + 1 + 3);
          expect(opened.damage.messages?.saved).toBeGreaterThanOrEqual(most);
        }
        await expectSound(opened);
        await opened.store.close();
      },
    ),
    { numRuns: 12, seed: 20_261_121 },
  );
}, 60_000);

test('damage that shows in use is told with what to do, and seen to at the next start', async () => {
  const pages = closed.byteLength / PAGE;
  const middle = changed(closed, (copy) => copy.fill(0xa5, 4 * PAGE, (pages - 4) * PAGE));
  const path = folder(middle);
  const first = open(path);
  expect(first.damage).toBeNull();
  const using = first.store.newest(spoken.group, 'line', spoken.size, null);
  await expect(using).rejects.toThrow(/Close Parley and start it again/);
  await first.store.close();
  const second = open(path);
  expect(second.damage?.kept).toBe(join(path, '..', KEPT));
  await expectSound(second);
  await second.store.close();
  expect(open(path).damage, 'it has been seen to').toBeNull();
});

test('damaged pages are found at the start after a crash', async () => {
  const { main, wal } = crashed;
  const path = folder(
    changed(main, (copy) => copy.fill(0xa5, PAGE * 20, PAGE * 40)),
    wal,
  );
  const opened = open(path);
  expect(opened.damage?.messages?.saved).toBeGreaterThan(spoken.size / 2);
  await expectSound(opened);
});

test('a WAL that ends anywhere is read up to its last whole commit, and nothing is damaged', async () => {
  const { main, wal } = crashed;
  let least = spoken.size;
  for (const share of [1, 0.99, 0.7, 0.31, 0.05, 0.0001, 0]) {
    const opened = open(folder(main, wal.subarray(0, Math.floor(wal.byteLength * share))));
    expect(opened.damage).toBeNull();
    const kept = await expectSound(opened);
    expect(kept).toBeLessThanOrEqual(least);
    least = kept;
    if (share === 1) expect(kept).toBe(spoken.size);
  }
});

test.each([
  ['its header', 3],
  ['an early frame', 32 + 24 + 1_000],
  ['a frame header', 32 + 3 * (PAGE + 24) + 17],
])('a WAL with a bit flipped in %s costs a page of it at most', async (_, at) => {
  const { main, wal } = crashed;
  const flipped = changed(wal, (copy) => copy.writeUInt8(copy.readUInt8(at) ^ 4, at));
  const path = folder(main, flipped);
  const opened = open(path);
  expect(readFileSync(join(path, '..', `${KEPT}-wal`)).equals(flipped)).toBe(true);
  expect(readFileSync(join(path, '..', KEPT)).equals(main)).toBe(true);
  expect(opened.damage?.messages?.saved).toBeGreaterThan(spoken.size - 60);
  await expectSound(opened);
});

test.each([
  ['missing', null],
  ['empty', Buffer.alloc(0)],
])('a file that is %s beside its WAL is read from that', async (_, main) => {
  const path = folder(main, crashed.wal);
  const opened = open(path);
  expect(opened.damage?.messages?.saved).toBeGreaterThan(0);
  expect(readFileSync(join(path, '..', `${KEPT}-wal`)).equals(crashed.wal)).toBe(true);
  await expectSound(opened);
});

test('without its WAL a file is what it was before, and the rest comes from others', async () => {
  const opened = open(folder(crashed.main));
  expect(opened.damage).toBeNull();
  await expectSound(opened);
});

test('a start that was broken off while it put things in place is taken up again', async () => {
  const { main, wal } = crashed;
  const good = changed(closed, () => undefined);
  // After each of the steps: nothing moved, the WAL moved, the file moved as well.
  for (const parts of [
    { main, wal },
    { main, wal: null },
    { main: null, wal: null },
  ]) {
    const path = folder(parts.main, parts.wal);
    writeFileSync(`${path}-salvaged`, good);
    const opened = open(path);
    expect(opened.damage?.messages).toBeNull();
    expect(await expectSound(opened)).toBe(spoken.size);
    expect(existsSync(`${path}-salvaged`)).toBe(false);
  }
});

test('two programs do not save the same history at once', async () => {
  const path = folder(Buffer.from('Dear diary, '.repeat(1_000)));
  const other = openDatabase(`${path}-lock`);
  onTestFinished(() => release(other));
  expect(() => open(path)).toThrow(StoreBusyError);
  expect(existsSync(path)).toBe(true);
});

test('a history of a newer version, or in use, is left as it is', async () => {
  const path = folder(closed);
  const { store } = open(path);
  expect(() => open(path)).toThrow(StoreBusyError);
  await store.close();
  const newer = new Database(path);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  const before = readFileSync(path);
  expect(() => open(path)).toThrow(/newer version/);
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(readdirSync(join(path, '..'))).toEqual(['history.db']);
});

test('what may not be written is no damage, and left as it is', () => {
  const path = folder(closed);
  const dir = join(path, '..');
  chmodSync(path, 0o400);
  chmodSync(dir, 0o500);
  // Root may write everywhere, so this program is somebody else for a moment.
  const root = process.getuid?.() === 0;
  if (root) for (const each of [path, dir]) chownSync(each, 65_534, 65_534);
  if (root) process.seteuid?.(65_534);
  try {
    expect(() => open(path)).toThrow(/readonly|unable to open/i);
  } finally {
    if (root) process.seteuid?.(0);
    chmodSync(dir, 0o700);
  }
  expect(readFileSync(path).equals(closed)).toBe(true);
  expect(readdirSync(dir)).toEqual(['history.db']);
});
