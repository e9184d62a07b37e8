import type { Chained, Run } from '../core/chain.ts';
import type { LogId } from '../core/ids.ts';

/** Most that are remembered: the newest messages are asked for once for each catching up. */
const MAX_ISLANDS = 1_024;

type Island = { readonly run: Run; readonly entries: readonly Chained[] };

/**
 * What was fetched ahead of its log in this session, and shown: where the log that comes after it is
 * another one, its author has signed two histories.
 */
export class Islands {
  readonly #ahead = new Map<LogId, Island>();

  add(run: Run, entries: readonly Chained[]): void {
    if (this.#ahead.size < MAX_ISLANDS) this.#ahead.set(run.log, { run, entries });
  }

  /** The log has come so far. */
  reached(log: LogId, seq: number): void {
    const last = this.#ahead.get(log)?.entries.at(-1);
    if (last !== undefined && seq >= last.entry.seq) this.#ahead.delete(log);
  }

  /** What was fetched ahead, where these entries are of another history. */
  contradicted(log: LogId, entries: readonly Chained[]): Run | null {
    const island = this.#ahead.get(log);
    const [first] = island?.entries ?? [];
    const last = entries.at(-1);
    if (island === undefined || first === undefined || last === undefined) return null;
    // The last place that both know: hashes there answer for all before.
    const at = Math.min(last.entry.seq, first.entry.seq + island.entries.length - 1);
    const theirs = entries.find(({ entry }) => entry.seq === at)?.hash;
    const ours =
      at === first.entry.seq - 1 ? island.run.prev : island.entries[at - first.entry.seq]?.hash;
    if (ours === undefined || theirs === undefined) return null;
    return ours === theirs ? null : island.run;
  }
}
