import { type Chained, entrySize, type Run, runSize, toRun } from '../core/chain.ts';
import type { Hash, LogId } from '../core/ids.ts';

/** Where a page comes from: one log of a store, up to its head. */
export interface LogReader {
  /** Hash of the entry at `seq`, 0 being the beginning; undefined where there is none. */
  hashAt(log: LogId, seq: number): Hash | undefined;
  /** Some of the entries after `after`, oldest first; empty at the head. */
  read(log: LogId, after: number): readonly Chained[];
}

/**
 * Fills a page with what each log holds after a sequence number, oldest first, until the next entry
 * would take it over `maxBytes`. Each run ends where its author has signed.
 */
export function fillPage(
  wants: readonly (readonly [log: LogId, after: number])[],
  maxBytes: number,
  reader: LogReader,
): readonly Run[] {
  const runs: Run[] = [];
  let room = maxBytes;
  for (const [log, after] of wants) {
    const prev = reader.hashAt(log, after);
    if (prev === undefined) continue;
    const { found, full } = readSigned(log, after, room, reader);
    if (found.length > 0) {
      const run = toRun(prev, found);
      room -= runSize(run.entries);
      runs.push(run);
    }
    if (full) break;
  }
  return runs;
}

function readSigned(
  log: LogId,
  after: number,
  maxBytes: number,
  reader: LogReader,
): { readonly found: readonly Chained[]; readonly full: boolean } {
  const found: Chained[] = [];
  let bytes = runSize([]);
  let full = false;
  for (let rows = reader.read(log, after); rows.length > 0 && !full; ) {
    for (const row of rows) {
      bytes += entrySize(row.entry);
      full ||= bytes > maxBytes;
      if (!full) found.push(row);
    }
    rows = full ? [] : reader.read(log, found.at(-1)?.entry.seq ?? after);
  }
  while (found.length > 0 && found.at(-1)?.sig === null) found.pop();
  return { found, full };
}
