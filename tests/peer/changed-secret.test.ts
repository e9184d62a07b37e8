import { expect, onTestFinished, test, vi } from 'vitest';
import type { Keyring } from '../../src/core/ports.ts';
import { sealedCrypto } from '../../src/crypto/sealed.ts';
import { cheapArgon2 } from '../support/cheap-argon2.ts';
import { at, Group, type Member } from '../support/group.ts';
import {
  invitedBy,
  lockedGroup,
  OTHER_SECRET,
  SECRET,
  typed,
  warningsOf,
} from '../support/locked.ts';
import { RawPeer } from '../support/raw-peer.ts';

const CHANGED = 'The secret of this group has been changed, says ana. Ask for the new invite link.';

async function three(): Promise<{ group: Group; ana: Member; ben: Member; cleo: Member }> {
  const group = lockedGroup();
  const ana = await group.start('ana', [], typed('design'));
  const ben = await group.start('ben', ['ana'], typed('design'));
  const cleo = await group.start('cleo', ['ana'], typed('design'));
  const all = [ana, ben, cleo];
  await group.until(() => all.every((m) => m.count('direct') === 2), 'all three meet');
  await ana.say('Before');
  await group.until(() => all.every((m) => m.texts.length === 1), 'all read it');
  return { group, ana, ben, cleo };
}

async function change(group: Group, by: Member, to: string | null): Promise<void> {
  const changed = await group.run(by.peer.changeSecret(to), `${by.name} changes the secret`);
  if (!changed.ok) throw new Error(changed.error.message);
}

test('a new secret lets everybody go; who gets the new link is back with all that was said', async () => {
  const { group, ana, ben, cleo } = await three();
  const old = invitedBy(ana);
  await change(group, ana, null);
  const link = invitedBy(ana);
  expect(link.secret).not.toBe(old.secret);
  expect(link.room).toBe(old.room);
  await group.until(() => ana.count('direct') === 0, 'everybody is let go');
  expect([warningsOf(ben), warningsOf(cleo)]).toEqual([[CHANGED], [CHANGED]]);
  await ana.say('For those who come back');

  await ben.leave();
  const again = await group.start('ben', [], link, { as: ben });
  await group.until(() => again.texts.length === 2, 'Ben catches up');
  expect(again.texts).toEqual(['Before', 'For those who come back']);
  await again.say('Back');
  await group.until(() => ana.texts.includes('Back'), 'Ana reads Ben');

  await group.quiet(120_000);
  expect(cleo.texts).toEqual(['Before']);
  expect(ana.roster).toEqual({ ben: 'direct', cleo: 'offline' });
  expect(again.roster).toEqual({ ana: 'direct', cleo: 'offline' });
});

test('who has only the old secret is told so at every door, and learns nothing new', async () => {
  const { group, ana, ben, cleo } = await three();
  await change(group, ana, OTHER_SECRET);
  await ana.say('New');
  await cleo.leave();
  await ben.leave();
  const again = await group.start('cleo', ['ana'], typed('design'), { as: cleo });
  expect(warningsOf(again)).toEqual([
    'ana:4000 has another secret for “design”. Check the secret, or ask for the current invite link.',
  ]);
  await group.quiet(120_000);
  expect(again.texts).toEqual(['Before']);
  const late = await group.start('dan', ['ana'], typed('design'));
  expect(warningsOf(late)).toHaveLength(1);
  expect(late.texts).toEqual([]);
});

test('members who enter the same new secret where they are meet again without leaving', async () => {
  const { group, ana, ben, cleo } = await three();
  await change(group, ana, OTHER_SECRET);
  await ana.say('New');
  await group.quiet();
  await change(group, ben, ` ${OTHER_SECRET.toUpperCase()}`);
  await group.until(() => ben.texts.includes('New'), 'Ben reads Ana', 60_000);
  expect(ben.peer.state.alerts.filter(({ severity }) => severity === 'warning')).toEqual([]);
  await group.until(() => cleo.count('direct') === 0, 'Cleo is alone', 60_000);
  expect(cleo.texts).toEqual(['Before']);
});

test('a newcomer who types the new secret is in the old room, and finds it again alone', async () => {
  const { group, ana } = await three();
  await change(group, ana, OTHER_SECRET);
  const dan = await group.start('dan', ['ana'], typed('design', OTHER_SECRET));
  await group.until(() => dan.texts.length === 1, 'Dan reads what was said before');
  await dan.leave();
  await ana.leave();
  const alone = await group.start('dan', [], typed('design', OTHER_SECRET), { as: dan });
  expect(alone.texts).toEqual(['Before']);
});

test('who changed it finds the same room by the new secret after a restart', async () => {
  const { group, ana } = await three();
  await change(group, ana, OTHER_SECRET);
  await ana.leave();
  const again = await group.start('ana', [], typed('design', OTHER_SECRET), { as: ana });
  expect(again.texts).toEqual(['Before']);
});

test('two groups of one name that came to the same secret stay apart, and are told how to meet', async () => {
  const { group, ana } = await three();
  await change(group, ana, OTHER_SECRET);
  const dan = await group.start('dan', [], typed('design', OTHER_SECRET));
  await dan.say('Another room');
  dan.peer.connect('ana:4000');
  await group.until(() => warningsOf(dan).length === 1, 'Dan is told');
  expect(warningsOf(dan)[0]).toMatch(/^ana:4000 is in another group that is called “design” and/);
  expect([ana.texts, dan.texts]).toEqual([['Before'], ['Another room']]);
  await dan.leave();
  const again = await group.start('dan', [], invitedBy(ana), { as: dan });
  await group.until(() => again.texts.includes('Before'), 'the link leads into the room');
});

test.each([0, 1, 2, 3, 4, 5, 6])(
  'the secret changes %i ms after somebody begins to come in by the old one: they do not stay',
  async (ms) => {
    const { group, ana } = await three();
    const dan = group.member('dan');
    const joining = dan.join({ ...typed('design'), seeds: [at('ana')] });
    await group.clock.advance(ms);
    await change(group, ana, OTHER_SECRET);
    await group.run(joining, 'Dan has tried');
    await ana.say('New');
    await group.quiet(60_000);
    expect(dan.texts).not.toContain('New');
    expect(dan.roster['ana']).not.toBe('direct');
    expect(ana.count('direct')).toBe(0);
  },
);

test.each([
  ['too short', 'hush', 'secret-short'],
  ['that of now', ` ${SECRET.toUpperCase()} `, 'secret-same'],
])('a secret that is %s changes nothing', async (_, raw, code) => {
  const { group, ana, ben } = await three();
  const changed = await group.run(ana.peer.changeSecret(raw), 'Ana tries');
  expect(changed).toMatchObject({ ok: false, error: { code } });
  await group.quiet();
  expect(ana.count('direct')).toBe(2);
  expect(warningsOf(ben)).toEqual([]);
});

test('an open group has no secret to change, and nobody has one outside a group', async () => {
  const group = lockedGroup();
  const ana = await group.start('ana');
  expect(await ana.peer.changeSecret(null)).toMatchObject({ error: { code: 'group-open' } });
  await ana.leave();
  expect(await ana.peer.changeSecret(null)).toMatchObject({ error: { code: 'not-joined' } });
});

/** Puts another disk under somebody's keyring. */
function keepBy(member: Member, keep: Keyring['keep']): void {
  const disk = vi.spyOn(member.keyring, 'keep').mockImplementation(keep);
  onTestFinished(() => disk.mockRestore());
}

test('a new secret that cannot be stored is none: nobody is let go, and the old one leads in', async () => {
  const { group, ana, ben } = await three();
  const old = invitedBy(ana);
  keepBy(ana, () => Promise.reject(new Error('no space left on device')));
  const changed = await group.run(ana.peer.changeSecret(null), 'Ana tries');
  expect(changed).toMatchObject({ ok: false, error: { code: 'not-stored' } });
  if (!changed.ok) expect(changed.error.message).toMatch(/not changed: no space left on device$/);
  await group.quiet();
  expect(ana.count('direct')).toBe(2);
  expect(warningsOf(ben)).toEqual([]);
  expect(invitedBy(ana)).toEqual(old);
  const dan = await group.start('dan', [], old);
  await group.until(() => dan.texts.includes('Before'), 'Dan comes in by the old link');
});

test('nobody is let go before the new secret is stored', async () => {
  const { group, ana } = await three();
  let store = (): void => undefined;
  keepBy(ana, () => new Promise((resolve) => (store = resolve)));
  const changing = ana.peer.changeSecret(null);
  await group.quiet();
  expect(ana.count('direct')).toBe(2);
  store();
  expect(await group.run(changing, 'Ana changes the secret')).toMatchObject({ ok: true });
  await group.until(() => ana.count('direct') === 0, 'everybody is let go');
});

test('where there is no memory for the key of a new secret, it is not changed', async () => {
  let fails = false;
  const group = new Group((identity, random) =>
    sealedCrypto(identity, random, async (text, salt) => {
      if (fails) throw new Error('status: -1');
      return cheapArgon2(text, salt);
    }),
  );
  const ana = await group.start('ana', [], typed('design'));
  const old = invitedBy(ana);
  fails = true;
  const changed = await group.run(ana.peer.changeSecret(null), 'Ana tries');
  expect(changed).toMatchObject({ ok: false, error: { code: 'key-failed' } });
  expect(invitedBy(ana)).toEqual(old);
});

test('in an open group nobody is believed to have changed a secret', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const raw = await RawPeer.dial(group, 'ana');
  await raw.shakeHands(group);
  raw.hello();
  await group.until(() => ana.count('direct') === 1, 'a link');
  raw.say({ t: 'goodbye', code: 'secret-changed', message: 'Ask Mallory for the new link' });
  await group.until(() => raw.closed, 'the link has ended');
  await group.quiet();
  expect(warningsOf(ana)).toEqual([]);
});

test('whoever is linked again has the same secret: what they said is taken back, and locks are news', async () => {
  const { group, ana, ben } = await three();
  await group.start('dan', [], typed('design', OTHER_SECRET));
  await change(group, ana, OTHER_SECRET);
  await group.until(() => warningsOf(ben).length === 1, 'Ben is told');
  expect(ben.peer.state.alerts.map(({ message }) => message)).toEqual([CHANGED]);
  await change(group, ana, SECRET);
  await group.until(() => ben.count('direct') === 2, 'Ana is back', 60_000);
  expect(ben.peer.state.alerts).toEqual([]);
  ben.peer.connect('dan:4000');
  await group.until(() => warningsOf(ben).length === 2, 'Ben is told of another lock');
  expect(warningsOf(ben)[1]).toMatch(/^dan:4000 has another secret for “design”/);
});
