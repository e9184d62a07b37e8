import { expect, test } from 'vitest';
import { Author, page } from '../support/author.ts';
import { header, writeFrames } from '../support/frame-writer.ts';
import { Group, type Member } from '../support/group.ts';
import { PAGE, RawPeer } from '../support/raw-peer.ts';

/** How far the attacker has got before it misbehaves. */
type Stage = 'connected' | 'shaken hands' | 'up';
type Attack = readonly [what: string, stage: Stage, act: (raw: RawPeer) => void];

const ATTACKS: readonly Attack[] = [
  [
    'bytes that are no frame',
    'connected',
    (raw) => raw.write(Buffer.from('GET / HTTP/1.1\r\n\r\n')),
  ],
  ['a frame of no bytes', 'connected', (raw) => raw.write(header(0))],
  ['a stranger’s frame announced too long', 'connected', (raw) => raw.write(header(1_025))],
  ['a preamble that is no JSON', 'connected', (raw) => raw.frame('{"parley":')],
  ['a preamble with another’s prototype', 'connected', (raw) => raw.frame('{"__proto__":{}}')],
  ['a message before any handshake', 'connected', (raw) => raw.say({ t: 'ping', n: 1 })],
  ['a message before hello', 'shaken hands', (raw) => raw.say({ t: 'want', n: 1, heads: [] })],
  ['a hello of a version to come', 'shaken hands', (raw) => raw.hello({ versions: [7, 9] })],
  ['a hello with a name that is none', 'shaken hands', (raw) => raw.hello({ name: 'a\u202eb' })],
  ['a second hello', 'up', (raw) => raw.hello()],
  ['an unknown type of message', 'up', (raw) => raw.say({ t: 'dance', to: 'this' })],
  ['an unknown channel', 'up', (raw) => raw.message(9, '{}')],
  ['a frame announced too long', 'up', (raw) => raw.write(header(0xffff_ffff))],
  ['a message that is not UTF-8', 'up', (raw) => raw.contents([Uint8Array.of(1, 0xff, 0xfe)])],
  ['a frame with nothing sealed in it', 'up', (raw) => raw.contents([new Uint8Array()])],
  ['a content announced too long', 'up', (raw) => raw.write(writeFrames([header(0x7fff_ffff)]))],
  ['a content without an end', 'up', (raw) => raw.write(writeFrames([header(9)]))],
  ['half the length of a content', 'up', (raw) => raw.write(writeFrames([Uint8Array.of(0, 0)]))],
  ['JSON nested without end', 'up', (raw) => raw.message(1, '['.repeat(5_000))],
  ['a list of neighbours that is none', 'up', (raw) => raw.say({ t: 'neighbours', peers: 'all' })],
  [
    'heads with a number below zero',
    'up',
    (raw) => raw.say({ t: 'want', n: 1, heads: [['x', -1]] }),
  ],
  ['a page that is no JSON', 'up', (raw) => raw.message(PAGE, '{"t":"entries","group":')],
  [
    'a page with a run that is none',
    'up',
    (raw) => raw.message(PAGE, page(groupOf(raw), 'live', [['nobody', 1, {}, null]])),
  ],
  [
    'a text longer than a composer sends',
    'up',
    (raw) => {
      const run = raw.author.run(groupOf(raw), ['x'.repeat(8_193)]);
      raw.message(PAGE, page(groupOf(raw), 'live', [run]));
    },
  ],
  [
    'an entry of an unknown kind, longer than any may be',
    'up',
    (raw) => {
      const run = raw.author.run(groupOf(raw), ['x'.repeat(16_385)], { kind: 'blob' });
      raw.message(PAGE, page(groupOf(raw), 'live', [run]));
    },
  ],
  [
    'an entry whose clock counts further than any may',
    'up',
    (raw) => {
      const run = raw.author.run(groupOf(raw), ['hello'], { counter: 2_147_483_648 });
      raw.message(PAGE, page(groupOf(raw), 'live', [run]));
    },
  ],
  [
    'a run that fits a frame and no page',
    'up',
    (raw) => {
      const texts = Array.from({ length: 32 }, () => 'x'.repeat(8_100));
      raw.message(PAGE, page(groupOf(raw), 'live', [raw.author.run(groupOf(raw), texts)]));
    },
  ],
  ['an entry signed by another', 'up', (raw) => pushSpoilt(raw, 4, new Author(9).sign('0'))],
  [
    'an entry of another author than the one who signed',
    'up',
    (raw) => pushSpoilt(raw, 0, new Author(9).log),
  ],
  ['an entry moved to another place', 'up', (raw) => pushSpoilt(raw, 2, 'ab'.repeat(32))],
  [
    'an entry with another text than was signed',
    'up',
    (raw) => pushSpoilt(raw, 3, [[1_700_000_000_000, 0, 1_700_000_000_000, 'text', 'forged']]),
  ],
  [
    'an entry that was signed for another group',
    'up',
    (raw) =>
      raw.message(PAGE, page(groupOf(raw), 'live', [raw.author.run('ab'.repeat(16), ['hello'])])),
  ],
];

/** A good run with one of its fields replaced. */
function pushSpoilt(raw: RawPeer, field: number, value: unknown): void {
  const run = raw.author.run(groupOf(raw), ['hello']).with(field, value);
  raw.message(PAGE, page(groupOf(raw), 'live', [run]));
}

function groupOf(raw: RawPeer): string {
  const { group } = raw.said('hello') as { group: { id: string } };
  return group.id;
}

async function bring(group: Group, stage: Stage): Promise<RawPeer> {
  const raw = await RawPeer.dial(group, 'ana');
  if (stage !== 'connected') await raw.shakeHands(group);
  if (stage === 'up') raw.hello();
  if (stage === 'up') await group.until(() => raw.said('neighbours') !== undefined, 'a link');
  return raw;
}

async function expectChat(group: Group, ana: Member, ben: Member): Promise<void> {
  await ana.say('Still there?');
  await ben.say('Still here.');
  await group.until(
    () =>
      [ana, ben].every(
        ({ texts }) => texts.includes('Still there?') && texts.includes('Still here.'),
      ),
    'the honest pair chats on',
  );
  expect(
    [...ana.about('peer-lost'), ...ben.about('peer-lost')].filter((n) => n !== 'Mallory'),
  ).toEqual([]);
}

test.each(ATTACKS)('%s ends that link and nothing else', async (_, stage, act) => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const raw = await bring(group, stage);
  act(raw);
  await group.until(() => raw.closed, 'the link has ended', 2_000);
  if (stage === 'up') expect(raw.said('goodbye')).toMatchObject({ code: 'bad-input' });
  await expectChat(group, ana, ben);
  expect(ana.all('error')).toEqual([]);
});

test('who connects and says nothing is cut off after five seconds', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const raw = await RawPeer.dial(group, 'ana');
  await group.quiet(4_900);
  expect(raw.closed).toBe(false);
  await group.quiet(200);
  expect(raw.closed).toBe(true);
  await expectChat(group, ana, ben);
});

test('a frame begun and never finished ends the link, though pings would keep it', async () => {
  const group = new Group();
  await group.mesh('ana', 'ben');
  const raw = await bring(group, 'up');
  raw.write(header(1_000));
  for (let s = 0; s < 20 && !raw.closed; s++) {
    raw.write(Uint8Array.of(65));
    await group.quiet(1_000);
  }
  expect(raw.closed).toBe(true);
});

test('an entry that claims to be of the reader’s own log is not believed', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const raw = await bring(group, 'up');
  const epoch = String(raw.said('hello')?.['epoch']);
  const [, ...forged] = raw.author.run(groupOf(raw), ['never said']);
  raw.message(PAGE, page(groupOf(raw), 'live', [[`${ana.id}.${epoch}`, ...forged]]));
  await group.quiet(5_000);
  expect(ana.texts).toEqual([]);
  expect(ben.texts).toEqual([]);
  await expectChat(group, ana, ben);
});

test('a page pushed twice is shown once, and out of its order not at all', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const raw = await bring(group, 'up');
  const id = groupOf(raw);
  const first = page(id, 'live', [raw.author.run(id, ['first'])]);
  raw.author.run(id, ['second'], { seq: 2 });
  raw.message(PAGE, page(id, 'live', [raw.author.run(id, ['third'], { seq: 3 })]));
  raw.message(PAGE, first);
  raw.message(PAGE, first);
  await group.until(() => ben.texts.length > 0, 'Ben reads it');
  await group.quiet(2_000);
  expect(ana.told).toHaveLength(1);
  expect(ana.texts).toEqual(['first']);
  expect(ben.texts).toEqual(['first']);
});

test('a member who promises entries and never sends them holds nobody up', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const raw = await bring(group, 'up');
  raw.say({
    t: 'have',
    of: raw.id,
    heads: [[`${'ab'.repeat(32)}.${'cd'.repeat(8)}`, 99, '0'.repeat(16)]],
  });
  await group.until(() => raw.said('want') !== undefined, 'Ana asks for them');
  await ben.say('live');
  await group.until(() => ana.texts.includes('live'), 'Ana reads Ben', 1_000);
  raw.destroy();
});
