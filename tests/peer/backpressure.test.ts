import { expect, test } from 'vitest';
import { Group, type Member } from '../support/group.ts';
import { RawPeer } from '../support/raw-peer.ts';

const SECOND = 1_000;
const MIB = 1_048_576;
/** 1 MiB, the frame that went over it, and what a connection takes before it says so. */
const MOST_FOR_ONE = MIB + 262_208 + 65_536;

/** A stranger whom Ana has let in. */
async function letIn(group: Group, who?: number): Promise<RawPeer> {
  const raw = await RawPeer.dial(group, 'ana', who);
  await raw.shakeHands(group);
  raw.hello({ name: `Raw ${who}` });
  await group.until(() => raw.said('neighbours') !== undefined, 'a link');
  return raw;
}

/** Ana, with three megabytes of history. */
async function withHistory(group: Group): Promise<{ ana: Member; log: string }> {
  const ana = await group.start('ana', [], { maxPerAddress: 64 });
  for (let i = 0; i < 400; i++) void ana.peer.send(`${i} ${'x'.repeat(8_000)}`);
  await group.until(() => ana.texts.length === 400, 'all is stored');
  const raw = await letIn(group);
  const log = `${ana.id}.${String(raw.said('hello')?.['epoch'])}`;
  raw.destroy();
  await group.quiet();
  return { ana, log };
}

test('a stalled reader delays nobody, costs a bounded amount and catches up', async () => {
  const group = new Group();
  const [ana, ben, cleo] = await group.mesh('ana', 'ben', 'cleo');
  // She gets nothing from Ben either, who would help her out.
  group.network.stall('ana', 'cleo');
  group.network.stall('ben', 'cleo');
  let most = 0;
  let slowest = 0;
  for (let i = 0; i < 3_000; i += 25) {
    const start = group.clock.now();
    for (let k = 0; k < 25; k++) void ana.peer.send(`${i + k} ${'x'.repeat(1_000)}`);
    await group.until(() => ben.texts.length === i + 25, 'Ben reads them');
    slowest = Math.max(slowest, group.clock.now() - start);
    most = Math.max(most, group.network.waitingWith('ana'));
  }
  expect(most).toBeGreaterThan(MIB);
  expect(most).toBeLessThan(MOST_FOR_ONE);
  expect(slowest).toBeLessThanOrEqual(20);
  expect(cleo.texts.length).toBeLessThan(1_500);
  // However long it lasts, nothing more is piled up for her.
  await group.quiet(60 * SECOND);
  expect(group.network.waitingWith('ana')).toBeLessThan(MOST_FOR_ONE);
  group.network.resume('ana', 'cleo');
  group.network.resume('ben', 'cleo');
  await group.until(() => cleo.texts.length === 3_000, 'Cleo has all', 45 * SECOND);
  expect(cleo.texts).toEqual(ana.texts);
  expect(new Set(cleo.told).size).toBe(cleo.told.length);
}, 60_000);

test('what a stalled reader missed of who is there and where it hears afterwards', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  group.network.stall('ana', 'ben');
  for (let i = 0; i < 300; i++) void ana.peer.send('x'.repeat(8_000));
  await group.until(() => ana.texts.length === 300, 'all is stored');
  expect(group.network.waitingWith('ana')).toBeGreaterThan(MIB);
  ana.alsoAt('wlan');
  ana.peer.networkChanged();
  await group.quiet(SECOND);
  group.network.resume('ana', 'ben');
  await group.until(() => ben.texts.length === 300, 'Ben has all', 2 * SECOND);
  const heard = group.network.messages('addresses').map(({ message }) => message?.['addresses']);
  expect(heard.at(-1)).toEqual(['ana:4000', 'wlan:4000']);
  expect(ana.about('peer-lost')).toEqual([]);
});

test.each([
  ['pages', 2_000, (log: string) => ({ t: 'want', n: 1, heads: [[log, 0]] })],
  ['the newest messages', 2_000, () => ({ t: 'recent', n: 1, limit: 200 })],
  ['signs of life', 40_000, () => ({ t: 'ping', n: 1 })],
])(
  'who asks for %s without end and never reads fills no memory',
  async (_, times, question) => {
    const group = new Group();
    const { ana, log } = await withHistory(group);
    const raw = await letIn(group);
    group.network.stall('ana', 'mallory');
    let most = 0;
    for (let i = 0; i < times; i += 100) {
      for (let k = 0; k < 100; k++) raw.say(question(log));
      await group.quiet(5);
      most = Math.max(most, group.network.waitingWith('ana'));
    }
    expect(most).toBeGreaterThan(100_000);
    expect(most).toBeLessThan(MOST_FOR_ONE);
    expect(ana.all('error')).toEqual([]);
  },
  30_000,
);

test('who asks for comparisons without end is told everything once a second', async () => {
  const group = new Group();
  await withHistory(group);
  const raw = await letIn(group);
  await group.quiet(2 * SECOND);
  raw.heard.splice(0);
  for (let i = 0; i < 300; i++) {
    for (let k = 0; k < 10; k++) raw.say({ t: 'digest', hash: '0'.repeat(64), again: true });
    await group.quiet(10);
  }
  const told = raw.heard.filter(({ t }) => t === 'have').length;
  expect(told).toBeGreaterThanOrEqual(3);
  expect(told).toBeLessThanOrEqual(4);
});

test('a page that had to wait is sent once the reader has caught up', async () => {
  const group = new Group();
  const { log } = await withHistory(group);
  const raw = await letIn(group);
  const pages = (): number => raw.heard.filter(({ why }) => why === 'page').length;
  const want = { t: 'want', n: 1, heads: [[log, 0]] };
  group.network.stall('ana', 'mallory');
  for (let k = 0; k < 20; k++) {
    raw.say(want);
    await group.quiet(50);
  }
  expect(group.network.waitingWith('ana')).toBeGreaterThan(MIB);
  group.network.resume('ana', 'mallory');
  await group.quiet(SECOND);
  // Five filled the queue; of the rest the latest four had waited.
  expect(pages()).toBe(9);
  raw.say(want);
  await group.quiet(SECOND);
  expect(pages()).toBe(10);
});

test('all queues together are bounded: the worst reader is let go, and told why', async () => {
  const group = new Group();
  const { log } = await withHistory(group);
  const raws: RawPeer[] = [];
  for (let i = 0; i < 40; i++) raws.push(await letIn(group, i));
  group.network.stall('ana', 'mallory');
  let most = 0;
  for (let round = 0; round < 10; round++) {
    for (const raw of raws) raw.say({ t: 'want', n: 1, heads: [[log, 0]] });
    await group.quiet(20);
    most = Math.max(most, group.network.waitingWith('ana'));
  }
  expect(most).toBeGreaterThan(31 * MIB);
  // Those who are let go keep what they had for a moment.
  expect(most).toBeLessThan(50 * MIB);
  await group.quiet(2 * SECOND);
  expect(group.network.waitingWith('ana')).toBeLessThanOrEqual(33 * MIB);
  const gone = raws.filter(({ closed }) => closed).length;
  expect(gone).toBeGreaterThan(5);
  expect(gone).toBeLessThan(15);
  const goodbyes = group.network.messages('goodbye').map(({ message }) => message?.['code']);
  expect(goodbyes.filter((code) => code === 'overflow')).toHaveLength(gone);
}, 30_000);
