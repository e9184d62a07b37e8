import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { logOf } from '../support/log-lines.ts';
import { PeerProcess } from '../support/peer-process.ts';
import { tap } from '../support/tap.ts';
import { tempDir } from '../support/temp-dir.ts';

type Person = { readonly peer: PeerProcess; readonly dir: string };

async function arrive(name: string, ...args: readonly string[]): Promise<Person> {
  return arriveIn(tempDir(), name, ...args);
}

async function arriveIn(dir: string, name: string, ...args: readonly string[]): Promise<Person> {
  const place = ['--host', '127.0.0.1', '--port', '0', '--data-dir', dir];
  const peer = new PeerProcess(['--name', name, ...place, '--json', ...args]);
  await peer.event('joined-group');
  return { peer, dir };
}

test('both programs log one reason when what one hears is not what the other said', async () => {
  const ana = await arrive('Ana', '--no-mesh');
  const wire = await tap(Number(ana.peer.address.split(':').at(-1)));
  const ben = await arrive('Ben', '--no-listen', '--no-mesh', `127.0.0.1:${wire.port}`);
  await ana.peer.event('peer-joined');
  ana.peer.type('Heard as it was said');
  await ben.peer.event('message');
  wire.spoil('listener');
  ana.peer.type('Changed on the way');
  await ben.peer.event('message', ({ text }) => text === 'Changed on the way');
  for (const { peer } of [ben, ana]) peer.type('/quit');
  for (const { peer } of [ben, ana]) await peer.exit();

  const [hers, his] = [ana, ben].map(({ dir }) => {
    return logOf(dir).find(({ event, code }) => event === 'link-ended' && code === 'bad-input');
  });
  expect(his).toMatchObject({
    by: 'us',
    link: 1,
    reason: 'This is not the next frame that the other end has sealed',
  });
  expect(hers).toMatchObject({ by: 'them', link: 1, reason: his?.['reason'] });
  expect(logOf(ben.dir).at(0)).toMatchObject({
    event: 'started',
    runtime: `node ${process.versions.node}`,
    platform: `${process.platform} ${process.arch}`,
  });
  expect(logOf(ben.dir).at(-1)).toMatchObject({ event: 'left-group' });
  for (const { dir } of [ana, ben]) {
    const log = readFileSync(join(dir, 'log', 'parley.jsonl'), 'utf8');
    expect(log).not.toMatch(/Heard|Changed/);
  }
});

test('a log that cannot be written is said once, and the chat goes on', async () => {
  const ana = await arrive('Ana');
  const dir = tempDir();
  writeFileSync(join(dir, 'log'), 'Not a folder');
  const { peer } = await arriveIn(dir, 'Ben', ana.peer.address);
  await peer.event('warning', ({ code }) => code === 'log-not-written');
  ana.peer.type('Can you hear me?');
  await peer.event('message');
  peer.type('I can');
  await ana.peer.event('message', ({ text }) => text === 'I can');
  peer.type('/quit');
  expect(await peer.exit()).toEqual({ code: 0, signal: null });
  expect(peer.all('warning')).toEqual([
    expect.objectContaining({
      message: expect.stringContaining(
        `What happens is not being written down in ${join(dir, 'log', 'parley.jsonl')}: `,
      ),
    }),
  ]);
  expect(peer.stderr).toBe('');
});

test('a crash is written down with its place, and without what the error quotes', async () => {
  const dir = tempDir();
  const crash = `process.on('SIGUSR2', () => { throw new TypeError('The trea' + 'sure is under the oak'); });`;
  const place = ['--host', '127.0.0.1', '--port', '0', '--data-dir', dir];
  const peer = new PeerProcess(['--name', 'Ana', ...place, '--json'], { preload: crash });
  await peer.event('joined-group');
  peer.kill('SIGUSR2');
  expect(await peer.exit()).toMatchObject({ code: 1 });
  expect(logOf(dir).at(-1)).toMatchObject({
    event: 'crashed',
    error: 'TypeError',
    where: expect.stringMatching(/^at process\.<anonymous> \(data:/),
  });
  expect(JSON.stringify(logOf(dir))).not.toContain('treasure');
});
