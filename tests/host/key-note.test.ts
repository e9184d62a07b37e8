import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noteKeyInFile } from '../../src/host/key-note.ts';
import { Group, type Member } from '../support/group.ts';
import { tempDir } from '../support/temp-dir.ts';

function notes(member: Member): readonly string[] {
  return member.all('note').map(({ message }) => message);
}

test('that the key lies in a file is said once in the life of a profile, on joining', async () => {
  const group = new Group();
  const dir = tempDir();
  const ana = group.member('ana');
  noteKeyInFile({ dir, keptIn: 'file' }, ana.peer);
  expect(notes(ana)).toEqual([]);
  for (let times = 0; times < 2; times++) {
    await group.run(ana.join(), 'Ana joins');
    expect(notes(ana)).toEqual([expect.stringContaining(join(dir, 'identity'))]);
    await ana.leave();
  }
  const later = group.member('ana', { as: ana });
  noteKeyInFile({ dir, keptIn: 'file' }, later.peer);
  await group.run(later.join(), 'Ana joins again');
  expect(notes(later)).toEqual([]);
});

test('it is on the screen until it is put away', async () => {
  const group = new Group();
  const ana = group.member('ana');
  noteKeyInFile({ dir: tempDir(), keptIn: 'file' }, ana.peer);
  await group.run(ana.join(), 'Ana joins');
  expect(ana.peer.state.alerts).toMatchObject([{ severity: 'note', code: 'identity-in-file' }]);
});

test('there is nothing to say of a key in the key store', async () => {
  const group = new Group();
  const dir = tempDir();
  const ana = group.member('ana');
  noteKeyInFile({ dir, keptIn: 'key-store' }, ana.peer);
  await group.run(ana.join(), 'Ana joins');
  expect(notes(ana)).toEqual([]);
  expect(existsSync(join(dir, 'identity.noted'))).toBe(false);
});

test('a folder that cannot remember it is no reason not to say it', async () => {
  const group = new Group();
  const dir = join(tempDir(), 'gone');
  const ana = group.member('ana');
  noteKeyInFile({ dir, keptIn: 'file' }, ana.peer);
  await group.run(ana.join(), 'Ana joins');
  expect(notes(ana)).toHaveLength(1);
});
