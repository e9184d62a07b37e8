import { expect, test } from 'vitest';
import { formatAddress } from '../../src/core/address.ts';
import { type KnownAddress, KnownAddresses } from '../../src/core/known-addresses.ts';
import type { Places } from '../../src/core/ports.ts';
import { group, peer } from '../support/entries.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const NOW = 1_700_000_000_000;

function at(host: string, port = 4_000): { host: string; port: number } {
  return { host, port };
}

type Addresses = Places['proven'];

function proven(addresses: Addresses): Places {
  return { proven: addresses, claimed: [] };
}

function claimed(addresses: Addresses): Places {
  return { proven: [], claimed: addresses };
}

/** Whom the book knows in a group, and where, in its order. */
function shown(book: KnownAddresses, of = group(1)): readonly string[] {
  return book.of(of).map((one) => {
    const claimed = one.claimed.map((address) => `(${formatAddress(address)})`);
    const all = [...one.proven.map(formatAddress), ...claimed];
    return `${Number.parseInt(one.peer, 16)} ${all.join(' ')}`;
  });
}

test('people are found where they were met, those met last first, group by group', () => {
  let now = NOW;
  const book = new KnownAddresses(() => now);
  book.met(group(1), peer(1), proven([at('a'), at('b')]));
  now += 1;
  book.met(group(1), peer(2), proven([at('c')]));
  book.met(group(2), peer(1), proven([at('a')]));
  now += 1;
  expect(shown(book)).toEqual(['2 c:4000', '1 a:4000 b:4000']);
  book.met(group(1), peer(1), proven([at('d'), at('b')]));
  expect(shown(book)).toEqual(['1 d:4000 b:4000 a:4000', '2 c:4000']);
  expect(shown(book, group(2))).toEqual(['1 a:4000']);
  expect(shown(book, group(3))).toEqual([]);
});

test('an address belongs to whoever was met there last', () => {
  const book = new KnownAddresses(() => NOW);
  book.met(group(1), peer(1), proven([at('a'), at('b')]));
  book.met(group(1), peer(2), proven([at('a')]));
  expect(shown(book)).toEqual(['2 a:4000', '1 b:4000']);
});

test('what is too much gives way to the latest: addresses, members and groups', () => {
  let now = NOW;
  const book = new KnownAddresses(() => now++);
  for (let i = 0; i < 12; i++) book.met(group(1), peer(1), proven([at(`host-${i}`)]));
  const [only] = book.of(group(1));
  expect(only?.proven.map(({ host }) => host)).toEqual(
    [11, 10, 9, 8, 7, 6, 5, 4].map((i) => `host-${i}`),
  );
  for (let i = 0; i < 300; i++) book.met(group(1), peer(1_000 + i), proven([at(`member-${i}`)]));
  expect(book.of(group(1))).toHaveLength(256);
  expect(book.of(group(1))[0]?.peer).toBe(peer(1_299));
  for (let i = 0; i < 100; i++) book.met(group(100 + i), peer(1), proven([at('a')]));
  expect(new Set(book.all.map((known) => known.group)).size).toBe(64);
  expect(book.of(group(1))).toEqual([]);
});

test('who was not met for ninety days is forgotten, though the clock was wrong when they were', () => {
  const known: KnownAddress[] = [
    { group: group(1), peer: peer(1), address: 'a:1', proven: true, metAt: NOW - 91 * DAY_MS },
    { group: group(1), peer: peer(2), address: 'b:1', proven: true, metAt: NOW - 89 * DAY_MS },
    { group: group(1), peer: peer(3), address: 'c:1', proven: true, metAt: NOW + 900 * DAY_MS },
  ];
  expect(shown(new KnownAddresses(() => NOW, known))).toEqual(['3 c:1', '2 b:1']);
  const { all } = new KnownAddresses(() => NOW, known);
  expect(shown(new KnownAddresses(() => NOW + 91 * DAY_MS, all))).toEqual([]);
});

test('what is kept can be read again, and what is no address does no harm', () => {
  const book = new KnownAddresses(() => NOW);
  book.met(group(1), peer(1), proven([at('a'), { host: 'fd00::2', port: 9 }]));
  const broken = { group: group(1), peer: peer(1), address: 'nonsense', proven: true, metAt: NOW };
  const again = new KnownAddresses(() => NOW, [...book.all, broken]);
  expect(shown(again)).toEqual(['1 a:4000 [fd00::2]:9']);
});

test('what is only claimed takes nothing from anybody, and never pushes out what is proven', () => {
  let now = NOW;
  const book = new KnownAddresses(() => now++);
  book.met(group(1), peer(1), proven([at('a'), at('b')]));
  book.met(group(1), peer(2), claimed([at('a'), at('c')]));
  book.met(group(1), peer(3), claimed([at('c')]));
  expect(shown(book)).toEqual(['1 a:4000 b:4000', '3 (c:4000)', '2 (c:4000)']);
  for (let i = 0; i < 20; i++) book.met(group(1), peer(1), claimed([at(`claim-${i}`)]));
  expect(book.of(group(1))[0]?.proven.map(({ host }) => host)).toEqual(['a', 'b']);
  expect(book.of(group(1))[0]?.claimed).toHaveLength(6);
  for (let i = 0; i < 300; i++) book.met(group(1), peer(1_000 + i), claimed([at(`c-${i}`)]));
  expect(book.of(group(1))).toHaveLength(256);
  expect(shown(book)[0]).toContain('1 a:4000 b:4000');
  // Whoever is met at a claimed address has it.
  book.met(group(1), peer(4), proven([at('c-299')]));
  expect(shown(book).filter((line) => line.includes('c-299:'))).toEqual(['4 c-299:4000']);
});
