import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SqliteStore } from '../../src/store/sqlite.ts';
import { flip } from '../support/flip.ts';
import { Group, type Member } from '../support/group.ts';
import { plainCrypto } from '../support/plain-crypto.ts';
import { tempDir } from '../support/temp-dir.ts';

function open(path: string): SqliteStore {
  const store = new SqliteStore(path);
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
}

/** Ana, whose history is the file at `path`, and Ben have talked; Ana has left and Ben is alone. */
async function talkAndLeave(path: string): Promise<{ group: Group; ana: Member; ben: Member }> {
  const group = new Group();
  const store = open(path);
  const ana = await group.start('ana', [], {}, { store });
  const ben = await group.start('ben', ['ana']);
  await group.quiet();
  for (const n of [1, 2, 3, 4]) {
    await ana.say(`from Ana ${n}`);
    await ben.say(`from Ben ${n}`);
  }
  await group.quiet();
  await ana.leave();
  await store.close();
  return { group, ana, ben };
}

/** Nobody has found fault with what somebody else sent. */
function expectNoBadInput(group: Group): void {
  const goodbyes = JSON.stringify(group.network.messages('goodbye'));
  expect(goodbyes).not.toContain('bad-input');
}

test.each(['from Ben 2', 'from Ana 3'])(
  'what the disk has changed is never handed on, and comes back from others: %s',
  async (damaged) => {
    const path = join(tempDir(), 'history.db');
    const { group, ana, ben } = await talkAndLeave(path);
    flip(path, damaged);
    const store = open(path);
    const again = await group.start('ana', ['ben'], {}, { store, as: ana });
    // Only through Ana: Ben cannot be dialled.
    group.network.silence('dan', 'ben');
    const dan = await group.start('dan', ['ana']);
    await group.until(() => dan.texts.length === 8, 'Dan has everything', 30_000);
    expect(dan.texts).toEqual(ben.texts);
    expect(dan.texts).toContain(damaged);
    expectNoBadInput(group);
    expect(again.all('warning').map(({ code }) => code)).toEqual(['history-damaged']);
    expect(again.told, 'nothing is told twice').toHaveLength(8);
    const found = await again.store.newest(
      plainCrypto(ana.identity).groupId('lobby'),
      'line',
      9,
      null,
    );
    expect(found.map(({ body }) => body)).toEqual(ben.texts);
  },
);

test('a head that the disk has changed is no reason to accuse its author', async () => {
  const path = join(tempDir(), 'history.db');
  const { group, ana, ben } = await talkAndLeave(path);
  const heads = await ben.store.heads(plainCrypto(ben.identity).groupId('lobby'));
  const [, head] = [...heads].find(([log]) => log.startsWith(ben.id)) ?? [];
  flip(path, Buffer.from(head?.hash ?? '', 'hex'), 5);
  const again = await group.start('ana', ['ben'], {}, { store: open(path), as: ana });
  await ben.say('from Ben 5');
  await group.until(() => again.texts.includes('from Ben 5'), 'Ana reads on', 20_000);
  expect(again.all('warning').map(({ code }) => code)).toEqual(['history-damaged']);
  expect(again.texts).toEqual(ben.texts);
  expectNoBadInput(group);
});
