import { expect, test } from 'vitest';
import { MemoryStore } from '../../src/store/memory.ts';
import { at, Group, type Member } from '../support/group.ts';

const HOUR_MS = 3_600_000;

/** Every id at most once, and the same texts in the same order as the first. */
function expectAgreement(members: readonly Member[]): void {
  for (const { told, texts } of members) {
    expect(new Set(told).size).toBe(told.length);
    expect(texts).toEqual(members[0]?.texts);
  }
}

test('a message carries its author, text and time, and is own only for its author', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const sentAt = group.clock.now();
  await ana.say('  Hello\nthere  ');
  await group.until(() => ben.texts.length === 1, 'Ben reads Ana');
  const author = { id: ana.id, name: 'ana' };
  const expected = { author, text: '  Hello\nthere  ', sentAt, late: false };
  expect(ana.all('message')).toMatchObject([{ ...expected, own: true }]);
  expect(ben.all('message')).toMatchObject([{ ...expected, own: false }]);
  expect(ben.all('message')[0]?.id).toBe(ana.all('message')[0]?.id);
});

test('in a full mesh of five one message makes four pages and nobody forwards', async () => {
  const group = new Group();
  const members = await group.mesh('ana', 'ben', 'cleo', 'dan', 'eva');
  await group.quiet(5_000);
  group.network.frames.splice(0);
  await members[2]?.say('Hello, all');
  await group.until(() => members.every(({ texts }) => texts.length === 1), 'all read it');
  await group.quiet(20_000);
  const pages = group.network.messages('entries').map(({ from, to }) => `${from}>${to}`);
  expect(pages.sort()).toEqual(['cleo>ana', 'cleo>ben', 'cleo>dan', 'cleo>eva']);
});

test('the sender is told who has the message, until it is everybody', async () => {
  const group = new Group();
  const [ana, ben, cleo] = await group.mesh('ana', 'ben', 'cleo');
  await group.quiet();
  const sent = await group.run(ana.peer.send('Got it?'), 'Ana sends');
  await group.quiet();
  const [message] = ana.all('message');
  expect(sent).toEqual({ ok: true, value: message?.id });
  const told = ana.all('delivered').filter(({ id }) => id === message?.id);
  expect([...(told.at(-1)?.to ?? [])].sort()).toEqual([ben.id, cleo.id].sort());
  expect(ben.all('delivered')).toEqual([]);
});

test('five who talk at once, with clocks a day apart, agree on one order and see nothing twice', async () => {
  const group = new Group();
  const offsets = { ana: 0, ben: 24, cleo: -24, dan: 7, eva: -1 };
  const members: Member[] = [];
  for (const [name, hours] of Object.entries(offsets)) {
    const settings = { clockOffsetMs: hours * HOUR_MS };
    members.push(await group.start(name, members.length === 0 ? [] : ['ana'], {}, settings));
  }
  await group.until(() => members.every((m) => m.count('direct') === 4), 'a full mesh');
  const sends: Promise<unknown>[] = [];
  for (let round = 0; round < 10; round++) {
    for (const member of members) sends.push(member.peer.send(`${member.name} ${round}`));
    await group.clock.advance(round % 3);
  }
  await group.run(Promise.all(sends), 'all send');
  await group.until(() => members.every(({ texts }) => texts.length === 50), 'all read all');
  await group.quiet(20_000);
  expectAgreement(members);
  for (const { name } of members) {
    const own = members[0]?.texts.filter((text) => text.startsWith(name));
    expect(own).toEqual(Array.from({ length: 10 }, (_, round) => `${name} ${round}`));
  }
});

test('a reply stands after what it replies to, though its author’s clock is a day behind', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana'], {}, { clockOffsetMs: -24 * HOUR_MS });
  for (let i = 0; i < 5; i++) {
    await ana.say(`question ${i}`);
    await group.until(() => ben.texts.includes(`question ${i}`), 'Ben reads');
    await ben.say(`answer ${i}`);
    await group.until(() => ana.texts.includes(`answer ${i}`), 'Ana reads');
  }
  const talk = [0, 1, 2, 3, 4].flatMap((i) => [`question ${i}`, `answer ${i}`]);
  expect(ana.texts).toEqual(talk);
  expect(ben.texts).toEqual(talk);
});

test('what arrives after newer messages stands in its place and is marked late', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  group.network.silence('ana', 'ben');
  await ben.say('said in time');
  await group.clock.advance(12_000);
  await ana.say('said later');
  await group.quiet(20_000);
  group.network.unsilence('ana', 'ben');
  await group.until(() => ana.texts.length === 2, 'Ana reads Ben', 60_000);
  expect(ana.texts).toEqual(['said in time', 'said later']);
  expect(ana.all('message').map(({ text, late }) => [text, late])).toEqual([
    ['said later', false],
    ['said in time', true],
  ]);
});

test('who was away catches up from another holder after the author has gone', async () => {
  const group = new Group();
  const [ana, ben, cleo] = await group.mesh('ana', 'ben', 'cleo');
  await cleo.leave();
  await ana.say('Cleo should know');
  await group.until(() => ben.texts.length === 1, 'Ben reads Ana');
  await ana.leave();
  await group.run(cleo.join({ seeds: [at('ben')] }), 'Cleo is back');
  await group.until(() => cleo.texts.includes('Cleo should know'), 'Cleo catches up');
  expect(cleo.all('message').at(-1)?.author).toEqual({ id: ana.id, name: 'ana' });
  expect(new Set(cleo.told).size).toBe(cleo.told.length);
});

test('a newcomer gets a thousand messages in order from somebody who wrote none of them', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  const texts = Array.from({ length: 1_000 }, (_, i) => `message ${i}`);
  await group.run(Promise.all(texts.map((text) => ana.peer.send(text))), 'Ana sends');
  await group.until(() => ben.texts.length === 1_000, 'Ben has all');
  await ana.leave();
  const cleo = await group.start('cleo', ['ben']);
  await group.until(() => cleo.texts.length === 1_000, 'Cleo has all');
  expect(cleo.texts).toEqual(texts);
  expect(new Set(cleo.told).size).toBe(1_000);
  expect(cleo.all('message').every(({ late }) => !late)).toBe(true);
});

test('messages cross a link that keeps breaking, each once', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  for (let i = 0; i < 20; i++) {
    await ana.say(`a${i}`);
    await ben.say(`b${i}`);
    if (i % 3 === 0) group.network.cut('ana', 'ben');
    await group.clock.advance(70);
  }
  await group.until(
    () => [ana, ben].every(({ texts }) => texts.length === 40),
    'both have all',
    60_000,
  );
  expectAgreement([ana, ben]);
});

test('old messages are shown on returning and come page by page from the store', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const texts = Array.from({ length: 450 }, (_, i) => `note ${i}`);
  await group.run(Promise.all(texts.map((text) => ana.peer.send(text))), 'Ana sends');
  await ana.leave();
  await group.run(ana.join(), 'Ana returns');
  expect(ana.texts).toEqual(texts.slice(-80));
  expect(ana.peer.state.hasOlder).toBe(true);
  while (ana.peer.state.hasOlder) await group.run(ana.peer.loadOlder(), 'older');
  expect(ana.texts).toEqual(texts);
  const newest = await ana.peer.history(3);
  expect(newest.map(({ text }) => text)).toEqual(texts.slice(-3));
});

test('who starts again from an empty history is read by those who have the old one', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await ana.say('from before');
  await group.until(() => ben.texts.length === 1, 'Ben reads Ana');
  await group.network.crash('ana', ['ben']);
  const store = new MemoryStore();
  const again = await group.start('ana', ['ben'], {}, { as: ana, host: 'elsewhere', store });
  await again.say('from after');
  await group.until(() => ben.texts.length === 2, 'Ben reads Ana again');
  await group.until(() => again.texts.length === 2, 'Ana has her own past back');
  expect(ben.texts).toEqual(['from before', 'from after']);
  expect(again.texts).toEqual(ben.texts);
  expect(again.all('message').every(({ own }) => own)).toBe(true);
});
