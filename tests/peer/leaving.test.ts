import { expect, test } from 'vitest';
import { at, Group } from '../support/group.ts';

test('who leaves is told to everybody as having left, and stays listed as offline', async () => {
  const group = new Group();
  const [ana, ben, cleo] = await group.mesh('ana', 'ben', 'cleo');
  await cleo.leave();
  await group.quiet();
  for (const member of [ana, ben]) {
    expect(member.about('peer-left')).toEqual(['cleo']);
    expect(member.about('peer-lost')).toEqual([]);
    expect(member.roster['cleo']).toBe('offline');
    expect(member.notices.at(-1)).toBe('cleo left');
  }
  expect(cleo.events.at(-1)?.type).toBe('left-group');
  expect(group.network.open).toHaveLength(1);
});

test('once left, nothing more is told and no timer runs on', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await ben.leave();
  await ana.leave();
  const told = [ana.events.length, ben.events.length];
  await group.quiet(60_000);
  expect([ana.events.length, ben.events.length]).toEqual(told);
  expect(group.clock.waiting).toBe(0);
});

test('a cut link is lost within a second, then back by itself', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  group.network.cut('ana', 'ben');
  await group.until(() => ana.roster['ben'] === 'offline', 'Ana has lost Ben', 1_000);
  expect(ana.notices.at(-1)).toBe('ben lost');
  await group.until(() => ana.roster['ben'] === 'direct', 'Ben is back', 5_000);
  await group.until(() => ben.roster['ana'] === 'direct', 'Ana is back', 5_000);
  await group.quiet(5_000);
  expect(ana.notices).toEqual(['ben joined', 'ben lost', 'ben back']);
  expect(ana.about('peer-left')).toEqual([]);
  expect(group.network.open).toHaveLength(1);
});

test('pauses between attempts to reconnect are drawn at random and grow up to 30 s', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana'], { listen: false });
  const crashed = group.clock.now();
  await group.network.crash('ana', ['ben']);
  await group.quiet(20_000);
  group.network.unsilence('ana', 'ben');
  await group.quiet(300_000);
  const dials = group.network.dials.filter(
    ({ from, at }) => from === 'ben' && at > crashed + 20_000,
  );
  const pauses = dials.slice(1).map((dial, i) => dial.at - (dials[i]?.at ?? 0));
  expect(pauses.length).toBeGreaterThan(5);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(30_100);
  expect(Math.max(...pauses)).toBeGreaterThan(8_000);
  // Two of forty may be alike by chance.
  expect(new Set(pauses).size).toBeGreaterThan(0.9 * pauses.length);
  expect(ben.roster).toEqual({ ana: 'offline' });
  expect(ana.events.length).toBeGreaterThan(0);
});

test('a peer that falls silent without closing is lost within 15 s, and back once it speaks', async () => {
  const group = new Group();
  const [ana, ben, cleo] = await group.mesh('ana', 'ben', 'cleo');
  const start = group.clock.now();
  group.network.silence('ana', 'cleo');
  group.network.silence('ben', 'cleo');
  await group.until(
    () => ana.roster['cleo'] === 'offline' && ben.roster['cleo'] === 'offline',
    'both have lost Cleo',
    15_500,
  );
  expect(group.clock.now() - start).toBeGreaterThan(9_000);
  expect(ana.about('peer-lost')).toEqual(['cleo']);
  expect(ana.about('peer-left')).toEqual([]);
  await ana.say('Are you there?');
  group.network.unsilence('ana', 'cleo');
  group.network.unsilence('ben', 'cleo');
  await group.until(() => cleo.count('direct') === 2, 'Cleo is back', 60_000);
  await group.until(() => cleo.texts.length === 1, 'Cleo reads what was said', 10_000);
  expect(ana.about('peer-back')).toEqual(['cleo']);
  expect(ana.about('peer-joined')).toEqual(['ben', 'cleo']);
});

test('a quiet group stays linked: a heartbeat is not taken for silence', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await group.quiet(10 * 60_000);
  expect([...ana.about('peer-lost'), ...ben.about('peer-lost')]).toEqual([]);
});

test('who left and comes again is back, not new', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await ben.leave();
  await group.quiet();
  await group.run(ben.join({ seeds: [at('ana')] }), 'join');
  await group.until(() => ana.roster['ben'] === 'direct', 'Ben is back');
  expect(ana.notices).toEqual(['ben joined', 'ben left', 'ben back']);
  expect(ben.all('joined-group').map(({ known }) => known)).toEqual([false, true]);
});

test('who crashed and starts again from a new address is lost, then back', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await ben.say('before the crash');
  await group.network.crash('ben', ['ana']);
  await group.until(() => ana.roster['ben'] === 'offline', 'Ana has lost Ben', 1_000);
  expect(ana.notices.at(-1)).toBe('ben lost');
  const again = await group.start('ben', ['ana'], {}, { as: ben, host: 'elsewhere' });
  await group.until(() => ana.roster['ben'] === 'direct', 'Ben is back');
  expect(ana.notices).toEqual(['ben joined', 'ben lost', 'ben back']);
  expect(again.id).toBe(ben.id);
  await again.say('after the crash');
  await group.until(() => ana.texts.length === 2, 'Ana reads Ben');
  expect(ana.texts).toEqual(['before the crash', 'after the crash']);
  expect(again.texts).toEqual(ana.texts);
});

test('a link that keeps breaking does not fill the room with notices', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  for (let round = 0; round < 8; round++) {
    group.network.cut('ana', 'ben');
    await group.until(() => ana.roster['ben'] === 'offline', 'lost');
    await group.until(() => ana.roster['ben'] === 'direct', 'back');
  }
  await group.until(() => ben.roster['ana'] === 'direct', 'Ben has Ana');
  expect(ana.about('peer-lost')).toHaveLength(8);
  expect(ana.notices).toEqual(['ben joined', 'ben lost', 'ben back']);
  await ben.say('Still here');
  await group.until(() => ana.texts.length === 1, 'Ana reads Ben');
});

test('who has said goodbye to us stays gone, though somebody has not noticed yet', async () => {
  const group = new Group();
  const [ana, ben, cleo] = await group.mesh('ana', 'ben', 'cleo');
  await group.quiet();
  group.network.silence('ben', 'cleo');
  await cleo.leave();
  await group.until(() => ben.roster['cleo'] === 'offline', 'Ben has noticed', 20_000);
  await group.quiet(1_000);
  expect(ana.notices.filter((notice) => notice.startsWith('cleo'))).toEqual([
    'cleo joined',
    'cleo left',
  ]);
  // From a new start their word counts, whoever passes it on.
  group.network.unsilence('ben', 'cleo');
  const again = await group.start('cleo', ['ben'], { mesh: false, listen: false });
  await group.until(() => ana.roster['cleo'] === 'relayed', 'Cleo through Ben', 2_000);
  expect(again.roster['ana']).toBe('relayed');
});
