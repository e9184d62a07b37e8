import { HEADER_BYTES } from '../../src/core/frame.ts';

/**
 * Bytes on the wire of what peers say, each alone in its frame: two lengths, channel byte, JSON, seal.
 * Ids, hashes and signatures have fixed lengths; numbers are as long as today's.
 */

/** What sealing adds (docs/protocol.md, frames). */
const SEAL_BYTES = 16;
const CHANNEL_BYTES = 1;

const PEER = '0'.repeat(64);
const EPOCH = '0'.repeat(16);
const LOG = `${PEER}.${EPOCH}`;
const HASH = '0'.repeat(64);
const MARK = '0'.repeat(16);
const SIGNATURE = '0'.repeat(128);
const GROUP = '0'.repeat(32);
/** ms since 1970. */
const NOW = 1_700_000_000_000;
/** A place in a log of one day. */
const SEQ = 100;
/** Somebody as neighbours introduce them: a name of seven letters, one address in a home network. */
const SOMEBODY = { id: PEER, name: 'Eleanor', epoch: EPOCH, addresses: ['192.168.1.20:4242'] };
const PROFILE = JSON.stringify({ name: SOMEBODY.name, n: 1 });

/** Preamble, answer and the three frames of the handshake (docs/protocol.md, opening a link). */
export const OPENING_BYTES: number = 100 + 32 + 32 + 96 + 64 + 5 * HEADER_BYTES;

function sizeOf(message: { readonly t: string; readonly [field: string]: unknown }): number {
  return 2 * HEADER_BYTES + CHANNEL_BYTES + JSON.stringify(message).length + SEAL_BYTES;
}

function times<T>(count: number, item: T): readonly T[] {
  return Array<T>(count).fill(item);
}

function entry(kind: string, body: string): number {
  const run = [LOG, SEQ, HASH, [[NOW, 0, NOW, kind, body]], SIGNATURE];
  return sizeOf({ t: 'entries', group: GROUP, why: 'live', runs: [run] });
}

/** A message of so many bytes, just said. */
export function textBytes(bodyBytes: number): number {
  return entry('text', 'x'.repeat(bodyBytes));
}

/** How far so many logs are held. */
export function haveBytes(heads: number): number {
  return sizeOf({ t: 'have', of: PEER, heads: times(heads, [LOG, SEQ, MARK]) });
}

/** A statement of so many links, whole. */
export function linksBytes(links: number): number {
  return sizeOf({ t: 'links', who: SOMEBODY, n: NOW, to: times(links, PEER), sig: SIGNATURE });
}

/** What has changed in a statement. */
export function linksChangedBytes(came: number, gone: number): number {
  const change = { came: times(came, PEER), gone: times(gone, [PEER, 'left']) };
  return sizeOf({ t: 'links-changed', of: PEER, from: NOW, n: NOW, ...change, sig: SIGNATURE });
}

export function linksKnownBytes(known: number): number {
  return sizeOf({ t: 'links-known', known: times(known, [PEER, NOW]) });
}

export function linksWantedBytes(wanted: number): number {
  return sizeOf({ t: 'links-wanted', of: times(wanted, PEER) });
}

export function neighboursBytes(peers: number): number {
  return sizeOf({ t: 'neighbours', peers: times(peers, SOMEBODY) });
}

export const HELLO_BYTES: number = sizeOf({
  t: 'hello',
  versions: [1, 1],
  features: [],
  group: { id: GROUP, name: 'design' },
  name: SOMEBODY.name,
  epoch: EPOCH,
  port: 4_242,
  addresses: SOMEBODY.addresses,
  linked: false,
});
/** The entry with which somebody says their name. */
export const PROFILE_BYTES: number = entry('profile', PROFILE);
export const GOODBYE_BYTES: number = sizeOf({ t: 'goodbye', code: 'leaving', message: 'Leaving' });
export const PING_BYTES: number = sizeOf({ t: 'ping', n: NOW });
export const PONG_BYTES: number = sizeOf({ t: 'pong', n: NOW, at: NOW });
export const DIGEST_BYTES: number = sizeOf({ t: 'digest', hash: HASH, again: true });

/** What Plumtree would add to the protocol: an entry is named by its log and its place. */
export const IHAVE_BYTES: number = sizeOf({ t: 'ihave', of: [[LOG, SEQ, 9]] });
export const GRAFT_BYTES: number = sizeOf({ t: 'graft', of: [[LOG, SEQ]] });
export const PRUNE_BYTES: number = sizeOf({ t: 'prune' });
