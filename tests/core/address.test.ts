import { BlockList, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatAddress,
  isHost,
  isThisComputer,
  leadsBeyond,
  networkOf,
  parseAddress,
  parsePort,
} from '../../src/core/address.ts';

test.each([
  ['192.168.1.20:4242', '192.168.1.20', 4242],
  ['[::1]:80', '::1', 80],
  ['[fe80::1%eth0]:80', 'fe80::1%eth0', 80],
  ['[::ffff:10.0.0.1]:65535', '::ffff:10.0.0.1', 65_535],
  ['  Laptop.Local:1  ', 'laptop.local', 1],
  ['bücher.example:4000', 'bücher.example', 4000],
  ['host.:4000', 'host.', 4000],
])('%s is an address', (raw, host, port) => {
  expect(parseAddress(raw)).toEqual({ ok: true, value: { host, port } });
});

test.each([
  '10.0.0.300:80',
  '10.0.0:80',
  '10.0.0.1.2:80',
  '010.0.0.1:80',
  '0x7f000001:80',
  '0x7f.1:80',
  '0X7F.0.0.0x1.:80',
  '127.0.0.1.:80',
  '１２７.０.０.１:80',
  '::1:80',
  '[::1]',
  '[::1:80',
  '[1.2.3.4::]:80',
  '[::g]:80',
  '[1:2:3:4::5:6:7:8]:80',
  '[1:2:3:4:5:6:7]:80',
  '[]:80',
  'host',
  'host:',
  'host:0',
  'host:65536',
  'host:80:80',
  ':80',
  'a b:80',
  '-a.example:80',
  'a..b:80',
  `${'a'.repeat(64)}.example:80`,
  `${'a.'.repeat(127)}a:80`,
  'host:８０',
  '',
])('“%s” is not an address, and a sentence says so', (raw) => {
  const parsed = parseAddress(raw);
  expect(parsed.ok).toBe(false);
  if (!parsed.ok) {
    expect(parsed.error.code).toBe('address-invalid');
    expect(parsed.error.message).toMatch(/^(“|Enter a port).*\.$/);
  }
});

test('the sentence about a wrong address names it, cut short where it is endless', () => {
  const said = (raw: string): string => {
    const parsed = parseAddress(raw);
    return parsed.ok ? '' : parsed.error.message;
  };
  expect(said('10.0.0.300:80')).toBe('“10.0.0.300” is not an address.');
  expect(said('x'.repeat(100_000)).length).toBeLessThan(200);
});

test('a literal is an IPv6 host exactly where Node takes it for one', () => {
  const digits = fc.constantFrom('', '0', '1', 'ffff', '10000', 'g', '1.2.3.4', '1.2.3.400');
  const literal = fc.array(digits, { minLength: 2, maxLength: 10 }).map((all) => all.join(':'));
  fc.assert(
    fc.property(literal, (host) => {
      expect(isHost(host), host).toBe(isIPv6(host));
    }),
    { numRuns: 2_000 },
  );
});

test('a host of numbers and dots is one exactly where Node takes it for IPv4', () => {
  const part = fc.constantFrom('0', '1', '01', '10', '255', '256', '300', '', '0000');
  const dotted = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));
  fc.assert(
    fc.property(dotted, (host) => {
      expect(isHost(host), host).toBe(isIPv4(host));
    }),
    { numRuns: 2_000 },
  );
});

test('what an address is shown as reads back as the same address', () => {
  const host = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain());
  fc.assert(
    fc.property(host, fc.integer({ min: 1, max: 65_535 }), (name, port) => {
      const address = { host: name.toLowerCase(), port };
      expect(parseAddress(formatAddress(address))).toEqual({ ok: true, value: address });
    }),
  );
});

test('no text makes the parser throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      parseAddress(raw);
      parsePort(raw);
    }),
  );
});

test.each(['0', '65535', ' 8080 ', '00080'])('“%s” is a port to listen on', (raw) => {
  expect(parsePort(raw)).toEqual({ ok: true, value: Number(raw) });
});

test.each(['65536', '-1', '1.5', '1e3', '0x50', '', 'eighty', '٣', '123456'])(
  '“%s” is not a port',
  (raw) => {
    expect(parsePort(raw).ok).toBe(false);
  },
);

test('port 0 asks for a free port, and is nothing to dial', () => {
  expect(parsePort('0', 0).ok).toBe(true);
  expect(parsePort('0', 1).ok).toBe(false);
});

test.each([
  ...['127.0.0.1', '127.9.9.9', '127.255.255.255', '0.0.0.0'],
  ...[
    '::1',
    '::',
    '0:0:0:0:0:0:0:1',
    '0000:0000:0000:0000:0000:0000:0000:0001',
    '0::0:1',
    '::0.0.0.1',
  ],
  ...['0:0:0:0:0:0:0:0', '::0', '::0.0.0.0', '::1%lo'],
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::FFFF:7F01:203', '0:0:0:0:0:ffff:127.3.2.1'],
  ...['0:0::ffff:7f00:1', '::ffff:0.0.0.0', '::ffff:0:0'],
  ...['localhost', 'LocalHost', 'localhost.', 'a.localhost', 'a.b.LOCALHOST.'],
  ...['localhost.localdomain', 'ip6-localhost', 'ip6-loopback', 'localhost6'],
  ...['１２７.０.０.１', 'ｌｏｃａｌｈｏｓｔ'],
])('%s leads back to this computer', (host) => {
  expect(isThisComputer(host)).toBe(true);
});

test.each([
  ...['10.0.0.127', '126.255.255.255', '128.0.0.1', '0.0.0.1', '192.168.127.0'],
  ...['::2', '1::1', '1::', '::1:0', '::1:1', 'fe80::1', 'fe80::7f00:1', '2001:db8::ffff:7f00:1'],
  ...['::ffff:10.0.0.1', '::ffff:a00:1', '::fffe:7f00:1', '::ffff:0:7f00:1'],
  ...['localhost.example', 'notlocalhost', 'local', 'host', '127.example', ''],
])('“%s” may be another computer', (host) => {
  expect(isThisComputer(host)).toBe(false);
});

test('a name that is none any more in small letters is no address', () => {
  expect(parseAddress('İ:4242')).toMatchObject({ ok: false, error: { code: 'address-invalid' } });
  expect(parseAddress('BÜRO.local:4242')).toEqual({
    ok: true,
    value: { host: 'büro.local', port: 4242 },
  });
});

test('every spelling that Node reads as a loopback address is this computer', () => {
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8, 'ipv4');
  loopback.addAddress('0.0.0.0', 'ipv4');
  loopback.addAddress('::1', 'ipv6');
  loopback.addAddress('::', 'ipv6');
  const group = fc.constantFrom('', '0', '00', '1', 'ffff', '7f00', '127.0.0.1', '10.0.0.1');
  const literal = fc.array(group, { minLength: 2, maxLength: 8 }).map((all) => all.join(':'));
  fc.assert(
    fc.property(literal, (host) => {
      fc.pre(isIPv6(host));
      expect(isThisComputer(host), host).toBe(loopback.check(host, 'ipv6'));
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['10.0.0.1', '10.0.0.2', true],
  ['ben.example', '10.0.0.2', true],
  ['2001:db8::1', '10.0.0.2', true],
  ['127.0.0.1', '127.0.0.1', true],
  ['localhost', '::1', true],
  ['10.0.0.1', '127.0.0.1', true],
  ['127.0.0.1', '10.0.0.2', false],
  ['::ffff:127.0.0.1', '169.254.1.1', false],
  ['169.254.3.4', '10.0.0.2', false],
  ['169.254.3.4', '169.254.3.5', true],
  ['fe80::1%eth0', '2001:db8::1', false],
  ['febf::1', 'fe80::2', true],
  ['fec0::1', '10.0.0.2', true],
  ['::ffff:169.254.3.4', '10.0.0.2', false],
  ['224.0.0.251', '127.0.0.1', false],
  ['::ffff:239.1.1.1', '10.0.0.2', false],
  ['255.255.255.255', '10.0.0.2', false],
  ['0.0.0.1', '10.0.0.2', false],
  ['ff02::fb', 'fe80::2', false],
])('%s, named by somebody at %s: dialled is %s', (host, teller, dialled) => {
  expect(leadsBeyond(host, teller)).toBe(dialled);
});

test.each([
  ['10.0.0.1', '10.0.0.1', true],
  ['10.0.0.1', '10.0.0.2', false],
  ['2001:db8::1', '2001:DB8:0:0:ffff::2', true],
  ['2001:db8::1', '2001:db8:0:1::1', false],
  ['fe80::1%eth0', 'fe80::2%eth1', true],
  ['10.0.0.1', '2001:db8::1', false],
])('%s and %s: that they are of one network is %s', (one, other, same) => {
  expect(networkOf(one) === networkOf(other)).toBe(same);
});
