import { chmodSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './support/launch.ts';

/** Names in a profile, that of Chromium's folder included and what is in it left out. */
function namesIn(dir: string): readonly string[] {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  return ['.', ...names.filter((name) => !/^browser[/\\]/.test(name))];
}

/** Those of them to which anybody but their owner has any right. */
function openIn(dir: string): readonly string[] {
  return namesIn(dir).filter((name) => (statSync(join(dir, name)).mode & 0o077) !== 0);
}

test('what the window keeps is its owner’s only, whatever the umask, and its log holds no word of the chat', async ({
  launch,
  startPeer,
  freshDir,
}) => {
  test.skip(process.platform === 'win32', 'Windows has no such rights');
  const dataDir = await freshDir();
  const umask = process.umask(0);
  const window = await launch({ name: 'Ana', port: 0, dataDir });
  process.umask(umask);
  const ben = await startPeer({ name: 'Ben', seeds: [await window.address()] });
  ben.say('The treasure is under the oak');
  await expect(window.messages.getByText('The treasure is under the oak')).toBeVisible();
  await window.leave();
  await window.join();

  const names = namesIn(dataDir);
  expect(names).toEqual(
    expect.arrayContaining(['browser', 'history.db', 'settings.json', join('log', 'parley.jsonl')]),
  );
  expect(openIn(dataDir)).toEqual([]);

  const log = readFileSync(join(dataDir, 'log', 'parley.jsonl'), 'utf8');
  const [started] = log.split('\n');
  expect(JSON.parse(started ?? '')).toMatchObject({
    event: 'started',
    runtime: expect.stringMatching(/^electron \d/),
  });
  expect(log).toContain('"event":"link-up"');
  expect(log).not.toContain('treasure');

  await window.close();
  for (const name of namesIn(dataDir)) chmodSync(join(dataDir, name), 0o777);
  const again = await launch({ dataDir });
  await expect(again.form).toBeVisible();
  expect(openIn(dataDir)).toEqual([]);
});

test('a secret that was typed is in the one file that is meant for it, and not in Chromium’s either', async ({
  launch,
  freshDir,
}) => {
  test.skip(
    process.platform !== 'linux',
    'other systems have a key store, which tests leave alone',
  );
  const dataDir = await freshDir();
  const secret = 'walrus umbrella trombone quince';
  const window = await launch({ dataDir });
  await window.join({ name: 'Ana', group: 'kitchen', secret });
  await expect(window.messages).toBeVisible();
  await window.say('Nobody else may ever hear of this');
  await window.leave();
  await expect(window.form).toBeVisible();
  await window.close();

  const names = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => lstatSync(join(dataDir, name)).isFile());
  const plain = Buffer.from(secret);
  const looks = [
    plain,
    Buffer.from(secret, 'utf16le'),
    Buffer.from(plain.toString('hex')),
    Buffer.from(plain.toString('base64').slice(0, 36)),
  ];
  const holding = files.filter((name) => {
    const content = readFileSync(join(dataDir, name));
    return looks.some((look) => content.includes(look));
  });
  expect(holding).toEqual(['memberships']);
});
