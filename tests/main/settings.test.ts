import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { GroupId } from '../../src/core/ids.ts';
import { formatInvite } from '../../src/core/invite.ts';
import type { Membership } from '../../src/core/ports.ts';
import { EMPTY_FORM, Settings } from '../../src/main/settings.ts';
import { peer } from '../support/entries.ts';
import { tempDir } from '../support/temp-dir.ts';

/** Nobody has joined a locked group. */
const NO_KEYS = { last: null };
const FORM = { ...EMPTY_FORM, name: 'Ana', port: '8080', seeds: '10.0.0.5:8080' };

test('what was entered last is there next time', () => {
  const dir = tempDir();
  new Settings(dir, NO_KEYS).save(FORM);
  expect(new Settings(dir, NO_KEYS).load()).toEqual(FORM);
});

test('the first time, every field is empty', () => {
  expect(new Settings(tempDir(), NO_KEYS).load()).toEqual(EMPTY_FORM);
});

test('a folder that cannot be written to is said and stops nobody', () => {
  const complaints = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const settings = new Settings(join(tempDir(), 'not', 'there'), NO_KEYS);
  settings.save(FORM);
  expect(complaints).toHaveBeenCalledOnce();
  complaints.mockRestore();
  expect(settings.load()).toEqual(EMPTY_FORM);
});

test('a secret never reaches the disk', () => {
  const dir = tempDir();
  new Settings(dir, NO_KEYS).save({ ...FORM, secret: 'open sesame' });
  for (const file of readdirSync(dir)) {
    expect(readFileSync(join(dir, file), 'utf8')).not.toContain('sesame');
    expect(statSync(join(dir, file)).mode & 0o077).toBe(0);
  }
});

test('of an invite link its group and addresses reach the disk, its secret does not', () => {
  const link = formatInvite({
    ...{ group: 'lab', secret: 'open sesame', room: null, invitedBy: peer(1) },
    addresses: [{ host: '10.0.0.9', port: 4242 }],
  });
  const dir = tempDir();
  new Settings(dir, NO_KEYS).save({ ...FORM, seeds: `${link} 10.0.0.5:8080` });
  expect(readFileSync(join(dir, 'settings.json'), 'utf8')).not.toMatch(/sesame|parley:/);
  const seeds = '10.0.0.9:4242\n10.0.0.5:8080';
  expect(new Settings(dir, NO_KEYS).load()).toEqual({ ...FORM, seeds, group: 'lab' });
});

const LAST: Membership = {
  ...{ group: 'lab', secret: 'open sesame and so on' },
  room: '0123456789abcdef0123456789abcdef' as GroupId,
};

test.each([
  ['typed', { group: 'lab', secret: ' Open sesame and so on' }],
  ['typed without the group’s name', { secret: 'open sesame and so on' }],
  ['in a link', { seeds: formatInvite({ ...LAST, addresses: [], invitedBy: peer(1) }) }],
])('a secret that was %s comes back from the keyring', (_, part) => {
  const dir = tempDir();
  new Settings(dir, NO_KEYS).save({ ...FORM, ...part });
  expect(new Settings(dir, { last: LAST }).load().secret).toBe(LAST.secret);
  expect(new Settings(dir, NO_KEYS).load().secret).toBe('');
});

test('an open group that was entered last asks for no secret, nor does another locked one', () => {
  const dir = tempDir();
  new Settings(dir, NO_KEYS).save({ ...FORM, group: 'lab' });
  expect(new Settings(dir, { last: LAST }).load()).toEqual({ ...FORM, group: 'lab' });
  new Settings(dir, NO_KEYS).save({ ...FORM, group: 'design', secret: 'a secret of its own' });
  expect(new Settings(dir, { last: LAST }).load()).toEqual({ ...FORM, group: 'design' });
});

test('a link that cannot be read reaches the disk in no form', () => {
  const dir = tempDir();
  new Settings(dir, NO_KEYS).save({ ...FORM, seeds: 'PARLEY://join#s=sesame' });
  expect(new Settings(dir, NO_KEYS).load()).toEqual({ ...FORM, seeds: '' });
});

test.each(['{', '{"name": 7}', '[]', 'null'])(
  'a file that holds %s is said and passed over',
  (text) => {
    const complaints = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const dir = tempDir();
    writeFileSync(join(dir, 'settings.json'), text);
    expect(new Settings(dir, NO_KEYS).load()).toEqual(EMPTY_FORM);
    expect(complaints).toHaveBeenCalledOnce();
    complaints.mockRestore();
  },
);
