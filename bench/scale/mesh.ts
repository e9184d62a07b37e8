import { GOSSIP_INTERVAL_MS } from '../../src/peer/announcer.ts';
import { PING_INTERVAL_MS } from '../../src/peer/heartbeat.ts';
import {
  DIGEST_BYTES,
  GOODBYE_BYTES,
  HELLO_BYTES,
  haveBytes,
  linksBytes,
  linksChangedBytes,
  linksKnownBytes,
  linksWantedBytes,
  neighboursBytes,
  OPENING_BYTES,
  PING_BYTES,
  PONG_BYTES,
  PROFILE_BYTES,
  textBytes,
} from './sizes.ts';

/**
 * What a full mesh of n peers says, all of them together, by the rules of docs/protocol.md. Numbers of
 * messages are exact for a group in which each has one log (tests/bench/scale.test.ts counts them in
 * groups of production peers); bytes of joining are within a tenth.
 */

/** By kind, how often and how many bytes in all. */
export type Traffic = Readonly<Record<string, { readonly count: number; readonly bytes: number }>>;

function of(count: number, bytesEach: number): { readonly count: number; readonly bytes: number } {
  return { count, bytes: count * bytesEach };
}

/** So many lists, with so many items in them all. */
function lists(
  count: number,
  items: number,
  bytesWith: (items: number) => number,
): { readonly count: number; readonly bytes: number } {
  const comma = 1;
  return { count, bytes: count * bytesWith(0) + items * (bytesWith(1) - bytesWith(0) + comma) };
}

export function countOf(traffic: Traffic): number {
  return Object.values(traffic).reduce((sum, { count }) => sum + count, 0);
}

export function bytesOf(traffic: Traffic): number {
  return Object.values(traffic).reduce((sum, { bytes }) => sum + bytes, 0);
}

export function links(n: number): number {
  return (n * (n - 1)) / 2;
}

/**
 * One message of so many bytes. Its author tells everybody, nobody passes it on, and everybody tells
 * everybody how far they hold the log (`have`), at most every 100 ms: so n², where it is the only one.
 */
export function said(n: number, bodyBytes: number): Traffic {
  return { entries: of(n - 1, textBytes(bodyBytes)), have: of(n * (n - 1), haveBytes(1)) };
}

/**
 * The last of n comes in, through one of the others. Each of the others states its links anew, to all;
 * tells the newcomer its statement, the newcomer tells its own, and the first one those of everybody
 * else, for which it is asked. The newcomer's name, its first entry, comes before its links have: each
 * that gets it from the first one passes it on to all whom the author does not reach yet. And all tell
 * all how far they hold that log.
 */
export function join(n: number): Traffic {
  const others = n - 1;
  return {
    opening: { count: 5 * others, bytes: OPENING_BYTES * others },
    hello: of(2 * others, HELLO_BYTES),
    // Each hears of those others who are there by then, and all others of the newcomer.
    neighbours: lists(3 * others - 1, 1.5 * n * others, neighboursBytes),
    'links-known': lists(2 * others - 1, n * others, linksKnownBytes),
    'links-wanted': of(1, linksWantedBytes(n - 2)),
    // Everybody's two times, from themselves and from the first one, and the newcomer's, still empty.
    links: lists(3 * others - 1, 2 * (n - 2) ** 2, linksBytes),
    'links-changed': {
      count: n * others,
      bytes: others * others * linksChangedBytes(1, 0) + others * linksChangedBytes(others, 0),
    },
    entries: of((n - 2) ** 2 + 2, PROFILE_BYTES),
    have: of(n * others + 2, haveBytes(2)),
  };
}

/** One of n says goodbye, and all others state their links anew. */
export function leave(n: number): Traffic {
  return {
    goodbye: of(n - 1, GOODBYE_BYTES),
    'links-changed': of((n - 1) * (n - 2), linksChangedBytes(0, 1)),
  };
}

/** A second in which nobody says anything: on each link one side asks for a sign of life, each peer compares digests with one. */
export function quiet(n: number): Traffic {
  const asked = links(n) * (1_000 / PING_INTERVAL_MS);
  return {
    ping: of(asked, PING_BYTES),
    pong: of(asked, PONG_BYTES),
    digest: of((n * 1_000) / GOSSIP_INTERVAL_MS, DIGEST_BYTES),
  };
}
