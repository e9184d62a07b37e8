import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shows } from '../support/looks.ts';
import { PeerProcess } from '../support/peer-process.ts';
import { tap } from '../support/tap.ts';
import { tempDir } from '../support/temp-dir.ts';

const GROUP = 'Kitchen table';
const SECRET = 'ocean tiger lamp violin';
const OTHER_SECRET = 'window candle river fox';
/** What is said in the open: versions, a nonce, the tag of a group, that there is a secret; and the answer. */
const IN_THE_OPEN = [
  /^\{"parley":\[1,1\],"nonce":"[0-9a-f]{32}","tag":"[0-9a-f]{32}","locked":true\}$/,
  /^\{"answer":"welcome","version":1\}$/,
];
const REFUSED = '{"answer":"refused","code":"wrong-secret","group":null}';

function fileWith(line: string): string {
  const path = join(tempDir(), 'secret');
  writeFileSync(path, line, { mode: 0o600 });
  return path;
}

function secretOf(secret: string): readonly string[] {
  return ['--group', GROUP, '--secret-file', fileWith(secret)];
}

/** The id of the group and its secret of today, as the profile keeps them. */
function keptIn(dir: string): { readonly room: string; readonly secret: string } {
  const { memberships } = JSON.parse(readFileSync(join(dir, 'memberships'), 'utf8'));
  return { room: String(memberships[0].room), secret: String(memberships[0].secret) };
}

test('whoever captures a locked group reads no word, no secret and no id of it', async () => {
  const dir = tempDir();
  const ana = await PeerProcess.join('Wilhelmina', ...secretOf(SECRET), '--data-dir', dir);
  const wire = await tap(Number(ana.address.split(':').at(-1)));
  const through = ['--no-listen', '--no-mesh', `127.0.0.1:${wire.port}`];
  const ben = await PeerProcess.join('Bartholomew', ...secretOf(SECRET), ...through);
  ben.type('Nobody else may ever hear of this');
  await ana.event('message');
  // Asked for on the other side of the wire, and so about to be said if ever.
  ana.type({ invite: true });
  const link = String((await ana.event('invite'))['link']);
  ana.type({ 'new-secret': true });
  await ben.event('warning');
  ana.type({ invite: true });
  const newLink = String((await ana.event('invite', ({ link: it }) => it !== link))['link']);
  ben.type({ quit: true });
  await ben.exit();
  const stranger = await PeerProcess.join('Zacharias', ...secretOf(OTHER_SECRET), ...through);
  await stranger.event('warning');
  stranger.type({ quit: true });
  await stranger.exit();

  const { room, secret } = keptIn(dir);
  const keys = [link, newLink].map((one) => /k=([\w-]+)/.exec(one)?.[1] ?? '');
  const words = [
    ...[GROUP, SECRET, OTHER_SECRET, ...SECRET.split(' '), ...OTHER_SECRET.split(' ')],
    ...[secret, secret.replaceAll(' ', '+'), newLink],
    ...[room, Buffer.from(room, 'hex').toString('base64url'), ...keys, link, 'parley://'],
    ...['Wilhelmina', 'Bartholomew', 'Zacharias', 'Nobody else may ever hear of this'],
  ].filter((word) => word.length > 4);
  const captures = wire.captures();
  const [first, ...later] = captures;
  expect(room).toMatch(/^[0-9a-f]{32}$/);
  expect(secret).toMatch(/^[a-z]+( [a-z]+){11}$/);
  expect(newLink).toContain(`/s=${secret.replaceAll(' ', '+')}/`);
  expect(later.length).toBeGreaterThan(0);
  for (const { bytes } of captures) {
    for (const word of words) expect([word, shows(bytes, word)]).toEqual([word, false]);
  }
  const opening = (first?.frames ?? []).slice(0, 2).map(({ payload }) => payload.toString());
  expect(opening).toEqual(IN_THE_OPEN.map((form) => expect.stringMatching(form)));
  expect((first?.frames ?? []).slice(2, 5).map(({ payload }) => payload.byteLength)).toEqual([
    48, 96, 64,
  ]);
  const refusals = later.map(({ frames }) => frames.at(3)?.payload.toString());
  expect(refusals).toContain(REFUSED);
});
