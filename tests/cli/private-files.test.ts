import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PeerProcess } from '../support/peer-process.ts';
import { openToAll, rightsIn } from '../support/profile-files.ts';
import { tempDir } from '../support/temp-dir.ts';

/** A terminal peer that is started by a shell in which everybody may do everything. */
async function joinFrom(dataDir: string, name: string, ...seeds: string[]): Promise<PeerProcess> {
  const place = ['--host', '127.0.0.1', '--port', '0', '--data-dir', dataDir];
  const umask = process.umask(0);
  const peer = new PeerProcess(['--name', name, ...place, '--json', ...seeds]);
  process.umask(umask);
  await peer.event('joined-group');
  return peer;
}

async function chat(ana: PeerProcess, ben: PeerProcess): Promise<void> {
  ana.type('Hello, Ben');
  ben.type('Hello, Ana');
  await ana.until(() => ana.all('message').length >= 2, 'both messages');
  await ben.until(() => ben.all('message').length >= 2, 'both messages');
}

/** Those to which anybody but their owner has any right. */
function openIn(dir: string): readonly string[] {
  return rightsIn(dir).filter((line) => !line.endsWith('00'));
}

test('whatever a peer makes in its profile is its owner’s only, whatever the umask', async () => {
  const [hers, his] = [join(tempDir(), 'ana'), join(tempDir(), 'ben')];
  const ana = await joinFrom(hers, 'Ana');
  const ben = await joinFrom(his, 'Ben', ana.address);
  await chat(ana, ben);
  const names = rightsIn(his).map((line) => line.split(' ')[0]);
  for (const name of ['.', 'history.db', 'history.db-wal', 'identity', 'log', 'log/parley.jsonl']) {
    expect(names).toContain(name);
  }
  expect([...openIn(hers), ...openIn(his)]).toEqual([]);
  ben.type('/quit');
  await ben.exit();
  expect(rightsIn(his).map((line) => line.split(' ')[0])).toContain('addresses.json');
  expect(openIn(his)).toEqual([]);
});

test('so is a damaged history that is set aside, and what was saved of it', async () => {
  const dir = tempDir();
  const ana = await PeerProcess.join('Ana');
  const before = await joinFrom(dir, 'Ben', ana.address);
  await chat(ana, before);
  before.type('/quit');
  await before.exit();
  const path = join(dir, 'history.db');
  writeFileSync(path, readFileSync(path).fill(0xa5, 0, 4_096));
  const after = await joinFrom(dir, 'Ben', ana.address);
  await after.event('warning', ({ code }) => code === 'history-damaged');
  expect(rightsIn(dir).join()).toContain('history.damaged-');
  expect(openIn(dir)).toEqual([]);
});

test('a profile that is open to others is closed at the next start, all of it, and the log says so', async () => {
  const dir = tempDir();
  const secret = join(tempDir(), 'secret');
  writeFileSync(secret, 'walrus umbrella trombone 4711 quince', { mode: 0o600 });
  const locked = ['--group', 'kitchen', '--secret-file', secret];
  const ana = await PeerProcess.join('Ana', ...locked);
  const before = await joinFrom(dir, 'Ben', ana.address, ...locked);
  await chat(ana, before);
  before.type('/quit');
  await before.exit();
  openToAll(dir);
  const names = rightsIn(dir).map((line) => line.split(' ')[0]);
  expect(names).toEqual(expect.arrayContaining(['memberships', 'contacts.json', 'addresses.json']));
  await joinFrom(dir, 'Ben', ana.address, ...locked);
  expect(openIn(dir)).toEqual([]);
  const lines = readFileSync(join(dir, 'log', 'parley.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const said = entries.find(({ event }) => event === 'files')?.['narrowed'] as string[];
  expect(said.toSorted()).toEqual(names.toSorted());
});

test('a folder that holds other things keeps its rights, and so do they', async () => {
  const dir = tempDir();
  mkdirSync(join(dir, 'photos'));
  writeFileSync(join(dir, 'photos', 'log'), '');
  writeFileSync(join(dir, 'letter.txt'), '');
  openToAll(dir);
  await joinFrom(dir, 'Ana');
  expect(openIn(dir)).toEqual(['. 777', 'letter.txt 777', 'photos 777', 'photos/log 777']);
});
