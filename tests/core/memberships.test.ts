import { expect, test } from 'vitest';
import type { GroupId } from '../../src/core/ids.ts';
import { MAX_MEMBERSHIPS, Memberships } from '../../src/core/memberships.ts';

function room(n: number): GroupId {
  return n.toString(16).padStart(32, '0') as GroupId;
}

const DESIGN = { group: 'design', secret: 'ocean tiger lamp violin', room: room(1) };

test('a secret leads to the room that it led to before, in its own group only', async () => {
  const known = new Memberships();
  expect(known.roomOf('design', DESIGN.secret)).toBeNull();
  await known.keep(DESIGN);
  expect(known.roomOf('design', DESIGN.secret)).toBe(room(1));
  expect(known.roomOf('lab', DESIGN.secret)).toBeNull();
  expect(known.roomOf('design', 'window candle river fox')).toBeNull();
});

test('a new secret takes the place of the old one, and a new room that of the old', async () => {
  const known = new Memberships();
  await known.keep(DESIGN);
  await known.keep({ ...DESIGN, secret: 'window candle river fox' });
  expect(known.all).toEqual([{ ...DESIGN, secret: 'window candle river fox' }]);
  await known.keep({ ...DESIGN, secret: 'window candle river fox', room: room(2) });
  expect(known.all).toEqual([{ ...DESIGN, secret: 'window candle river fox', room: room(2) }]);
});

test('the last used comes first, and the one used least lately makes room', async () => {
  const known = new Memberships();
  for (let n = 0; n <= MAX_MEMBERSHIPS; n++) {
    if (n === MAX_MEMBERSHIPS) await known.keep({ ...DESIGN, group: 'g0', room: room(0) });
    await known.keep({ ...DESIGN, group: `g${n}`, room: room(n) });
  }
  expect(known.all).toHaveLength(MAX_MEMBERSHIPS);
  expect(known.all[0]?.group).toBe(`g${MAX_MEMBERSHIPS}`);
  expect(known.roomOf('g0', DESIGN.secret)).toBe(room(0));
  expect(known.roomOf('g1', DESIGN.secret)).toBeNull();
});
