import { expect, test } from 'vitest';
import { Group, type Member } from '../support/group.ts';

const CLIENT = { listen: false, mesh: false };

type Clients = readonly [ana: Member, ben: Member, cleo: Member];
type Star = { group: Group; hub: Member; clients: Clients; all: readonly Member[] };

/** A hub and three who can only dial it. */
async function star(): Promise<Star> {
  const group = new Group();
  const hub = await group.start('hub', [], { mesh: false });
  const clients: Clients = [
    await group.start('ana', ['hub'], CLIENT),
    await group.start('ben', ['hub'], CLIENT),
    await group.start('cleo', ['hub'], CLIENT),
  ];
  const all = [hub, ...clients];
  await group.until(
    () => all.every((m) => m.count('offline') === 0 && Object.keys(m.roster).length === 3),
    'all know all',
  );
  await group.quiet();
  return { group, hub, clients, all };
}

test('everybody round a hub reads everybody, though they have a link with the hub only', async () => {
  const { group, all } = await star();
  for (const member of all) await member.say(`from ${member.name}`);
  await group.until(() => all.every(({ texts }) => texts.length === 4), 'all read all');
  for (const member of all) expect(member.texts).toEqual(all[0]?.texts);
  expect([...group.network.open].sort()).toEqual(['ana>hub', 'ben>hub', 'cleo>hub']);
});

test('the roster names the others as relayed by way of the hub', async () => {
  const { hub, clients } = await star();
  const [ana] = clients;
  expect(hub.roster).toEqual({ ana: 'direct', ben: 'direct', cleo: 'direct' });
  expect(ana.roster).toEqual({ hub: 'direct', ben: 'relayed', cleo: 'relayed' });
  const via = ana.peer.state.people.find(({ name }) => name === 'ben')?.via;
  expect(via).toBe(hub.id);
});

test('a dial-only client shares no address and nobody dials it', async () => {
  const { group, clients } = await star();
  expect(clients[0].all('listening')).toMatchObject([{ address: null, addresses: [] }]);
  await group.quiet(60_000);
  expect(group.network.dials.every(({ to }) => to === 'hub')).toBe(true);
});

test('the sender learns that all three have the message, relayed or not', async () => {
  const { group, hub, clients } = await star();
  const [ana, ben, cleo] = clients;
  await ana.say('Who has this?');
  const own = ana.all('message')[0]?.id;
  const holders = (): readonly string[] =>
    ana.all('delivered').findLast(({ id }) => id === own)?.to ?? [];
  await group.until(() => holders().length === 3, 'delivered to three');
  expect([...holders()].sort()).toEqual([hub.id, ben.id, cleo.id].sort());
});

test('the hub hands each message on at once, to every client but its sender', async () => {
  const { group, clients } = await star();
  const [ana] = clients;
  group.network.frames.splice(0);
  await ana.say('once each');
  await group.quiet(10_000);
  const pages = group.network.messages('entries');
  const ways = pages.map(({ from, to }) => `${from}>${to}`);
  expect(ways.sort()).toEqual(['ana>hub', 'hub>ben', 'hub>cleo']);
  // Pushed, not asked for: a pull would repair it as well, but later.
  expect(pages.map(({ message }) => message?.['why'])).toEqual(['live', 'live', 'live']);
});

test('who says goodbye to the hub has left for all of its clients', async () => {
  const { group, clients } = await star();
  const [ana, ben, cleo] = clients;
  await cleo.leave();
  await group.quiet();
  for (const member of [ana, ben]) {
    expect(member.about('peer-left')).toEqual(['cleo']);
    expect(member.about('peer-lost')).toEqual([]);
    expect(member.roster['cleo']).toBe('offline');
  }
});

test('whom the hub loses is lost for all of its clients, and back for all', async () => {
  const { group, clients } = await star();
  const [ana, ben] = clients;
  group.network.cut('cleo', 'hub');
  await group.until(() => ana.roster['cleo'] === 'offline', 'lost to Ana', 1_000);
  await group.until(() => ana.roster['cleo'] === 'relayed', 'back for Ana', 5_000);
  await group.quiet();
  for (const member of [ana, ben]) {
    expect(member.about('peer-lost')).toEqual(['cleo']);
    expect(member.about('peer-back')).toEqual(['cleo']);
    expect(member.about('peer-left')).toEqual([]);
  }
});

test('when the hub is gone its clients say so of everybody, and all return with it', async () => {
  const { group, hub, clients } = await star();
  await hub.leave();
  const [ana] = clients;
  await group.until(() => ana.count('offline') === 3, 'nobody is left');
  expect(ana.about('peer-left')).toEqual(['hub']);
  expect([...ana.about('peer-lost')].sort()).toEqual(['ben', 'cleo']);
  await ana.say('said alone');
  await group.run(hub.join({ mesh: false }), 'the hub returns');
  await group.until(() => clients.every((m) => m.count('offline') === 0), 'all are back', 60_000);
  await group.until(
    () => clients.every(({ texts }) => texts.includes('said alone')),
    'all read it',
  );
});

test('two in a full mesh who lose their link to each other chat on through a third', async () => {
  const group = new Group();
  const [ana, ben, cleo] = await group.mesh('ana', 'ben', 'cleo');
  group.network.silence('ana', 'ben');
  await group.until(() => ana.roster['ben'] === 'relayed', 'Ben is relayed', 15_500);
  await group.until(() => ben.roster['ana'] === 'relayed', 'Ana is relayed', 15_500);
  expect(ana.about('peer-lost')).toEqual([]);
  await ana.say('through Cleo');
  await group.until(() => ben.texts.includes('through Cleo'), 'Ben reads Ana', 3_000);
  await ben.say('and back');
  await group.until(() => ana.texts.includes('and back'), 'Ana reads Ben', 3_000);
  expect(cleo.texts).toEqual(['through Cleo', 'and back']);
});
