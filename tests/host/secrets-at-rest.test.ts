import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { KeyKeeper } from '../../src/host/identity-file.ts';
import { openPeer } from '../../src/host/open-peer.ts';
import { preferencesOf } from '../../src/host/preferences-file.ts';
import { openProfile, type Profile, withIdentity } from '../../src/host/profile.ts';
import { FakeKeyStore } from '../support/fake-key-store.ts';
import { filesWith } from '../support/profile-files.ts';
import { tempDir } from '../support/temp-dir.ts';

const SECRET = 'walrus umbrella trombone 4711 quince';

/** A profile after its person has been in a locked group and said something. */
async function afterChatting(dir: string, keeper: KeyKeeper): Promise<Profile> {
  const folder = openProfile(dir, 'unused');
  onTestFinished(() => folder.store.close().catch(() => undefined));
  const profile = await withIdentity(folder, keeper);
  const peer = openPeer(profile, preferencesOf(profile));
  onTestFinished(() => peer.leave());
  const way = { host: '127.0.0.1', port: 0, seeds: [], listen: true, mesh: true };
  const group = { group: 'kitchen', secret: SECRET, room: null, invitedBy: null };
  const joined = await peer.join({ name: 'Ana', ...way, ...group });
  expect(joined).toMatchObject({ ok: true });
  await peer.send('The strawberries are under the staircase');
  await peer.leave();
  return profile;
}

function keyOf({ identity }: Profile): string {
  // The first half: the second is the public key, which is no secret.
  return Buffer.from(identity.secretKey).subarray(0, 32).toString('hex');
}

test('what was done before there was a log is written in it', async () => {
  const dir = tempDir();
  const folder = openProfile(dir, 'unused');
  onTestFinished(() => folder.store.close());
  const profile = await withIdentity(folder, new FakeKeyStore());
  openPeer(profile, preferencesOf(profile), [{ event: 'links-asked-for', granted: false }]);
  expect(filesWith(dir, '"event":"links-asked-for","granted":false')).not.toEqual([]);
});

test('where there is a key store, no file of a profile shows its key or the secret of a group', async () => {
  const dir = tempDir();
  const profile = await afterChatting(dir, new FakeKeyStore());
  expect(filesWith(dir, keyOf(profile))).toEqual([]);
  expect(filesWith(dir, SECRET)).toEqual([]);
});

test('where there is none, each is in the one file that is meant for it', async () => {
  const dir = tempDir();
  const profile = await afterChatting(dir, { instead: 'Open it in the window.' });
  expect(filesWith(dir, keyOf(profile))).toEqual(['identity']);
  expect(filesWith(dir, SECRET)).toEqual(['memberships']);
  // It is no fault of the search: this is what it looks like where a history is not encrypted.
  expect(filesWith(dir, 'The strawberries are under the staircase')).not.toEqual([]);
});

test('whose secrets cannot be read is told where they are kept', async () => {
  const dir = tempDir();
  writeFileSync(join(dir, 'memberships'), '{');
  const folder = openProfile(dir, 'unused');
  onTestFinished(() => folder.store.close().catch(() => undefined));
  const profile = await withIdentity(folder, { instead: 'Open it in the window.' });
  const peer = openPeer(profile, preferencesOf(profile));
  onTestFinished(() => peer.leave());
  const way = { host: '127.0.0.1', port: 0, seeds: [], listen: true, mesh: true };
  await peer.join({
    name: 'Ana',
    ...way,
    group: 'kitchen',
    secret: null,
    room: null,
    invitedBy: null,
  });
  expect(peer.state.alerts).toMatchObject([{ code: 'secrets-damaged' }]);
  const [alert] = peer.state.alerts;
  expect(alert?.message).toContain(`kept as ${join(dir, 'memberships.damaged-')}`);
});
