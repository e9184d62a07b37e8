import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAddress } from '../../src/core/address.ts';
import type { PeerId } from '../../src/core/ids.ts';
import { formatInvite, type Invite } from '../../src/core/invite.ts';
import { MAX_SEEDS, parseSeeds } from '../../src/core/seeds.ts';

const INVITE: Invite = {
  group: 'design',
  secret: 'ocean tiger lamp violin',
  room: null,
  addresses: [
    { host: '10.0.0.7', port: 4242 },
    { host: '10.0.0.8', port: 4242 },
  ],
  invitedBy: 'ab'.repeat(32) as PeerId,
};

function addressesOf(raw: string): readonly string[] {
  const seeds = parseSeeds(raw);
  return seeds.ok ? seeds.value.addresses.map(formatAddress) : [];
}

function messagesOf(raw: string): readonly string[] {
  const seeds = parseSeeds(raw);
  return seeds.ok ? [] : seeds.error.map(({ message }) => message);
}

test('seeds are separated by commas, semicolons, spaces or lines, and repeats are folded', () => {
  const wanted = ['a:1', 'b:2', 'c:3', 'd:4', '[::1]:5'];
  expect(addressesOf(' a:1, b:2;c:3\n\td:4\r\nA:1 [::1]:5,,')).toEqual(wanted);
});

test('no seeds at all are fine', () => {
  expect(parseSeeds(' \n, ')).toEqual({ ok: true, value: { addresses: [], invite: null } });
});

test('every wrong seed is named, not only the first', () => {
  expect(messagesOf('a:1 10.0.0.300:80 b')).toHaveLength(2);
});

test('more seeds than a peer would dial are refused with their number', () => {
  const seeds = (count: number): string =>
    Array.from({ length: count }, (_, i) => `h${i}:1`).join();
  expect(messagesOf(seeds(MAX_SEEDS))).toEqual([]);
  expect(messagesOf(seeds(MAX_SEEDS + 1))).toEqual(['That is 65 seed peers; give at most 64.']);
});

test('an invite link stands for its addresses, alone or among others', () => {
  const link = formatInvite(INVITE);
  expect(parseSeeds(link)).toEqual({
    ok: true,
    value: { addresses: INVITE.addresses, invite: INVITE },
  });
  expect(addressesOf(`a:1, ${link}, 10.0.0.8:4242 b:2`)).toEqual([
    ...['a:1', '10.0.0.7:4242', '10.0.0.8:4242', 'b:2'],
  ]);
});

test('two links into one group add up; two that disagree are one sentence', () => {
  const other = { ...INVITE, addresses: [{ host: 'c', port: 3 }] };
  const both = (second: Invite): string => `${formatInvite(INVITE)} ${formatInvite(second)}`;
  expect(addressesOf(both(other))).toEqual(['10.0.0.7:4242', '10.0.0.8:4242', 'c:3']);
  for (const part of [{ group: 'lab' }, { secret: null }, { secret: 'an older secret' }]) {
    expect(messagesOf(both({ ...other, ...part }))).toEqual([
      'These invite links are for different groups or secrets. Keep the newest one.',
    ]);
  }
});

test('a damaged link is said beside what else is wrong', () => {
  const cut = formatInvite(INVITE).slice(0, 40);
  expect(messagesOf(`${cut}, 10.0.0.300:80`)).toEqual([
    'This invite link is damaged. Copy it again, from the first letter to the last.',
    '“10.0.0.300” is not an address.',
  ]);
});

test('no text makes the parser throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (raw) => void parseSeeds(raw)));
});
