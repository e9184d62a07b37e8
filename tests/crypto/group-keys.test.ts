import { expect, test } from 'vitest';
import type { GroupKey } from '../../src/core/ids.ts';
import { argon2id } from '../../src/crypto/argon2.ts';
import { groupKeys, pskOf } from '../../src/crypto/group-keys.ts';
import { createIdentity } from '../../src/crypto/identity.ts';
import { signingWith } from '../../src/crypto/signing.ts';
import { cheapArgon2 } from '../support/cheap-argon2.ts';

const SECRET = 'ocean tiger lamp violin';
/**
 * Computed once with `cryptography` 48.0 for Python and with `@noble/hashes` 2.4, neither of which is
 * libsodium: Argon2id, 3 passes, 65,536 KiB, one lane, salt `2b041a99ed0ec08dc50e5c2e7a55462a`.
 */
const KEY = '5197b27eefd5ca726c6a67ed616cf0b76379c845bbf9d26a195b5601cd13bdff' as GroupKey;

test('the key of a secret is the one that other programs come to', async () => {
  const { groupKey, roomId } = groupKeys(argon2id);
  const turns: string[] = [];
  const made = groupKey('design', SECRET).then((key) => {
    turns.push('made');
    return key;
  });
  // The program goes on meanwhile: links are served while a key is made.
  await new Promise((done) => setImmediate(done));
  turns.push('went on');
  expect(await made).toBe(KEY);
  expect(turns).toEqual(['went on', 'made']);
  expect(roomId('design', KEY)).toBe('de2698b739930b9e3c487fea50bfb466');
  expect(Buffer.from(pskOf(KEY)).toString('hex')).toBe(
    'e78a24d7d62345e298441a972ccd53fd4aa92746afc0b8cca8f2b218c815aa0d',
  );
});

test('another name or another secret is another key, and another room', async () => {
  const { groupKey, roomId } = groupKeys(cheapArgon2);
  const keys = await Promise.all([
    groupKey('design', SECRET),
    groupKey('lab', SECRET),
    groupKey('design', `${SECRET} `),
  ]);
  expect(new Set(keys).size).toBe(3);
  expect(await groupKey('design', SECRET)).toBe(keys[0]);
  const rooms = ['design', 'lab'].flatMap((name) => keys.map((key) => roomId(name, key)));
  expect(new Set(rooms).size).toBe(6);
});

test('a locked group never has the id of the open one of its name', () => {
  const { groupId } = signingWith(createIdentity());
  const { roomId } = groupKeys(cheapArgon2);
  expect(roomId('design', KEY)).not.toBe(groupId('design'));
});
