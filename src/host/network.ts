import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { formatAddress } from '../core/address.ts';

/** An address of this computer, and the card it belongs to. */
export type Card = { readonly name: string; readonly address: string };

/** Cards that lead to virtual machines and containers on this computer, which nobody else reaches. */
const INWARD = /^(docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|podman|cni|flannel)|^vEthernet|WSL/i;
/** Cards of VPNs: reachable for the others on the same VPN, so offered after the real ones. */
const TUNNEL = /^(tun|tap|utun|wg|ppp|zt|tailscale|nordlynx|ipsec)/i;

/** The addresses of this computer that others may be able to reach, the likeliest first. */
export function cards(
  interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): Card[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      // Link-local IPv6 needs a zone that means nothing on another computer.
      .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
      .map(({ address, family }) => ({ name, address, rank: rankOf(name, family, address) })),
  );
  return found.sort((a, b) => a.rank - b.rank).map(({ name, address }) => ({ name, address }));
}

function rankOf(name: string, family: string, address: string): number {
  const kind = INWARD.test(name) ? 4 : TUNNEL.test(name) ? 2 : 0;
  // 169.254.0.0/16: no DHCP answered (RFC 3927); it may still be the only one.
  const unconfigured = address.startsWith('169.254.') ? 6 : 0;
  return kind + unconfigured + (family === 'IPv4' ? 0 : 1);
}

/** What to share while listening on `host` (null: all addresses) and `port`, best first. */
export function shareableAddresses(host: string | null, port: number): string[] {
  const all = host === null || host === '0.0.0.0' || host === '::';
  if (!all) return [formatAddress({ host, port })];
  const outward = cards().map(({ address }) => formatAddress({ host: address, port }));
  // Without any network the other programs on this computer can still be talked to.
  return outward.length > 0 ? outward : [formatAddress({ host: '127.0.0.1', port })];
}

/** `preferred` if nobody holds it, else a free port that the system picks. */
export async function freePort(preferred: number): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0)) ?? preferred;
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, () => {
      const address = server.address();
      server.close(() =>
        resolve(address !== null && typeof address === 'object' ? address.port : null),
      );
    });
  });
}
