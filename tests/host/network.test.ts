import { createServer } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { cards, freePort, shareableAddresses } from '../../src/host/network.ts';

function v4(address: string, internal = false): NetworkInterfaceInfo {
  const mac = '00:00:00:00:00:00';
  return { address, netmask: '255.255.255.0', family: 'IPv4', mac, internal, cidr: null };
}

function v6(address: string): NetworkInterfaceInfo {
  const mac = '00:00:00:00:00:00';
  return {
    address,
    netmask: 'ffff::',
    family: 'IPv6',
    mac,
    internal: false,
    cidr: null,
    scopeid: 0,
  };
}

function ranked(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string[] {
  return cards(interfaces).map(({ name, address }) => `${name} ${address}`);
}

test('the cards others can reach come first, then VPNs, then those inside this computer', () => {
  const found = ranked({
    lo: [v4('127.0.0.1', true)],
    docker0: [v4('172.17.0.1')],
    'vEthernet (Default Switch)': [v4('172.28.0.1')],
    tun0: [v4('10.8.0.2')],
    tailscale0: [v4('100.64.0.1')],
    eth0: [v4('192.168.1.20'), v6('2001:db8::20')],
    wlan0: [v4('192.168.1.21')],
  });
  expect(found).toEqual([
    'eth0 192.168.1.20',
    'wlan0 192.168.1.21',
    'eth0 2001:db8::20',
    'tun0 10.8.0.2',
    'tailscale0 100.64.0.1',
    'docker0 172.17.0.1',
    'vEthernet (Default Switch) 172.28.0.1',
  ]);
});

test.each(['br-12ab', 'veth9', 'virbr0', 'vmnet8', 'vboxnet0', 'vEthernet (WSL)', 'podman0'])(
  'a card like %s is never offered before a real one',
  (name) => {
    expect(ranked({ [name]: [v4('10.0.0.1')], Ethernet: [v4('10.0.0.2')] })[0]).toBe(
      'Ethernet 10.0.0.2',
    );
  },
);

test.each(['wg0', 'utun3', 'ppp0', 'zt5u4', 'tap0'])(
  'a VPN like %s comes between real cards and inward ones',
  (name) => {
    const found = ranked({
      docker0: [v4('10.0.0.1')],
      [name]: [v4('10.0.0.2')],
      en0: [v4('10.0.0.3')],
    });
    expect(found).toEqual(['en0 10.0.0.3', `${name} 10.0.0.2`, 'docker0 10.0.0.1']);
  },
);

test('this computer itself and link-local IPv6 are left out', () => {
  expect(ranked({ lo: [v4('127.0.0.1', true)], eth0: [v6('fe80::1')] })).toEqual([]);
});

test('an address that no DHCP gave comes last, but comes', () => {
  expect(ranked({ eth0: [v4('169.254.3.4')], docker0: [v4('172.17.0.1')] })).toEqual([
    'docker0 172.17.0.1',
    'eth0 169.254.3.4',
  ]);
});

test('a card without addresses is passed over', () => {
  expect(ranked({ eth0: undefined, eth1: [] })).toEqual([]);
});

test('who listens on one address shares that one, with brackets where it needs them', () => {
  expect(shareableAddresses('192.168.1.20', 80)).toEqual(['192.168.1.20:80']);
  expect(shareableAddresses('::1', 80)).toEqual(['[::1]:80']);
});

test.each([null, '0.0.0.0', '::'])('who listens on all (%s) shares real addresses', (host) => {
  const shared = shareableAddresses(host, 4242);
  expect(shared.length).toBeGreaterThan(0);
  for (const address of shared) expect(address).toMatch(/^(?!0\.0\.0\.0|\[::\]).+:4242$/);
});

test('a port that somebody holds gives way to a free one, and is kept when it is free', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, resolve));
  onTestFinished(() => void holder.close());
  const address = holder.address();
  if (address === null || typeof address === 'string') throw new Error('Listening without a port');
  const other = await freePort(address.port);
  expect(other).not.toBe(address.port);
  expect(other).toBeGreaterThan(0);
  await new Promise((resolve) => holder.close(resolve));
  expect(await freePort(address.port)).toBe(address.port);
});
