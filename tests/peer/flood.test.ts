import { expect, test } from 'vitest';
import { page } from '../support/author.ts';
import { Group } from '../support/group.ts';
import { PAGE, RawPeer } from '../support/raw-peer.ts';

const SECOND = 1_000;
/** What the document allows one link. */
const PER_SECOND = 2_000;
const BURST = PER_SECOND;
const MIB = 1_048_576;

/** Somebody whom Ana has let in, and the id of the group. */
async function letIn(group: Group, who?: number): Promise<{ raw: RawPeer; id: string }> {
  const raw = await RawPeer.dial(group, 'ana', who);
  await raw.shakeHands(group);
  raw.hello();
  await group.until(() => raw.said('neighbours') !== undefined, 'a link');
  const { group: named } = raw.said('hello') as { group: { id: string } };
  return { raw, id: named.id };
}

/** Says so many entries, a hundred in a page, as fast as they can be written. */
function flood(raw: RawPeer, group: string, entries: number, text = 'x'): void {
  for (let seq = 1; seq <= entries; seq += 100) {
    const texts = Array.from({ length: 100 }, (_, i) => `${seq + i} ${text}`);
    raw.message(PAGE, page(group, 'live', [raw.author.run(group, texts, { seq })]));
  }
}

test('who says more than two thousand things a second is read no faster, and nothing is lost', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const { raw, id } = await letIn(group);
  await group.quiet(5 * SECOND);
  const before = ana.told.length;
  flood(raw, id, 8_000);
  await group.quiet(SECOND);
  expect(ana.told.length - before).toBeGreaterThanOrEqual(BURST);
  expect(ana.told.length - before).toBeLessThanOrEqual(BURST + PER_SECOND + 300);
  // Ben reads Ana and is read by her as ever.
  await ben.say('in between');
  await group.until(() => ana.texts.includes('in between'), 'Ana reads Ben', 100);
  await group.until(() => ana.told.length - before === 8_001, 'all of it', 20 * SECOND);
  expect(raw.closed).toBe(false);
}, 60_000);

test('where the bound is lifted, as it is for measuring, all is read as it comes', async () => {
  const group = new Group();
  const floodBound = { entriesPerSecond: Infinity, bytesPerSecond: Infinity };
  const ana = await group.start('ana', [], { floodBound });
  const { raw, id } = await letIn(group);
  await group.quiet(5 * SECOND);
  const before = ana.told.length;
  flood(raw, id, 8_000);
  await group.until(() => ana.told.length - before === 8_000, 'all of it', SECOND);
}, 60_000);

test('who sends more than four megabytes a second is read no faster', async () => {
  const group = new Group();
  const [ana] = await group.mesh('ana', 'ben');
  const { raw, id } = await letIn(group);
  await group.quiet(5 * SECOND);
  for (let seq = 1; seq <= 3_000; seq += 30) {
    const texts = Array.from({ length: 30 }, (_, i) => `${seq + i} ${'x'.repeat(8_000)}`);
    raw.message(PAGE, page(id, 'live', [raw.author.run(id, texts, { seq })]));
  }
  await group.quiet(SECOND);
  const bytes = ana.texts.length * 8_000;
  expect(bytes).toBeGreaterThan(7 * MIB);
  expect(bytes).toBeLessThan(9 * MIB);
  await group.until(() => ana.texts.length === 3_000, 'all of it', 20 * SECOND);
}, 60_000);

test.each([
  ['signs of life', { t: 'ping', n: 1 }],
  ['heads', { t: 'have', of: 'ab'.repeat(32), heads: [] }],
])('a flood of %s is read no faster either', async (_, message) => {
  const group = new Group();
  await group.mesh('ana', 'ben');
  const { raw } = await letIn(group);
  await group.quiet(5 * SECOND);
  for (let i = 0; i < 20_000; i++) raw.say(message);
  raw.say({ t: 'ping', n: 77 });
  const answered = (): boolean => raw.heard.some(({ t, n }) => t === 'pong' && n === 77);
  await group.quiet(8 * SECOND);
  expect(answered()).toBe(false);
  await group.quiet(2 * SECOND);
  expect(answered()).toBe(true);
});

test('the person is told once who floods', async () => {
  const group = new Group();
  const [ana] = await group.mesh('ana', 'ben');
  const { raw, id } = await letIn(group);
  flood(raw, id, 5_000);
  await group.until(() => ana.texts.length === 5_000, 'all of it', 20 * SECOND);
  const warnings = ana.all('warning').filter(({ code }) => code === 'flood');
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatchObject({ about: raw.id });
  expect(warnings[0]?.message).toContain('Mallory');
}, 60_000);

test('what was asked for is no flood, however much it is', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  for (let i = 0; i < 6_000; i++) void ana.peer.send(`${i}`);
  await group.until(() => ana.texts.length === 6_000, 'all is stored', 30 * SECOND);
  const ben = await group.start('ben', ['ana']);
  await group.until(() => ben.peer.state.catchUp === null && ben.told.length > 0, 'Ben has all');
  expect(ben.all('warning')).toEqual([]);
}, 60_000);

test('a link that says nothing unusual is read in slices, and the last word in them counts', async () => {
  const group = new Group();
  const [ana] = await group.mesh('ana', 'ben');
  const { raw, id } = await letIn(group);
  flood(raw, id, 1_000, 'y'.repeat(500));
  raw.say({ t: 'goodbye', code: 'leaving', message: '' });
  raw.end();
  await group.until(
    () => ana.about('peer-left').includes('Mallory'),
    'Mallory has left',
    2 * SECOND,
  );
  await group.until(() => ana.texts.length === 1_000, 'and all was read', 2 * SECOND);
});

test('who passes on what flooders say is not read slowly for it, and all of it arrives', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const flooders = [await letIn(group, 1), await letIn(group, 2), await letIn(group, 3)];
  for (const { raw, id } of flooders) flood(raw, id, 2_000, 'flood');
  await group.until(() => ana.texts.length > 3_000, 'Ana is in the middle of it');
  await ana.say('in between');
  await group.until(() => ben.texts.includes('in between'), 'Ben reads Ana', 300);
  await group.until(() => ben.texts.length === 6_001, 'and all the rest', 20 * SECOND);
  expect(ben.all('warning')).toEqual([]);
}, 60_000);
