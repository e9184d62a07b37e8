import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { GroupId, PeerId } from '../../src/core/ids.ts';
import { formatInvite, type Invite } from '../../src/core/invite.ts';
import { type JoinForm, parseJoinForm } from '../../src/core/join-form.ts';

const FILLED: JoinForm = {
  name: 'Ana',
  port: '8080',
  seeds: '10.0.0.7:4242, [::1]:5',
  host: '192.168.1.20',
  group: 'design',
  secret: '',
};

function problems(part: Partial<JoinForm>): Record<string, string> {
  const parsed = parseJoinForm({ ...FILLED, ...part }, randomBytes);
  return parsed.ok
    ? {}
    : Object.fromEntries(parsed.error.map(({ field, message }) => [field, message]));
}

test('a filled form becomes what a peer needs', () => {
  expect(parseJoinForm(FILLED, randomBytes)).toEqual({
    ok: true,
    value: {
      name: 'Ana',
      port: 8080,
      host: '192.168.1.20',
      ...{ group: 'design', secret: null, room: null, invitedBy: null },
      seeds: [
        { host: '10.0.0.7', port: 4242 },
        { host: '::1', port: 5 },
      ],
    },
  });
});

test('blank fields mean all addresses, no seeds and the first seed’s group', () => {
  const parsed = parseJoinForm(
    { ...FILLED, host: ' ', seeds: '', group: '  ', secret: ' ' },
    randomBytes,
  );
  expect(parsed).toMatchObject({
    ok: true,
    value: { host: null, seeds: [], group: null, secret: null },
  });
});

test('everything that is wrong is said at once, each beside its field', () => {
  const wrong = { name: '', port: '99999', seeds: '10.0.0.300:80', host: 'a b', group: 'x\u202ey' };
  expect(problems({ ...wrong, secret: 'hush' })).toEqual({
    name: 'Enter your name.',
    port: '“99999” is not a port: use a number from 0 to 65535.',
    seeds: '“10.0.0.300” is not an address.',
    host: '“a b” is not an address of this computer.',
    group: 'The group’s name holds an invisible or control character.',
    secret: expect.stringMatching(/^Too short to protect the group: .*“(\w+ ){5}\w+”\.$/),
  });
});

test('two wrong seeds are both named beside the one field', () => {
  const parsed = parseJoinForm({ ...FILLED, seeds: '1.2.3.400:1 1.2.3.500:1' }, randomBytes);
  expect(parsed).toMatchObject({
    error: [
      { field: 'seeds', message: '“1.2.3.400” is not an address.' },
      { field: 'seeds', message: '“1.2.3.500” is not an address.' },
    ],
  });
});

test('a name is stored as it will be shown', () => {
  expect(parseJoinForm({ ...FILLED, name: '  Ａna  B ' }, randomBytes)).toMatchObject({
    value: { name: 'Ana B' },
  });
});

test('a secret that is typed is taken as everybody’s key is made of it', () => {
  expect(
    parseJoinForm({ ...FILLED, secret: ' Ocean Tiger  Lamp Violin' }, randomBytes),
  ).toMatchObject({ value: { group: 'design', secret: 'ocean tiger lamp violin', room: null } });
});

const INVITE: Invite = {
  group: 'design',
  secret: 'ocean tiger lamp violin',
  room: '0123456789abcdef0123456789abcdef' as GroupId,
  addresses: [{ host: '10.0.0.7', port: 4242 }],
  invitedBy: 'ab'.repeat(32) as PeerId,
};

test.each<[string, Partial<JoinForm>]>([
  ['alone', { group: '' }],
  ['beside its own group', { group: ' design ' }],
  ['beside its own secret', { secret: 'Ocean tiger lamp violin' }],
])('an invite link %s says which group, and by what secret', (_, part) => {
  const { addresses, ...rest } = INVITE;
  const parsed = parseJoinForm({ ...FILLED, ...part, seeds: formatInvite(INVITE) }, randomBytes);
  expect(parsed).toMatchObject({ ok: true, value: { ...rest, seeds: addresses } });
});

test('what is typed beside a link and says otherwise is not guessed about', () => {
  const seeds = formatInvite(INVITE);
  expect(problems({ seeds, group: 'lab', secret: 'hush' })).toEqual({
    group: 'The invite link is for “design”. Leave the group empty, or take the link out.',
    secret: 'The invite link says all that is needed. Leave the secret empty.',
  });
  const open = formatInvite({ ...INVITE, secret: null, room: null });
  expect(Object.keys(problems({ seeds: open, secret: 'ocean tiger lamp violin' }))).toEqual([
    'secret',
  ]);
});
