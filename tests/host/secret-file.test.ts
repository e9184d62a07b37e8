import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PeerId } from '../../src/core/ids.ts';
import { formatInvite, type Invite } from '../../src/core/invite.ts';
import { parseLaunchOptions } from '../../src/host/launch-options.ts';
import { type Launch, withSecretFile } from '../../src/host/secret-file.ts';
import { tempDir } from '../support/temp-dir.ts';

const INVITE: Invite = {
  ...{ group: 'design', secret: 'ocean tiger lamp violin', room: null },
  addresses: [{ host: '10.0.0.7', port: 4242 }],
  invitedBy: 'ab'.repeat(32) as PeerId,
};

function fileWith(text: string, mode = 0o600): string {
  const path = join(tempDir(), 'secret');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

function launched(...argv: readonly string[]): Launch | string {
  const options = parseLaunchOptions(argv);
  const launch = options.ok ? withSecretFile(options.value) : options;
  return launch.ok ? launch.value : launch.error;
}

test('without a file there is no secret', () => {
  expect(launched('8080', 'Ana')).toMatchObject({ secret: null, invite: null, warning: null });
});

test.each([
  'Ocean tiger lamp violin',
  'Ocean tiger lamp violin\n',
  '\uFEFF  Ocean tiger lamp violin \r\nanything else\n',
])('the secret is the first line of the file', (text) => {
  expect(launched('--secret-file', fileWith(text))).toMatchObject({
    secret: 'Ocean tiger lamp violin',
    warning: null,
  });
});

test('an invite link in the file is as good as one on the command line', () => {
  const path = fileWith(`${formatInvite(INVITE)}\n`);
  expect(launched('--secret-file', path, 'a:1', '--no-listen')).toMatchObject({
    secret: null,
    invite: INVITE,
    seeds: [{ host: 'a', port: 1 }, ...INVITE.addresses],
  });
  expect(launched('--secret-file', path, formatInvite(INVITE))).toMatchObject({
    seeds: INVITE.addresses,
  });
});

test.runIf(process.platform !== 'win32').each([0o640, 0o604, 0o644])(
  'a file that others can read is warned of, and works',
  (mode) => {
    const path = fileWith('ocean tiger lamp violin', mode);
    expect(launched('--secret-file', path)).toMatchObject({
      secret: 'ocean tiger lamp violin',
      warning: expect.stringContaining(path),
    });
  },
);

test.each([
  ['that is not there', () => join(tempDir(), 'none'), /there is no such file\.$/],
  ['that is a folder', () => tempDir(), /it is a folder\.$/],
  ['that is empty', () => fileWith('\n'), /is empty\.$/],
  ['with a damaged link', () => fileWith('parley://join#g=x'), /This invite link is damaged/],
])('a file %s is one sentence', (_, path, said) => {
  expect(launched('--secret-file', path())).toMatch(said);
});

test('a link in the file and another elsewhere disagree', () => {
  const other = formatInvite({ ...INVITE, group: 'lab' });
  const path = fileWith(formatInvite(INVITE));
  expect(launched('--secret-file', path, other)).toMatch(/is not for the group of the other link/);
});

test('a secret alone leads to nobody', () => {
  const path = fileWith('ocean tiger lamp violin');
  expect(launched('--no-listen', '--secret-file', path)).toMatch(/name at least one seed peer/);
});
