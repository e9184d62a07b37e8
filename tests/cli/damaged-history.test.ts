import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PeerProcess } from '../support/peer-process.ts';
import { tempDir } from '../support/temp-dir.ts';

const TEXTS = Array.from({ length: 30 }, (_, i) => `number ${i} of what Ana and Ben said`);

/** Texts in the order in which this peer would show them now. */
async function historyOf(peer: PeerProcess): Promise<readonly string[]> {
  const asked = peer.all('history').length;
  peer.type({ history: 100 });
  await peer.until(() => peer.all('history').length > asked, 'an answer');
  const messages = peer.all('history').at(-1)?.['messages'];
  return (messages as readonly { readonly text: string }[]).map(({ text }) => text);
}

test('a peer whose history was damaged says so, joins, and gets it back from another', async () => {
  const dataDir = tempDir();
  const ana = await PeerProcess.join('Ana');
  const place = ['--host', '127.0.0.1', '--port', '0', '--data-dir', dataDir];
  const start = (): PeerProcess =>
    new PeerProcess(['--name', 'Ben', ...place, '--json', ana.address]);
  const before = start();
  await before.event('joined-group');
  for (const [i, text] of TEXTS.entries()) (i % 2 === 0 ? ana : before).type({ send: text });
  await before.until(() => before.all('message').length === TEXTS.length, 'everything said');
  await ana.until(() => ana.all('message').length === TEXTS.length, 'everything said');
  before.type('/quit');
  await before.exit();
  const path = join(dataDir, 'history.db');
  // The first page, which says what lies where, and a thousand bytes of texts.
  const damaged = readFileSync(path).fill(0xa5, 0, 4_096);
  const middle = damaged.indexOf('number 20 of');
  damaged.fill(0xa5, middle - 500, middle + 500);
  writeFileSync(path, damaged);
  const after = start();
  const warning = await after.event('warning', ({ code }) => code === 'history-damaged');
  const kept = readdirSync(dataDir).find((name) => name.startsWith('history.damaged-'));
  expect(warning['message']).toMatch(
    /^The history on this computer was damaged\. .* saved; .* the others/,
  );
  expect(warning['message']).toContain(join(dataDir, String(kept)));
  expect(readFileSync(join(dataDir, String(kept))).equals(damaged)).toBe(true);
  expect(after.stderr).toBe(
    'The history on this computer is damaged. Saving what can be read of it.\n',
  );
  const all = await historyOf(ana);
  expect(all.toSorted()).toEqual(TEXTS.toSorted());
  after.type({ send: 'I am back' });
  await ana.event('message', ({ text }) => text === 'I am back');
  await expect.poll(async () => (await historyOf(after)).length, { timeout: 10_000 }).toBe(31);
  expect(await historyOf(after)).toEqual([...all, 'I am back']);
  expect(after.all('error')).toEqual([]);
  expect(ana.all('warning')).toEqual([]);
}, 60_000);
