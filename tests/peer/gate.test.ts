import { describe, expect, test } from 'vitest';
import type { PeerId } from '../../src/core/ids.ts';
import { Gate, type Guest } from '../../src/peer/gate.ts';
import { Group } from '../support/group.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { RawPeer } from '../support/raw-peer.ts';

const SECOND = 1_000;
const START = new ManualClock().now();

function id(n: number): PeerId {
  return n.toString(16).padStart(64, '0') as PeerId;
}

/** Somebody who is only coming in, on a gate's clock that starts now. */
function coming(host: string, since = START): Guest {
  const phase = { isPending: true, isUp: false, isKnown: false };
  return { role: 'listener', address: { host, port: 1 }, since, ...phase, remote: id(0) };
}

/** Somebody who is in. */
function inside(remote: PeerId, host = `10.1.0.${Number.parseInt(remote, 16)}`): Guest {
  const phase = { isPending: false, isUp: true, isKnown: true };
  return { role: 'listener', address: { host, port: 1 }, since: START, ...phase, remote };
}

function many(count: number, make: (n: number) => Guest): Guest[] {
  return Array.from({ length: count }, (_, n) => make(n + 1));
}

/** A gate on a clock of its own, to which nobody is a member yet. */
function gate(
  isFamiliar: (peer: PeerId) => boolean,
  maxPerAddress: number | null = null,
  clock = new ManualClock(),
): Gate<Guest> {
  return new Gate<Guest>(maxPerAddress, { clock, isFamiliar, isMember: () => false });
}

describe('the gate', () => {
  const strangers = gate(() => false);
  const friends = gate(() => true);

  test('lets twenty come in at a time', () => {
    const here = many(19, (n) => coming(`10.0.0.${n}`));
    expect(strangers.arriving('10.0.1.1', here)).toEqual({ may: true, insteadOf: null });
    here.push(coming('10.0.0.20'));
    expect(strangers.arriving('10.0.1.1', here)).toEqual({ may: false });
  });

  test('where the twenty are of a few addresses, the oldest of the busiest makes room', () => {
    const busy = many(8, () => coming('10.0.0.1'));
    const here = [
      ...many(6, () => coming('10.0.0.2')),
      ...busy,
      ...many(6, () => coming('10.0.0.3')),
    ];
    const arrival = strangers.arriving('10.0.1.1', here);
    expect(arrival.may && arrival.insteadOf).toBe(busy[0]);
    expect(strangers.arriving('10.0.0.1', here)).toEqual({ may: false });
  });

  test('where the twenty are of twenty addresses, the oldest makes room after a second', async () => {
    const clock = new ManualClock();
    const some = gate(() => false, null, clock);
    const here = many(20, (n) => coming(`10.0.0.${n}`, START + 10 * n));
    await clock.advance(SECOND + 9);
    expect(some.arriving('10.0.1.1', here)).toEqual({ may: false });
    await clock.advance(1);
    expect(some.arriving('10.0.1.1', here)).toEqual({ may: true, insteadOf: here[0] });
    // And whoever takes more and more of them takes their own.
    const [first, ...others] = here;
    const greedy = [first, coming('10.0.0.20', START), ...others.slice(1)] as Guest[];
    const arrival = some.arriving('10.0.0.20', greedy);
    expect(arrival.may && arrival.insteadOf).toBe(greedy[1]);
  });

  test('of IPv6, 64 bits are one network: many addresses of it are one crowd', () => {
    const crowd = many(19, (n) => coming(`2001:db8:0:1::${n}`));
    const here = [coming('2001:db8:0:2::1'), ...crowd];
    const arrival = strangers.arriving('2001:db8:0:3::1', here);
    expect(arrival.may && arrival.insteadOf).toBe(crowd[0]);
    expect(strangers.arriving('2001:DB8::1:0:0:0:1', here)).toEqual({ may: false });
  });

  test('lets eight come from one address, whatever they are', () => {
    const here = [
      ...many(4, () => coming('10.0.0.1')),
      ...many(3, (n) => inside(id(n), '10.0.0.1')),
    ];
    expect(strangers.arriving('10.0.0.1', here).may).toBe(true);
    here.push(inside(id(9), '10.0.0.1'));
    expect(strangers.arriving('10.0.0.1', here).may).toBe(false);
    expect(strangers.arriving('10.0.0.2', here).may).toBe(true);
  });

  test('whom we have dialled there does not count', () => {
    const here = many(20, (n) => ({ ...inside(id(n), '10.0.0.1'), role: 'dialler' as const }));
    expect(strangers.arriving('10.0.0.1', here).may).toBe(true);
  });

  test.each(['127.0.0.1', '::1'])('any number may come from this computer, %s', (host) => {
    const here = many(100, (n) => inside(id(n), host));
    expect(strangers.arriving(host, here).may).toBe(true);
    expect(gate(() => false, 100).arriving(host, here).may).toBe(false);
  });

  test('takes 256 in all, the coming ones counted', () => {
    const here = many(255, (n) => inside(id(n)));
    expect(friends.arriving('10.0.1.1', here).may).toBe(true);
    expect(friends.hasPlace(here)).toBe(true);
    here.push(coming('10.0.2.1'));
    expect(friends.arriving('10.0.1.1', here).may).toBe(false);
    expect(friends.hasPlace(here)).toBe(false);
  });

  test('keeps half of the places for those who are familiar', () => {
    const mixed = gate((peer) => Number.parseInt(peer, 16) > 1_000);
    const here = many(107, (n) => inside(id(n)));
    expect(mixed.mayStay(inside(id(500)), here)).toBe(true);
    here.push(inside(id(108)));
    expect(mixed.mayStay(inside(id(500)), here)).toBe(false);
    expect(mixed.mayStay(inside(id(1_001)), here)).toBe(true);
    here.push(...many(127, (n) => inside(id(1_000 + n))));
    expect(mixed.mayStay(inside(id(2_000)), here)).toBe(true);
    here.push(inside(id(1_200)));
    expect(mixed.mayStay(inside(id(2_000)), here)).toBe(false);
  });

  test('lets 128 come for the first time at once, and then one a second', async () => {
    const clock = new ManualClock();
    const some = gate((peer) => peer === id(7_777), null, clock);
    const came = (from: number, count: number): number =>
      many(count, (n) => inside(id(from + n))).filter((guest) => some.mayStay(guest, [])).length;
    // An overdraft of one: the last one that is let in may be what the rest has to wait for.
    expect(came(0, 200)).toBe(129);
    expect(some.mayStay(inside(id(7_777)), [])).toBe(true);
    expect(some.mayStay({ ...inside(id(500)), role: 'dialler' }, [])).toBe(true);
    await clock.advance(10_000);
    expect(came(1_000, 200)).toBe(10);
  });

  test('whoever is in already and comes by another link needs no second place', () => {
    const here = many(108, (n) => inside(id(n)));
    expect(strangers.mayStay(inside(id(50)), here)).toBe(true);
  });
});

test('whoever finds no place is told so, and comes in when there is one', async () => {
  const group = new Group();
  const ana = await group.start('ana', [], { maxPerAddress: 1 });
  const silent = await RawPeer.dial(group, 'ana', 1, 'ben');
  await silent.shakeHands(group);
  silent.hello();
  const ben = group.member('ben');
  const joining = ben.join({ seeds: [{ host: 'ana', port: 4_000 }] });
  await group.run(joining, 'Ben gives up waiting');
  expect(ben.all('warning')).toEqual([
    expect.objectContaining({
      code: 'seed-full',
      message: 'ana:4000 has no room for another connection now.',
    }),
  ]);
  expect(ben.all('joined-group')).toEqual([expect.objectContaining({ created: true })]);
  silent.destroy();
  await group.until(() => ana.roster['ben'] === 'direct', 'Ben is in', 40 * SECOND);
  expect(ben.all('resolved')).toHaveLength(1);
});

test('twenty who say nothing, from as many addresses, keep nobody out', async () => {
  const group = new Group();
  await group.start('ana');
  const silent: RawPeer[] = [];
  for (let i = 0; i < 20; i++) silent.push(await RawPeer.dial(group, 'ana', i, `host${i}`));
  const began = group.clock.now();
  const ben = group.member('ben');
  const joining = ben.join({ seeds: [{ host: 'ana', port: 4_000 }] });
  await group.run(joining, 'Ben joins');
  expect(group.clock.now() - began).toBeLessThan(2 * SECOND);
  expect(ben.all('joined-group')).toEqual([expect.objectContaining({ created: false })]);
  expect(ben.all('warning')).toEqual([]);
  expect(silent.map(({ closed }) => closed)).toEqual([true, ...Array(19).fill(false)]);
});

test('a ninth connection from one address is refused, and the eight stay', async () => {
  const group = new Group();
  await group.mesh('ana', 'ben');
  const raws: RawPeer[] = [];
  for (let i = 0; i < 9; i++) raws.push(await RawPeer.dial(group, 'ana', i));
  await group.quiet(SECOND);
  expect(raws.map(({ closed }) => closed)).toEqual([...Array(8).fill(false), true]);
});

test('as many as are wished may come from one address', async () => {
  const group = new Group();
  await group.start('ana', [], { maxPerAddress: 2 });
  const raws: RawPeer[] = [];
  for (let i = 0; i < 3; i++) raws.push(await RawPeer.dial(group, 'ana', i));
  await group.quiet(SECOND);
  expect(raws.map(({ closed }) => closed)).toEqual([false, false, true]);
});

test('half of the places are kept for those who were here before this start', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const ben = await group.start('ben', ['ana']);
  await ben.say('I was here');
  await group.until(() => ana.texts.length === 1, 'Ana reads it');
  await ben.leave();
  await ana.leave();
  const again = await group.start('ana', [], { maxPerAddress: 300 }, { as: ana });
  const raws: RawPeer[] = [];
  for (let i = 0; i < 109; i++) {
    const raw = await RawPeer.dial(group, 'ana', i);
    await raw.shakeHands(group);
    raw.hello({ name: `Raw ${i}` });
    await group.until(() => raw.said('neighbours') !== undefined || raw.closed, 'a link, or none');
    raws.push(raw);
  }
  expect(raws.filter(({ closed }) => closed)).toEqual([raws.at(-1)]);
  expect(raws.at(-1)?.said('goodbye')).toMatchObject({ code: 'full' });
  await group.start('ben', ['ana'], {}, { as: ben });
  await group.until(() => again.roster['ben'] === 'direct', 'Ben is in');
  for (const raw of raws) raw.destroy();
}, 60_000);
