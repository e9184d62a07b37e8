import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type JsonEvent, PeerProcess } from '../support/peer-process.ts';
import { tempDir } from '../support/temp-dir.ts';

const SECRET = 'ocean tiger lamp violin';
const LINK = /parley:\/\/join#\S+/;

function fileWith(line: string): string {
  const path = join(tempDir(), 'secret');
  writeFileSync(path, `${line}\n`, { mode: 0o600 });
  return path;
}

/** Options of somebody who has a secret for a group. */
function secretOf(group: string, secret: string = SECRET): readonly string[] {
  return ['--group', group, '--secret-file', fileWith(secret)];
}

async function inviteOf(peer: PeerProcess): Promise<string> {
  const before = peer.all('invite').length;
  peer.type({ invite: true });
  await peer.until(() => peer.all('invite').length > before, 'an invite');
  return String(peer.all('invite').at(-1)?.['link']);
}

const text = (wanted: string) => (event: JsonEvent) => event['text'] === wanted;

test('programs with the secret, or with a link, are among themselves', async () => {
  const ana = await PeerProcess.join('Ana', ...secretOf('design'));
  const ben = await PeerProcess.join(
    'Ben',
    ana.address,
    ...secretOf('design', 'OCEAN Tiger lamp violin'),
  );
  const link = await inviteOf(ana);
  expect(link).toMatch(LINK);
  const cleo = await PeerProcess.join('Cleo', link);
  const dan = await PeerProcess.join('Dan', '--secret-file', fileWith(link));
  for (const peer of [ana, ben, cleo, dan]) {
    expect(peer.all('joined-group')).toMatchObject([{ group: 'design', locked: true }]);
    expect(peer.all('warning')).toEqual([]);
  }
  const { self } = ana.all('joined-group')[0] as JsonEvent & { readonly self: { id: string } };
  expect(cleo.all('joined-group')).toMatchObject([{ invitedBy: self.id, answeredBy: self.id }]);
  ben.type('Among ourselves');
  await Promise.all([ana, cleo, dan].map((peer) => peer.event('message', text('Among ourselves'))));
});

test('strangers are told what keeps them out, each another thing', async () => {
  const ana = await PeerProcess.join('Ana', ...secretOf('design'));
  const open = await PeerProcess.join('Olga', '--group', 'kitchen');
  const strangers: readonly (readonly [args: readonly string[], code: string, said: RegExp])[] = [
    [[ana.address], 'seed-locked', /is in “design”, which is locked: joining needs its secret/],
    [[ana.address, '--group', 'design'], 'seed-locked', /which is locked/],
    [
      [ana.address, ...secretOf('design', 'window candle river fox')],
      'seed-wrong-secret',
      /has another secret for “design”\. Check the secret, or ask for the current invite link\.$/,
    ],
    [[ana.address, '--group', 'lab'], 'seed-other-group', /is in “design”, not in “lab”\.$/],
    [[open.address, ...secretOf('kitchen')], 'seed-open', /is open: join it without a secret\.$/],
  ];
  for (const [args, code, said] of strangers) {
    const stranger = await PeerProcess.join('Sven', ...args);
    const warning = await stranger.event('warning');
    expect(warning).toMatchObject({ code, message: expect.stringMatching(said) });
    expect(stranger.all('roster').flatMap(({ peers }) => peers)).toEqual([]);
    stranger.type({ quit: true });
    await stranger.exit();
  }
  expect(ana.all('peer-joined')).toEqual([]);
});

test('a secret without a name finds the group of the seed', async () => {
  const ana = await PeerProcess.join('Ana', ...secretOf('design'));
  const ben = await PeerProcess.join('Ben', ana.address, '--secret-file', fileWith(SECRET));
  expect(ben.all('joined-group')).toMatchObject([{ group: 'design', created: false }]);
});

test('a new secret: the others are let go, and come back by the new link to all that was said', async () => {
  const bens = tempDir();
  const ana = await PeerProcess.join('Ana', ...secretOf('design'));
  const ben = await PeerProcess.join('Ben', ana.address, ...secretOf('design'), '--data-dir', bens);
  ana.type('Before');
  await ben.event('message', text('Before'));
  ana.type({ 'new-secret': true });
  const link = String((await ana.event('invite'))['link']);
  expect(await ben.event('warning')).toMatchObject({
    code: 'secret-changed',
    message: 'The secret of this group has been changed, says Ana. Ask for the new invite link.',
  });
  ana.type('After');
  await ana.event('message', text('After'));
  ben.type({ quit: true });
  await ben.exit();
  expect(ben.all('message').map((message) => message['text'])).toEqual(['Before']);

  const again = await PeerProcess.join('Ben', link, '--data-dir', bens);
  await again.event('message', text('After'));
  again.type({ history: 10 });
  const { messages } = await again.event('history', (event) => event['messages'] !== undefined);
  expect((messages as readonly JsonEvent[]).map((message) => message['text'])).toContain('Before');
});

test('a person reads that the group is locked, and gets a link from it', async () => {
  const ana = PeerProcess.start('Ana', ...secretOf('design'));
  await ana.until(() => ana.stdout.includes('* You are in “design”, a locked group.'), 'the group');
  ana.type('/invite');
  await ana.until(() => LINK.test(ana.stdout), 'a link');
  const [link = ''] = LINK.exec(ana.stdout) ?? [];
  const ben = PeerProcess.start('Ben', link);
  await ben.until(() => /a locked group through .*, who invited you\n/.test(ben.stdout), 'that');
  ana.type('/new-secret');
  await ben.until(
    () => ben.stdout.includes('! The secret of this group has been changed, says Ana.'),
    'that',
  );
  await ana.until(() => new Set(ana.stdout.match(/parley:\S+/g)).size === 2, 'another link');
  for (const { stdout, stderr } of [ana, ben]) {
    expect(stdout.replaceAll(/parley:\S+/g, '')).not.toMatch(/ocean|tiger|violin/);
    expect(stderr).toBe('');
  }
});

test('an open group has an invite link too, and no secret to change', async () => {
  const ana = await PeerProcess.join('Ana', '--group', 'kitchen');
  const ben = await PeerProcess.join('Ben', await inviteOf(ana));
  expect(ben.all('joined-group')).toMatchObject([{ group: 'kitchen', locked: false }]);
  ana.type({ 'new-secret': true });
  expect(await ana.event('error')).toMatchObject({ code: 'group-open' });
});

test('what is wrong with a secret is one sentence on standard error, and exit code 2', async () => {
  const lines: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
    [['--secret-file', join(tempDir(), 'none')], /there is no such file/],
    [['--secret-file', fileWith('')], /is empty/],
    [['--secret-file', fileWith('hush')], /Too short to protect the group: .*“\w+( \w+){5}”/],
    [['--secret-file', fileWith('password1234')], /Too easy to guess/],
    [['parley://join#g=design'], /This invite link is damaged/],
  ];
  for (const [args, sentence] of lines) {
    const peer = PeerProcess.start('Ana', ...args);
    expect(await peer.exit()).toEqual({ code: 2, signal: null });
    expect(peer.stderr).toMatch(sentence);
    expect(peer.stderr.trim().split('\n')).toHaveLength(1);
    expect(peer.stdout).toBe('');
  }
});
