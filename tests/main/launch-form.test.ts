import { expect, test } from 'vitest';
import { formatInvite } from '../../src/core/invite.ts';
import { type LaunchEntries, withLaunch } from '../../src/main/launch-form.ts';
import { peer } from '../support/entries.ts';

const LAST = {
  name: 'Ana',
  port: '8080',
  seeds: '10.0.0.5:8080',
  host: '192.168.1.20',
  group: 'design',
  secret: '',
};
const SILENT: LaunchEntries = {
  ...{ port: null, name: null, seeds: [], invite: null, host: null, group: null, secret: null },
};
const SEED = { host: '10.0.0.9', port: 4242 };
const OTHER_SEED = { host: '10.0.0.10', port: 4242 };
const INVITE = {
  ...{ group: 'lab', secret: 'open sesame', room: null, addresses: [SEED], invitedBy: peer(1) },
};

test('a command line that says nothing changes nothing', () => {
  expect(withLaunch(LAST, SILENT)).toEqual(LAST);
});

test.each<[Partial<LaunchEntries>, Partial<typeof LAST>]>([
  [{ name: 'Ben' }, { name: 'Ben' }],
  [{ port: 0 }, { port: '0' }],
  [{ seeds: [SEED] }, { seeds: '10.0.0.9:4242' }],
  [{ host: '127.0.0.1' }, { host: '127.0.0.1' }],
  [{ group: 'lab' }, { group: 'lab' }],
  [{ secret: 'open sesame' }, { secret: 'open sesame' }],
])('%o replaces its own field and no other', (said, changed) => {
  expect(withLaunch(LAST, { ...SILENT, ...said })).toEqual({ ...LAST, ...changed });
});

test('a port and a name join at once, so nothing that was entered last goes with them', () => {
  const launch = { ...SILENT, port: 9000, name: 'Ben' };
  const bare = { ...LAST, name: 'Ben', port: '9000', seeds: '', host: '', group: '' };
  expect(withLaunch({ ...LAST, secret: 'last week' }, launch)).toEqual(bare);
  expect(withLaunch(LAST, { ...launch, seeds: [SEED], group: 'lab' })).toEqual({
    ...bare,
    seeds: '10.0.0.9:4242',
    group: 'lab',
  });
});

test('an invite link goes into the form as it would be pasted, its addresses not said twice', () => {
  const launch = { ...SILENT, invite: INVITE, seeds: [SEED, OTHER_SEED] };
  const seeds = `${formatInvite(INVITE)}\n10.0.0.10:4242`;
  const before = { ...LAST, secret: 'the secret of design' };
  expect(withLaunch(before, launch)).toEqual({ ...LAST, seeds, group: '', secret: '' });
});
