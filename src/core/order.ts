import { type EntryId, splitEntryId } from './ids.ts';

/**
 * Hybrid logical clock reading: [milliseconds since 1970, counter within that millisecond].
 *
 * Source: Kulkarni et al., "Logical Physical Clocks" (2014). It stays near the wall clock, yet a
 * reply always sorts after what it replies to, whatever the clocks say.
 */
export type Hlc = readonly [wallMs: number, counter: number];

/** No entry has it; it only completes a bound. */
const LAST_ID = `${'f'.repeat(64)}.${'f'.repeat(16)}.0` as EntryId;

/** What decides a place in the timeline: the same on every peer, never the time of arrival. */
export type Ordered = { readonly id: EntryId; readonly hlc: Hlc };

/** Total order over entries: clock, then author, epoch and sequence. */
export function compareOrder(a: Ordered, b: Ordered): number {
  if (a.hlc[0] !== b.hlc[0]) return a.hlc[0] - b.hlc[0];
  if (a.hlc[1] !== b.hlc[1]) return a.hlc[1] - b.hlc[1];
  // An honest author never uses one clock reading twice, so this is the rare case.
  const [logA, seqA] = splitEntryId(a.id);
  const [logB, seqB] = splitEntryId(b.id);
  return logA === logB ? seqA - seqB : logA < logB ? -1 : 1;
}

/** Highest counter within a millisecond; above it time itself moves on, so that numbers stay exact. */
export const MAX_COUNTER = 2_147_483_647;

/** The reading after `last` for something that happens at `nowMs` on this machine. */
export function tick(last: Hlc, nowMs: number): Hlc {
  if (nowMs > last[0]) return [nowMs, 0];
  return last[1] < MAX_COUNTER ? [last[0], last[1] + 1] : [last[0] + 1, 0];
}

/** Whether reading `a` is after `b`. */
export function later(a: Hlc, b: Hlc): boolean {
  return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
}

/** The later of two readings: what a peer remembers after it has seen a stranger's. */
export function latest(a: Hlc, b: Hlc): Hlc {
  return later(b, a) ? b : a;
}

/**
 * An entry whose clock is further ahead than this is held back, and does not drag other clocks
 * along: two days, for a clock may be a day off either way, the author's one and ours the other.
 */
export const MAX_CLOCK_LEAD_MS: number = 48 * 60 * 60 * 1_000;

/** A place after everything up to this reading of the wall clock. */
export function beforeClock(wallMs: number): Ordered {
  return { id: LAST_ID, hlc: [wallMs, MAX_COUNTER] };
}

/**
 * Whether an entry is from after a moment, in ms since 1970. Judged by the author's own clock, for the
 * hybrid one may have been led ahead by somebody else's; and by the hybrid one where it is further
 * ahead of its author than anybody lets it be led.
 */
export function isAhead(
  { sentAt, hlc: [wall] }: { readonly sentAt: number; readonly hlc: Hlc },
  latest: number,
): boolean {
  return sentAt > latest || (wall > latest && wall > sentAt + MAX_CLOCK_LEAD_MS);
}
