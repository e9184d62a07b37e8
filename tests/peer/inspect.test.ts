import { expect, test } from 'vitest';
import type { PeerId } from '../../src/core/ids.ts';
import { Group, type Member } from '../support/group.ts';

function look(member: Member, other: Member) {
  const inspected = member.peer.inspect(other.id as PeerId); // a member's id is its key
  if (!inspected.ok) throw new Error(inspected.error.message);
  return inspected.value;
}

test('of a neighbour it is known where they are, how far, how far off their clock is, and since when', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  const before = group.clock.now();
  const ben = await group.start('ben', ['ana'], {}, { clockOffsetMs: 3_000 });
  await group.quiet();
  expect(look(ana, ben)).toEqual({
    fingerprint: ben.id,
    addresses: ['ben:4000'],
    roundTripMs: 2,
    clockOffsetMs: 3_000,
    linkedSince: expect.any(Number),
    lastSeen: null,
  });
  expect((look(ana, ben).linkedSince ?? 0) - before).toBeLessThan(1_000);
});

test('each look measures anew', async () => {
  const group = new Group();
  const [ana, ben] = await group.mesh('ana', 'ben');
  await group.quiet();
  ben.clockOffsetMs = 70_000;
  expect(look(ana, ben).clockOffsetMs).toBe(0);
  await group.quiet(1_000);
  expect(look(ana, ben).clockOffsetMs).toBe(70_000);
});

test('of somebody further away, or gone, there is no link to tell of, and when they were last here', async () => {
  const group = new Group();
  const STAR = { mesh: false };
  const ben = await group.start('ben', [], STAR);
  const ana = await group.start('ana', ['ben'], { ...STAR, listen: false });
  const carol = await group.start('carol', ['ben'], { ...STAR, listen: false });
  await group.until(() => carol.roster['ana'] === 'relayed', 'a chain');
  const nothing = { roundTripMs: null, clockOffsetMs: null, linkedSince: null };
  expect(look(carol, ana)).toMatchObject({ ...nothing, addresses: [], lastSeen: null });
  await group.quiet(5_000);
  await ben.leave();
  const left = group.clock.now();
  await group.until(() => ana.roster['ben'] === 'offline', 'that Ben has left');
  const gone = look(ana, ben);
  expect(gone).toMatchObject({ ...nothing, fingerprint: ben.id });
  expect(Math.abs((gone.lastSeen ?? 0) - left)).toBeLessThan(1_000);
});

test('of somebody who is not in the list nothing is told', async () => {
  const group = new Group();
  const ana = await group.start('ana');
  expect(ana.peer.inspect(ana.id as PeerId)).toMatchObject({ error: { code: 'nobody' } });
  expect(ana.peer.inspect('ab'.repeat(32) as PeerId)).toMatchObject({ error: { code: 'nobody' } });
});
