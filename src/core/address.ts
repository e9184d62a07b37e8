import { err, type Failure, ok, type Result } from './result.ts';

/** Where a peer listens. IPv6 hosts are kept without brackets. */
export type Address = { readonly host: string; readonly port: number };

export const MAX_PORT = 65_535;
/** Longest host name in characters: RFC 1035, section 2.3.4. */
const MAX_HOST = 253;

// No leading zero: `getaddrinfo` reads `010` as eight.
const IPV4_PART = /^(0|[1-9]\d{0,2})$/;
const HOST_LABEL = /^(?!-)[\p{L}\p{N}_-]{1,63}(?<!-)$/u;
// RFC 6761, 6.3: every name under `localhost`. The others stand in /etc/hosts of Debian and Red Hat.
const THIS_COMPUTER =
  /^((.+\.)?localhost|localhost\.localdomain|ip6-localhost|ip6-loopback|localhost6)\.?$/;
// The WHATWG URL standard takes these for numbers; `getaddrinfo` reads `0x7f000001` as 127.0.0.1.
const NUMBER_LABEL = /^(\d+|0x[0-9a-f]*)$/i;
const IPV6_CHARACTERS = /^[0-9a-f:.]+(%[\w.-]+)?$/i;

/** `host:port`, with brackets round IPv6, as people type and share it. */
export function formatAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * True for whatever leads back to this computer in any spelling, "all addresses" included: to dial
 * those is to dial oneself. What a name resolves to elsewhere cannot be told here.
 */
export function isThisComputer(host: string): boolean {
  return reachOf(host) === 'computer';
}

/**
 * Whether `host`, named by a neighbour at `teller`, may be dialled for it: from elsewhere nobody
 * makes us dial this computer, a cable that they are not on themselves, or what is no one computer.
 */
export function leadsBeyond(host: string, teller: string): boolean {
  const reach = reachOf(host);
  const from = reachOf(teller);
  if (reach === 'computer') return from === 'computer';
  if (reach === 'cable') return from === 'computer' || from === 'cable';
  return reach === 'far';
}

/**
 * What somebody who has one address has at hand: of IPv6 the 64 bits in front, since whoever has one
 * of a network takes as many as they like (RFC 4291, 2.5.4; RFC 8981); of IPv4 the address itself.
 */
export function networkOf(host: string): string {
  return isIpv6(host) ? ipv6Groups(host).slice(0, 4).join(':') : host;
}

/** How far an address leads: this computer, one cable, no single computer at all, or anywhere. */
function reachOf(host: string): 'computer' | 'cable' | 'nobody' | 'far' {
  // As IDNA does: a name in full-width letters is looked up as the plain one.
  const plain = host.normalize('NFKC').toLowerCase();
  if (isIpv4(plain)) return reachOfV4(plain.split('.').map(Number));
  if (!isIpv6(plain)) return THIS_COMPUTER.test(plain) ? 'computer' : 'far';
  const groups = ipv6Groups(plain);
  const [first = 0] = groups;
  const [high = 0, low = 0] = groups.slice(6);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) return reachOfV4([high >> 8, high & 0xff, low >> 8, low & 0xff]);
  if (groups.slice(0, 7).every((group) => group === 0) && low <= 1) return 'computer';
  // RFC 4291, 2.5.6 and 2.7: link-local fe80::/10, multicast ff00::/8.
  if (first >> 6 === 0xfe80 >> 6) return 'cable';
  return first >> 8 === 0xff ? 'nobody' : 'far';
}

/** RFC 6890: 127.0.0.0/8 is loopback and 169.254.0.0/16 link-local; systems dial 0.0.0.0 as 127.0.0.1. */
function reachOfV4(parts: readonly number[]): ReturnType<typeof reachOf> {
  const [first = 0, second] = parts;
  if (first === 127 || parts.every((part) => part === 0)) return 'computer';
  if (first === 169 && second === 254) return 'cable';
  // The rest of "this network", multicast, and what is reserved, broadcast included.
  return first === 0 || first >= 224 ? 'nobody' : 'far';
}

/** Reads a port: a whole number from `lowest` to 65535. */
export function parsePort(raw: string, lowest: 0 | 1 = 0): Result<number, Failure> {
  const text = raw.trim();
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < lowest || port > MAX_PORT) {
    const message =
      text === ''
        ? 'Enter a port.'
        : `“${shorten(text)}” is not a port: use a number from ${lowest} to ${MAX_PORT}.`;
    const kind = text === '' ? 'empty' : 'other';
    const params = { kind, port: shorten(text), lowest, highest: `${MAX_PORT}` };
    return err({ code: 'port-invalid', message, params });
  }
  return ok(port);
}

/** Reads one `host:port`: IPv4, `[IPv6]` or a host name. */
export function parseAddress(raw: string): Result<Address, Failure> {
  const text = raw.trim();
  const match = /^(?:\[(?<v6>[^\]]*)\]|(?<host>[^:[\]]+)):(?<port>[^:]*)$/.exec(text);
  if (!match?.groups) return err(notAnAddress(text));
  const port = parsePort(match.groups['port'] ?? '', 1);
  if (!port.ok) {
    const { message, params } = port.error;
    return err({ code: 'address-invalid', message, params: { ...params, part: 'port' } });
  }
  const v6 = match.groups['v6'];
  // Checked as it is kept: İ becomes two characters, of which one is in no name.
  const host = (v6 ?? match.groups['host'] ?? '').toLowerCase();
  const valid = v6 === undefined ? isHost(host) : isIpv6(host);
  if (!valid) {
    const message = `“${shorten(host)}” is not an address.`;
    return err({ code: 'address-invalid', message, params: { part: 'host', text: shorten(host) } });
  }
  return ok({ host, port: port.value });
}

/** True for a literal IPv4 or IPv6 address or a name that could stand in DNS. */
export function isHost(host: string): boolean {
  if (isIpv6(host)) return true;
  const labels = host.replace(/\.$/, '').split('.');
  // The WHATWG URL standard reads a host that ends in a number as IPv4: `10.0.0.300` is an error.
  if (NUMBER_LABEL.test((labels.at(-1) ?? '').normalize('NFKC'))) return isIpv4(host);
  return host.length <= MAX_HOST && labels.every(isLabel);
}

function isLabel(label: string): boolean {
  return HOST_LABEL.test(label);
}

function isIpv4(host: string): boolean {
  const parts = host.split('.');
  return parts.length === 4 && parts.every((part) => IPV4_PART.test(part) && Number(part) <= 255);
}

function isIpv6(host: string): boolean {
  if (!host.includes(':') || !IPV6_CHARACTERS.test(host)) return false;
  const bare = host.replace(/%.*$/, '');
  const halves = bare.split('::');
  if (halves.length > 2) return false;
  const endsInGroup = !bare.endsWith('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const size = groups.length + (last.includes('.') ? 1 : 0);
  const wellFormed = groups.every(
    (group, index) =>
      /^[0-9a-f]{1,4}$/i.test(group) ||
      (endsInGroup && index === groups.length - 1 && isIpv4(group)),
  );
  return wellFormed && (halves.length === 2 ? size < 8 : size === 8);
}

/** The eight groups of a well-formed IPv6 address; its zone, if any, is left out. */
function ipv6Groups(host: string): readonly number[] {
  const inHex = host
    .replace(/%.*$/, '')
    .replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
      const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
      return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
    });
  const [front = [], back = []] = inHex
    .split('::')
    .map((half) => (half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16))));
  const zeros = new Array<number>(8 - front.length - back.length).fill(0);
  return [...front, ...zeros, ...back];
}

function notAnAddress(text: string): Failure {
  const shown = shorten(text);
  return {
    code: 'address-invalid',
    message: `“${shown}” is not an address: write host:port, for example 192.168.1.20:4242.`,
    params: { part: 'all', text: shown },
  };
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
