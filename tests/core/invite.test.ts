import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAddress, parseAddress } from '../../src/core/address.ts';
import type { GroupId, PeerId } from '../../src/core/ids.ts';
import {
  formatInvite,
  type Invite,
  looksLikeInvite,
  MAX_INVITE_ADDRESSES,
  MAX_INVITE_CHARACTERS,
  parseInvite,
} from '../../src/core/invite.ts';
import { isSecret, normaliseSecret } from '../../src/core/secret.ts';
import { parseGroup } from '../../src/core/text.ts';

const INVITE: Invite = {
  group: 'Design & Söhne',
  secret: 'ocean tiger lamp violin',
  room: '0123456789abcdef0123456789abcdef' as GroupId,
  addresses: [
    { host: '192.168.1.20', port: 4242 },
    { host: 'fe80::1%eth0', port: 5 },
    { host: 'bücher.example', port: 65_535 },
  ],
  invitedBy: 'ab'.repeat(32) as PeerId,
};
const OPEN: Invite = { ...INVITE, secret: null, room: null };

/** Written from docs/protocol.md by hand. */
const WRITTEN = [
  'parley://join#g=Design+%26+S%C3%B6hne',
  'k=q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s',
  's=ocean+tiger+lamp+violin',
  'r=ASNFZ4mrze8BI0VniavN7w',
  'a=192.168.1.20:4242',
  'a=%5Bfe80::1%25eth0%5D:5',
  'a=b%C3%BCcher.example:65535',
].join('/');

function read(link: string): Invite | string {
  const invite = parseInvite(link);
  return invite.ok ? invite.value : invite.error.code;
}

test('a link is written as the document says, and read back', () => {
  expect(formatInvite(INVITE)).toBe(WRITTEN);
  expect(read(WRITTEN)).toEqual(INVITE);
});

test('an open group has a link without a secret', () => {
  const link = formatInvite(OPEN);
  expect(link).not.toMatch(/[#/][sr]=/);
  expect(read(link)).toEqual(OPEN);
});

const group = fc
  .string({ unit: 'grapheme', maxLength: 32 })
  .map((raw) => parseGroup(raw))
  .filter((parsed) => parsed.ok)
  .map((parsed) => (parsed.ok ? parsed.value : ''));
const secret = fc.string({ unit: 'grapheme', maxLength: 60 }).map(normaliseSecret).filter(isSecret);
const hex = (bytes: number): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((b) => Buffer.from(b).toString('hex'));
const address = fc
  .record({
    host: fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()),
    port: fc.integer({ min: 1, max: 65_535 }),
  })
  .map((at) => parseAddress(formatAddress(at)))
  .map((parsed) => (parsed.ok ? parsed.value : { host: 'a', port: 1 }));
const locked = fc.record({ secret, room: hex(16).map((id) => id as GroupId) });
const invite: fc.Arbitrary<Invite> = fc
  .tuple(
    fc.record({
      group,
      addresses: fc.array(address, { maxLength: 5 }),
      invitedBy: hex(32).map((id) => id as PeerId),
    }),
    fc.oneof(locked, fc.constant({ secret: null, room: null })),
  )
  .map(([common, kind]) => ({ ...common, ...kind }));

test('every invite comes back from its link, which needs no quotes in a shell or a list of seeds', () => {
  fc.assert(
    fc.property(invite, (one) => {
      const link = formatInvite(one);
      expect(link).toMatch(/^parley:\/\/join#[\w%+:./=-]+$/);
      expect(link.length).toBeLessThanOrEqual(MAX_INVITE_CHARACTERS);
      const back = read(link);
      const dropped = { ...one, addresses: typeof back === 'string' ? [] : back.addresses };
      expect(back).toEqual(dropped);
      expect(one.addresses.slice(0, dropped.addresses.length)).toEqual(dropped.addresses);
    }),
  );
});

test('the longest name and the longest secret leave room for addresses', () => {
  const name = '🏳️‍🌈'.repeat(18); // 14 bytes each
  const long = { ...INVITE, group: name, secret: 'ß'.repeat(128) };
  expect(parseGroup(name)).toEqual({ ok: true, value: name });
  const many = Array.from({ length: 20 }, (_, i) => ({ host: `10.0.0.${i}`, port: 4242 }));
  const back = read(formatInvite({ ...long, addresses: many }));
  expect(back).toEqual({ ...long, addresses: many.slice(0, MAX_INVITE_ADDRESSES) });
  const endless = { host: Array.from({ length: 4 }, () => 'a'.repeat(60)).join('.'), port: 1 };
  const crowded = Array.from({ length: 4 }, () => endless);
  expect(formatInvite({ ...long, addresses: crowded }).length).toBeLessThanOrEqual(
    MAX_INVITE_CHARACTERS,
  );
});

test.each([
  ['written by a browser', WRITTEN.replace('join#', 'join/#')],
  ['in capitals', WRITTEN.replace('parley://join', 'PARLEY://JOIN')],
  ['with spaces round it', `  ${WRITTEN}\n`],
  ['with a field of a later version', `${WRITTEN}/colour=blue`],
])('a link %s is the same link', (_, link) => {
  expect(looksLikeInvite(link)).toBe(true);
  expect(read(link)).toEqual(INVITE);
});

test.each([
  ['of nothing', 'parley://join#'],
  ['of another kind', WRITTEN.replace('join', 'wipe')],
  ['without a group', WRITTEN.replace('g=', 'x=')],
  ['without a key', WRITTEN.replace('k=', 'x=')],
  ['with a key cut short', WRITTEN.replace('q6s/', 'q6/')],
  ['with two groups', `${WRITTEN}/g=lab`],
  ['with two secrets', `${WRITTEN}/s=another`],
  ['with two keys', WRITTEN.replace('/s=', '/k=q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s/s=')],
  ['with a group that is no name', WRITTEN.replace('g=Design', 'g=%E2%80%AEDesign')],
  ['with a group that nobody would enter so', WRITTEN.replace('g=Design', 'g=++Design')],
  ['with a secret that nobody would enter so', WRITTEN.replace('s=ocean', 's=OCEAN')],
  ['with an empty secret', WRITTEN.replace('s=ocean+tiger+lamp+violin', 's=')],
  ['with the room of an open group', WRITTEN.replace('s=', 'x=')],
  ['with a room that is none', WRITTEN.replace('r=ASN', 'r=AS')],
  ['with a wrong address', `${WRITTEN}/a=10.0.0.300:1`],
  ['with half an escape', `${WRITTEN}/x=%E2%8`],
  ['with an escape that is no UTF-8', `${WRITTEN}/x=%FF`],
  ['that is endless', `${WRITTEN}/x=${'a'.repeat(MAX_INVITE_CHARACTERS)}`],
])('a link %s is refused', (_, link) => {
  expect(read(link)).toBe('invite-broken');
});

test('more addresses than a link holds are left alone', () => {
  const more = Array.from({ length: 20 }, (_, i) => `/a=10.0.1.${i}:1`).join('');
  const back = read(WRITTEN + more);
  expect(back).toMatchObject({ group: INVITE.group });
  expect(typeof back === 'string' ? 0 : back.addresses.length).toBe(MAX_INVITE_ADDRESSES);
});

test('no text makes the parser throw', () => {
  const near = fc.string({ unit: 'binary' }).map((rest) => `parley://join#g=a/${rest}`);
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), near), (t) => void parseInvite(t)));
});
