// src/core/address.ts, src/core/seeds.ts, src/core/join-form.ts, src/core/known-addresses.ts
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect } from 'vitest';
import {
  type Address,
  formatAddress,
  isHost,
  isThisComputer,
  MAX_PORT,
  parseAddress,
  parsePort,
} from '../../src/core/address.ts';
import { parseJoinForm } from '../../src/core/join-form.ts';
import { KnownAddresses } from '../../src/core/known-addresses.ts';
import { MAX_SEEDS, parseSeeds } from '../../src/core/seeds.ts';
import { parseName } from '../../src/core/text.ts';
import { group, peer } from '../support/entries.ts';
import { anyText, name, record } from './arbitraries.ts';
import { fuzz } from './fuzz.ts';

const number = fc
  .oneof(fc.nat(300), fc.constantFrom('00', '010', '0x7f', '', '-1', '１'))
  .map(String);
const v4 = fc.array(number, { minLength: 3, maxLength: 5 }).map((parts) => parts.join('.'));
const strictV4 = fc.ipV4();
const v6Group = fc.oneof(
  fc.constantFrom('', '0', '1', 'ffff', '7f00'),
  fc.nat(0x1_ffff).map((n) => n.toString(16)),
);
const v6 = fc.oneof(
  fc.ipV6(),
  fc
    .tuple(fc.array(v6Group, { maxLength: 9 }), fc.option(v4))
    .map(([groups, end]) => [...groups, ...(end === null ? [] : [end])].join(':')),
  strictV4.map((end) => `::ffff:${end}`),
  fc.constantFrom('::', '::1', '::2', '0::0:1', '::ffff:127.0.0.1', '::FFFF:7f00:1', '1::', ':::'),
);
const hostName = fc.oneof(
  fc.domain(),
  fc
    .array(
      fc.oneof(
        fc.constantFrom('a', '-a', 'a-', 'büro', 'x'.repeat(63), 'x'.repeat(64), '_s', ''),
        anyText,
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((labels) => labels.join('.')),
  fc.constantFrom('localhost', 'LOCALHOST.', 'a.localhost', 'ｌocalhost', 'x'.repeat(254)),
);
const host = fc.oneof(
  v4,
  v6,
  v6.map((each) => `${each}%eth0`),
  hostName,
  anyText,
);
const port = fc
  .oneof(
    fc.nat(70_000),
    fc.constantFrom('', '0', '080', '+80', '8e1', ' 80', '４２', '-1', '65536'),
  )
  .map(String);
const typed = fc.oneof(
  fc.tuple(host, port).map(([h, p]) => `${h}:${p}`),
  fc.tuple(host, port).map(([h, p]) => `[${h}]:${p}`),
  host,
  anyText,
);

fuzz(
  'what reads as an address is written so that it reads the same, and names a place',
  8_000,
  typed,
  (text) => {
    const read = parseAddress(text);
    if (!read.ok) {
      expect(read.error.code).toBe('address-invalid');
      expect(read.error.message.length).toBeLessThan(200);
      return;
    }
    const { host: where, port: at } = read.value;
    expect(isHost(where)).toBe(true);
    expect(where).toBe(where.toLowerCase());
    expect(Number.isInteger(at) && at >= 1 && at <= MAX_PORT).toBe(true);
    expect(formatAddress(read.value).length).toBeLessThan(270);
    expect(parseAddress(formatAddress(read.value))).toEqual(read);
  },
);

fuzz(
  'literal addresses are those that the system takes for some',
  6_000,
  fc.oneof(v4, v6),
  (text) => {
    if (text.includes(':')) expect(isHost(text)).toBe(isIPv6(text));
    else if (/\.\d+$/.test(text)) expect(isHost(text)).toBe(isIPv4(text));
  },
);

const here = new BlockList();
here.addSubnet('127.0.0.0', 8, 'ipv4');
here.addAddress('0.0.0.0', 'ipv4');
here.addSubnet('::', 127, 'ipv6');
here.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');
here.addAddress('::ffff:0.0.0.0', 'ipv6');
const loopback = fc.oneof(
  v4,
  v6,
  strictV4,
  strictV4.map((ip) => ip.replace(/^\d+/, '127')),
);
fuzz(
  'an address of this computer is found out in every spelling, and no other is',
  4_000,
  loopback,
  (ip) => {
    if (isIPv4(ip)) expect(isThisComputer(ip)).toBe(here.check(ip, 'ipv4'));
    else if (isIPv6(ip)) expect(isThisComputer(ip)).toBe(here.check(ip, 'ipv6'));
    else expect(typeof isThisComputer(ip)).toBe('boolean');
  },
);

fuzz('any text is this computer or not, and nothing else', 1_000, anyText, (text) => {
  expect(typeof isThisComputer(text)).toBe('boolean');
  const read = parsePort(text);
  if (read.ok) expect(parsePort(String(read.value))).toEqual(read);
});

const seeds = fc
  .array(
    fc.oneof(
      typed,
      fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: MAX_PORT })).map(([h, p]) => `${h}:${p}`),
    ),
    { maxLength: 70 },
  )
  .chain((all) =>
    fc.constantFrom(' ', ',', '\n', '; ', ' ,\t').map((between) => all.join(between)),
  );
fuzz('seeds are read all or not at all, each once, and never too many', 2_500, seeds, (text) => {
  const read = parseSeeds(text);
  if (!read.ok) {
    expect(read.error.length).toBeGreaterThan(0);
    expect(read.error.length).toBeLessThanOrEqual(MAX_SEEDS);
    return;
  }
  const written = read.value.addresses.map(formatAddress);
  expect(written.length).toBeLessThanOrEqual(MAX_SEEDS);
  expect(new Set(written).size).toBe(written.length);
  const again = parseSeeds(written.join(', '));
  expect(again).toEqual({ ok: true, value: { addresses: read.value.addresses, invite: null } });
});

const randomBytes = (length: number): Uint8Array => new Uint8Array(length);
const form = record({
  name: fc.oneof(name, anyText),
  port: fc.oneof(port, anyText),
  seeds: fc.oneof(fc.constant(''), seeds, anyText),
  host: fc.oneof(fc.constant(''), host),
  group: fc.oneof(name, anyText),
  secret: fc.oneof(fc.constant(''), anyText),
});
fuzz(
  'a join form is a request to join, or says beside a field what is wrong',
  2_000,
  form,
  (filled) => {
    const read = parseJoinForm(filled, randomBytes);
    if (!read.ok) {
      expect(read.error.length).toBeGreaterThan(0);
      for (const { field, message } of read.error) {
        expect(message).not.toBe('');
        if (field !== null) expect(Object.keys(filled)).toContain(field);
      }
      return;
    }
    const { name: called, port: at, host: listenOn, seeds: asked, group: which } = read.value;
    expect(parseName(called)).toEqual({ ok: true, value: called });
    expect(at >= 0 && at <= MAX_PORT).toBe(true);
    expect(listenOn === null || isHost(listenOn)).toBe(true);
    const again = {
      ...filled,
      name: called,
      port: String(at),
      host: listenOn ?? '',
      group: which ?? '',
    };
    const shared = { ...again, secret: read.value.secret ?? '' };
    const seeds = asked.map(formatAddress).join(' ');
    expect(parseJoinForm({ ...shared, seeds }, randomBytes)).toEqual(read);
  },
);

function counts(keys: readonly string[]): readonly number[] {
  return [...new Set(keys)].map((key) => keys.filter((each) => each === key).length);
}

const DAY_MS = 86_400_000;
const place: fc.Arbitrary<Address> = record({
  host: fc.nat(40).map((n) => `10.0.0.${n}`),
  port: fc.constantFrom(1, 4242),
});
const meeting = record({
  group: fc.nat(70).map(group),
  peer: fc.nat(5).map(peer),
  proven: fc.oneof(fc.constant([]), fc.array(place, { maxLength: 10 })),
  claimed: fc.array(place, { maxLength: 10 }),
  later: fc.oneof(fc.nat(1_000), fc.nat(50 * DAY_MS)),
});
const remembered = record({
  group: fc.nat(70).map(group),
  peer: fc.nat(5).map(peer),
  address: fc.oneof(place.map(formatAddress), anyText),
  proven: fc.boolean(),
  metAt: fc.oneof(fc.nat(200 * DAY_MS), fc.constantFrom(0, Number.MAX_SAFE_INTEGER)),
});
fuzz(
  'an address book stays within its bounds, and no claim takes anything from what is proven',
  800,
  fc.tuple(fc.array(remembered, { maxLength: 40 }), fc.array(meeting, { maxLength: 30 })),
  ([before, meetings]) => {
    let now = 100 * DAY_MS;
    const book = new KnownAddresses(() => now, before);
    for (const { group: where, peer: who, proven, claimed, later } of meetings) {
      now += later;
      const held = book.all.filter((one) => one.proven && one.metAt >= now - 90 * DAY_MS);
      book.met(where, who, { proven, claimed });
      const mine = book.of(where).find(({ peer: one }) => one === who);
      if (proven[0] !== undefined) expect(mine?.proven).toContainEqual(proven[0]);
      else expect(book.all.filter((one) => one.proven)).toEqual(held);
      for (const other of book.of(where)) {
        if (other.peer === who) continue;
        for (const each of proven) expect(other.proven).not.toContainEqual(each);
      }
    }
    const { all } = book;
    for (const { metAt } of all) expect(metAt <= now && metAt >= now - 140 * DAY_MS).toBe(true);
    const bearers = all.map((each) => `${each.group} ${each.peer}`);
    expect(Math.max(0, ...counts(bearers))).toBeLessThan(9);
    expect(new Set(all.map((each) => each.group)).size).toBeLessThanOrEqual(64);
    const young = all.filter(({ metAt }) => metAt >= now - 90 * DAY_MS);
    expect(new KnownAddresses(() => now, all).all).toEqual(expect.arrayContaining([...young]));
  },
);
