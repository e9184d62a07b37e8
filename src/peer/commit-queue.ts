import type { Chained } from '../core/chain.ts';
import type { Entry } from '../core/entry.ts';
import type { Hash } from '../core/ids.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Link } from './link.ts';

/** Most entries in one transaction: keeps a commit short while a flood comes in. */
const MAX_BATCH = 1_000;
/** For so long it is looked whether more has come, before what is there is stored (docs/protocol.md, log). */
const GATHER_MS = 10;

/** Why entries are on their way into the store: written or said just now, caught up, or fetched ahead. */
export type Origin = 'own' | 'live' | 'page' | 'recent';

/** Consecutive entries of one log on their way into the store. Never empty. */
export type Pending = {
  readonly origin: Origin;
  /** Hash of the entry before the first. */
  readonly prev: Hash;
  readonly entries: readonly Chained[];
  /** Who sent them; null for our own. */
  readonly from: Link | null;
  /** Hears that they were stored, or why they were not. */
  readonly settled: (outcome: Result<null, unknown>) => void;
};

export interface CommitHost {
  /** ms since 1970. */
  now(): number;
  /** Calls its argument once all that has come by now has been read. */
  soon(run: () => void): void;
  /** What is to be stored, in its final form; called once for each batch, when its turn has come. */
  seal(batch: readonly Pending[]): readonly Pending[];
  /** Resolves with what was not there before, once all are safe on disk. */
  append(entries: readonly Chained[]): Promise<readonly Entry[]>;
  /** In the store now, in this order; called after each of them has been settled. */
  committed(batch: readonly Pending[], fresh: readonly Entry[]): void;
  /** Not in the store; called before each of them is settled. */
  failed(batch: readonly Pending[], error: unknown): void;
}

/**
 * Group commit: a sync takes as long for one entry as for hundreds, and holds up the whole program. So
 * what waits on the other links is read first, as long as more keeps coming.
 */
export class CommitQueue {
  readonly #host: CommitHost;
  #queue: Pending[] = [];
  #running: Promise<void> | null = null;
  /** The transaction under way. */
  #batch: Promise<void> | null = null;
  /** How many were added, and how many of them have been settled. */
  #added = 0;
  #done = 0;

  constructor(host: CommitHost) {
    this.#host = host;
  }

  add(pending: readonly Pending[]): void {
    if (pending.length === 0) return;
    this.#queue.push(...pending);
    this.#added += pending.length;
    this.#running ??= this.#run();
  }

  /** Resolves once all that was added before has been settled, whatever is added meanwhile. */
  async idle(): Promise<void> {
    const asked = this.#added;
    while (this.#done < asked) await this.#batch;
  }

  async #run(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        this.#batch = this.#gather().then(() => this.#commit(this.#next()));
        await this.#batch;
      }
    } finally {
      // In the same turn as the last look at the queue: what is written from here on begins anew.
      this.#running = null;
    }
  }

  async #gather(): Promise<void> {
    const { now, soon } = this.#host;
    const since = now();
    let before: number;
    let entries: number;
    do {
      before = this.#queue.length;
      await new Promise<void>((resolve) => soon(resolve));
      entries = this.#queue.reduce((sum, each) => sum + each.entries.length, 0);
      // A clock may go back.
    } while (
      this.#queue.length > before &&
      entries < MAX_BATCH &&
      Math.abs(now() - since) < GATHER_MS
    );
  }

  #next(): readonly Pending[] {
    let room = MAX_BATCH;
    const beyond = this.#queue.findIndex(({ entries }) => {
      room -= entries.length;
      return room < 0;
    });
    return this.#queue.splice(0, beyond === -1 ? this.#queue.length : Math.max(1, beyond));
  }

  async #commit(waiting: readonly Pending[]): Promise<void> {
    let batch = waiting;
    let fresh: readonly Entry[];
    try {
      batch = this.#host.seal(waiting);
      fresh = await this.#host.append(batch.flatMap(({ entries }) => entries));
    } catch (error) {
      // What waits behind continues the same logs: without this batch it would leave gaps.
      const behind = this.#queue.splice(0);
      const all = [...batch, ...behind];
      this.#done += behind.length;
      this.#host.failed(all, error);
      for (const { settled } of all) settled(err(error));
      return;
    } finally {
      this.#done += waiting.length;
    }
    for (const { settled } of batch) settled(ok(null));
    this.#host.committed(batch, fresh);
  }
}
