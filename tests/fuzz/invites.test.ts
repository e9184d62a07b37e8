// src/core/invite.ts, src/core/secret.ts
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Address, formatAddress } from '../../src/core/address.ts';
import { fromBase64Url, toBase64Url } from '../../src/core/bytes.ts';
import {
  formatInvite,
  type Invite,
  MAX_INVITE_ADDRESSES,
  MAX_INVITE_CHARACTERS,
  parseInvite,
} from '../../src/core/invite.ts';
import {
  isSecret,
  MAX_SECRET_BYTES,
  makeSecret,
  normaliseSecret,
  parseSecret,
} from '../../src/core/secret.ts';
import { parseSeeds } from '../../src/core/seeds.ts';
import { parseGroup } from '../../src/core/text.ts';
import { anyText, groupId, name, peerId, record, text } from './arbitraries.ts';
import { fuzz } from './fuzz.ts';

const secret = text.map((raw) => {
  const folded = normaliseSecret(raw);
  return isSecret(folded) ? folded : 'a b/c&d=e#f+g%h';
});
const address: fc.Arbitrary<Address> = record({
  host: fc.constantFrom('10.0.0.1', '::1', 'fe80::1%eth0', 'büro.local', 'a'.repeat(63)),
  port: fc.integer({ min: 1, max: 65_535 }),
});
const invite: fc.Arbitrary<Invite> = record({
  group: name,
  locked: fc.option(fc.tuple(secret, fc.option(groupId))),
  addresses: fc.array(address, { maxLength: 10 }),
  invitedBy: peerId,
}).map(({ locked, ...open }) => ({
  ...open,
  secret: locked?.[0] ?? null,
  room: locked?.[1] ?? null,
}));

fuzz('an invite link says the same once it was written and read', 2_000, invite, (made) => {
  const link = formatInvite(made);
  expect(link.length).toBeLessThanOrEqual(MAX_INVITE_CHARACTERS);
  expect(link).not.toMatch(/[\s,;"'`$&|<>\\]/);
  const read = parseInvite(link);
  if (!read.ok) throw new Error(`${link} was not read`);
  const { addresses, ...rest } = made;
  expect(read.value).toEqual({ ...rest, addresses: expect.anything() });
  const fits = addresses.slice(0, MAX_INVITE_ADDRESSES).map(formatAddress);
  expect(read.value.addresses.map(formatAddress)).toEqual(fits);
  expect(parseSeeds(`${link}, ${link}`)).toMatchObject({ ok: true, value: { invite: read.value } });
});

const piece = fc.oneof(
  text,
  fc.constantFrom(
    '/',
    '%',
    '%00',
    '%80',
    '%',
    '+',
    '#',
    '=',
    '/g=',
    '/k=',
    '/s=',
    '/r=',
    '/a=',
    '/zz=1',
    'AA',
  ),
);
const spoilt = fc.tuple(invite, fc.nat(), fc.nat(30), piece).map(([made, at, cut, put]) => {
  const link = formatInvite(made);
  const place = at % (link.length + 1);
  return link.slice(0, place) + put + link.slice(place + cut);
});
fuzz(
  'a link with something wrong in it is read within bounds or called damaged',
  6_000,
  fc.oneof(
    spoilt,
    anyText,
    anyText.map((raw) => `parley://join#${raw}`),
  ),
  (link) => {
    const read = parseInvite(link);
    if (!read.ok) {
      expect(read.error.code).toBe('invite-broken');
      return;
    }
    const { group, secret: shared, room, addresses } = read.value;
    expect(parseGroup(group)).toEqual({ ok: true, value: group });
    expect(shared === null || isSecret(shared)).toBe(true);
    expect(room === null || shared !== null).toBe(true);
    expect(addresses.length).toBeLessThanOrEqual(MAX_INVITE_ADDRESSES);
    expect(parseInvite(formatInvite(read.value))).toEqual(read);
  },
);

const randomBytes = (length: number): Uint8Array => new Uint8Array(length).fill(length);
fuzz(
  'a secret is the same however often it is read, and no weak one is taken',
  4_000,
  anyText,
  (raw) => {
    const folded = normaliseSecret(raw);
    expect(normaliseSecret(folded)).toBe(folded);
    const read = parseSecret(raw, randomBytes);
    if (read.ok) {
      expect(isSecret(read.value)).toBe(true);
      expect([...read.value].length).toBeGreaterThanOrEqual(12);
      expect(Buffer.byteLength(read.value)).toBeLessThanOrEqual(MAX_SECRET_BYTES);
      expect(parseSecret(read.value, randomBytes)).toEqual(read);
    } else {
      expect(read.error.code).toMatch(/^secret-(empty|characters|too-long|short|simple)$/);
    }
  },
);

fuzz(
  'a secret that was made is one, and bytes are the same in base64url',
  1_000,
  fc.tuple(fc.uint8Array({ minLength: 24, maxLength: 24 }), fc.uint8Array(), anyText),
  ([drawn, bytes, raw]) => {
    const made = makeSecret(() => drawn);
    expect(parseSecret(made, randomBytes).ok || new Set(made.split(' ')).size < 6).toBe(true);
    expect(isSecret(made)).toBe(true);
    expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
    const read = fromBase64Url(raw);
    if (read !== null) expect(toBase64Url(read)).toBe(raw);
  },
);
