import { expect, test } from 'vitest';
import { MemoryStore } from '../../src/store/memory.ts';
import { Group, type Member } from '../support/group.ts';
import { plainCrypto } from '../support/plain-crypto.ts';

/** The profiles that a member holds, oldest first: `{"name":"ben","n":1}`. */
async function profilesHeldBy({ store, identity }: Member): Promise<readonly string[]> {
  const lobby = plainCrypto(identity).groupId('lobby');
  const entries = await store.newest(lobby, 'profile', 100, null);
  return entries.map(({ body }) => body);
}

test('a new name holds for those who are there, and after leaving for those who come later', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await group.quiet();
  await ben.leave();
  const benno = await group.start('benno', ['ana'], {}, { as: ben, host: 'ben' });
  await group.until(() => ana.roster['benno'] === 'direct', 'the new name');
  await benno.leave();
  const cleo = await group.start('cleo', ['ana']);
  await group.until(() => cleo.roster['benno'] === 'offline', 'the new name from the log');
  expect(cleo.roster).toEqual({ ana: 'direct', benno: 'offline' });
  expect(ana.roster).toEqual({ benno: 'offline', cleo: 'direct' });
});

test('each start counts its profile one further', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  for (const name of ['ana', 'anna']) {
    await group.quiet();
    await group.members.at(-1)?.leave();
    await group.start(name, [], {}, { as: ana, host: 'ana' });
  }
  expect(await profilesHeldBy(ana)).toEqual([
    '{"name":"ana","n":1}',
    '{"name":"ana","n":2}',
    '{"name":"anna","n":3}',
  ]);
});

test('whoever lost their history counts on from what others kept, so that their name holds', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  for (let start = 2; start <= 3; start++) {
    await group.quiet();
    await group.members.at(-1)?.leave();
    await group.start('ben', ['ana'], {}, { as: ben });
  }
  await group.quiet();
  await group.members.at(-1)?.leave();
  const store = new MemoryStore();
  const benno = await group.start('benno', ['ana'], {}, { as: ben, host: 'ben', store });
  await group.quiet();
  await benno.leave();
  expect(ana.roster).toEqual({ benno: 'offline' });
  expect((await profilesHeldBy(ana)).at(-1)).toBe('{"name":"benno","n":4}');
});
