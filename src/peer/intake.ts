import { type Chained, type Head, type Run, runSize, verifyRun } from '../core/chain.ts';
import { MAX_PAGE_BYTES } from '../core/frame.ts';
import type { GroupId, Hash } from '../core/ids.ts';
import type { Crypto } from '../core/ports.ts';

/** Room for runs in a page: what stands round them takes the rest of the frame. */
export const PAGE_BYTES: number = MAX_PAGE_BYTES - 4_096;

/** Whether a page may have left out something for want of room. */
export function isFull(runs: readonly Run[]): boolean {
  return runs.reduce((bytes, { entries }) => bytes + runSize(entries), 0) > PAGE_BYTES / 2;
}

/** What a run that has come is to a log that stands at some head. */
export type Intake =
  | { readonly is: 'known' }
  /** It begins beyond the head: what is between must be fetched first. */
  | { readonly is: 'ahead'; readonly upTo: number }
  | { readonly is: 'next'; readonly prev: Hash; readonly entries: readonly Chained[] }
  /** Its author has signed two histories. */
  | { readonly is: 'fork' };

/**
 * Checks a run and says what it is to a log that is held up to `head`. Throws where the run is not
 * what its author signed.
 */
export function takeIn(crypto: Crypto, group: GroupId, run: Run, head: Head): Intake {
  const first = run.entries[0]?.seq ?? 0;
  const last = first + run.entries.length - 1;
  if (last <= head.seq) return { is: 'known' };
  if (first > head.seq + 1) return { is: 'ahead', upTo: last };
  const chained = verified(crypto, group, run);
  const meeting = first === head.seq + 1 ? run.prev : chained[head.seq - first]?.hash;
  if (meeting === undefined) return { is: 'known' };
  if (meeting !== head.hash) return { is: 'fork' };
  const entries = chained.slice(head.seq + 1 - first);
  return entries.length === 0 ? { is: 'known' } : { is: 'next', prev: head.hash, entries };
}

/** The entries of a run with their hashes; throws where it is not what its author signed. */
export function verified(crypto: Crypto, group: GroupId, run: Run): readonly Chained[] {
  // Whoever holds it must be able to hand it on in one page.
  if (runSize(run.entries) > PAGE_BYTES) throw new Error('A run longer than a page');
  const chained = verifyRun(crypto, group, run);
  if (chained === null) throw new Error('Entries that their author has not signed');
  return chained;
}
