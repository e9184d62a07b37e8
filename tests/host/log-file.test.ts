import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JournalEntry } from '../../src/core/journal.ts';
import { LogFile } from '../../src/host/log-file.ts';
import { tempDir } from '../support/temp-dir.ts';

const AT = Date.UTC(2026, 10, 21, 14, 2, 7, 5);

function said(reason: string): JournalEntry {
  return { event: 'warning', code: 'test', reason };
}

/** A log in `folder`, the clock to turn and what was said of its failures. */
function logIn(folder: string, maxBytes?: number) {
  const clock = { now: AT };
  const failures: string[] = [];
  const options = maxBytes === undefined ? {} : { maxBytes };
  const log = new LogFile(folder, {
    now: () => clock.now,
    failed: (reason) => failures.push(reason),
    ...options,
  });
  return { log, clock, failures };
}

function linesOf(path: string): readonly Readonly<Record<string, unknown>>[] {
  const text = readFileSync(path, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('each line is JSON with the time and what happened, in a file that only its owner reads', () => {
  const folder = join(tempDir(), 'log');
  const umask = process.umask(0);
  try {
    logIn(folder).log.write({ event: 'joining', group: null, seeds: ['10.0.0.7:4242'] });
  } finally {
    process.umask(umask);
  }
  const path = join(folder, 'parley.jsonl');
  expect(readFileSync(path, 'utf8')).toBe(
    '{"at":"2026-11-21T14:02:07.005Z","event":"joining","group":null,"seeds":["10.0.0.7:4242"]}\n',
  );
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('nothing that a terminal or an editor would obey is in it, and all of it can be read back', () => {
  const unruly = [
    '\u0000\u001b[31m\n',
    '\u007f\u0085\u009b',
    '\u200b\u200e\u202e\u2066\u2069',
    '\u2028\u2029\ufeff\u00ad',
    '\u{e0041}\ue000\ud800',
  ].join('');
  const kept = 'Zoë 李 🙂';
  const { log } = logIn(join(tempDir(), 'log'));
  log.write(said(`${kept}${unruly}`));
  const text = readFileSync(log.path, 'utf8');
  expect(text.trimEnd()).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);
  expect(text).toContain(kept);
  expect(linesOf(log.path)[0]?.['reason']).toBe(`${kept}${unruly}`);
});

test('what others send is cut, in a text and in a list', () => {
  const { log } = logIn(join(tempDir(), 'log'));
  log.write(said('x'.repeat(100_000)));
  log.write({ event: 'listening', addresses: Array.from({ length: 40 }, (_, n) => `${n}`) });
  const [text, list] = linesOf(log.path);
  expect(text?.['reason']).toBe(`${'x'.repeat(300)}…`);
  expect(list?.['addresses']).toHaveLength(17);
  expect(list?.['addresses']).toContain('… and 24 more');
});

test('an invite that strays into a line is not written', () => {
  const { log } = logIn(join(tempDir(), 'log'));
  log.write(said('Odd: parley://join#secret=abandon-ability and PARLEY:x#y'));
  expect(linesOf(log.path)[0]?.['reason']).toBe('Odd: parley:… and parley:…');
});

test('a full file gives way to a new one, and three of those before it are kept', () => {
  const folder = join(tempDir(), 'log');
  const { log, clock } = logIn(folder, 1_000);
  for (let n = 0; n < 100; n++) {
    clock.now += 1_000;
    log.write(said(`line ${n}`));
  }
  const names = ['parley.3.jsonl', 'parley.2.jsonl', 'parley.1.jsonl', 'parley.jsonl'];
  expect(readdirSync(folder).sort()).toEqual(names.toSorted());
  const all = names.flatMap((name) => linesOf(join(folder, name)));
  const last = Array.from({ length: all.length }, (_, n) => `line ${100 - all.length + n}`);
  expect(all.map(({ reason }) => reason)).toEqual(last);
  for (const name of names) {
    expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1_000);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }
});

test('a later start goes on where the last one stopped, a line cut short or not', () => {
  const folder = join(tempDir(), 'log');
  const { log } = logIn(folder);
  log.write(said('first'));
  logIn(folder).log.write(said('second'));
  appendFileSync(log.path, '{"at":"2026-11');
  logIn(folder).log.write(said('third'));
  const text = readFileSync(log.path, 'utf8').trimEnd().split('\n');
  expect(text).toHaveLength(4);
  expect([0, 1, 3].map((n) => JSON.parse(text[n] ?? '').reason)).toEqual([
    'first',
    'second',
    'third',
  ]);
});

test('a log that cannot be written throws nothing, is said once, and counts what it has lost', () => {
  const folder = join(tempDir(), 'log');
  mkdirSync(join(folder, 'parley.jsonl'), { recursive: true });
  const { log, failures } = logIn(folder);
  for (let n = 0; n < 5; n++) log.write(said(`line ${n}`));
  expect(failures).toEqual([expect.stringContaining('EISDIR')]);
  rmdirSync(log.path);
  log.write(said('line 5'));
  log.write(said('line 6'));
  expect(linesOf(log.path)).toMatchObject([{ reason: 'line 5', lost: 5 }, { reason: 'line 6' }]);
  expect(linesOf(log.path)[1]).not.toHaveProperty('lost');
  expect(failures).toHaveLength(1);
});

test.runIf(existsSync('/dev/full'))(
  'a full disk costs the lines that came while it was full, and nothing else',
  () => {
    const folder = join(tempDir(), 'log');
    mkdirSync(folder);
    const { log, failures } = logIn(folder);
    symlinkSync('/dev/full', log.path);
    for (let n = 0; n < 3; n++) log.write(said(`line ${n}`));
    expect(failures).toEqual([expect.stringContaining('ENOSPC')]);
    rmSync(log.path);
    log.write(said('room again'));
    expect(linesOf(log.path)).toMatchObject([{ reason: 'room again', lost: 3 }]);
  },
);

test('a profile that was deleted does not come back for the sake of its log', () => {
  const { log, failures } = logIn(join(tempDir(), 'gone', 'log'));
  log.write(said('anything'));
  expect(failures).toEqual([expect.stringContaining('ENOENT')]);
});

test('a flood of one kind leaves room for the others, and says how many it has cost', () => {
  const { log, clock } = logIn(join(tempDir(), 'log'));
  for (let n = 0; n < 1_000; n++)
    log.write({ event: 'connected', link: n, way: 'in', address: 'x:1' });
  log.write(said('in between'));
  clock.now += 1_000;
  log.write({ event: 'connected', link: 1_000, way: 'in', address: 'x:1' });
  const lines = linesOf(log.path);
  expect(lines).toHaveLength(258);
  expect(lines.at(-2)).toMatchObject({ reason: 'in between' });
  expect(lines.at(-1)).toMatchObject({ link: 1_000, withheld: 744 });
});
