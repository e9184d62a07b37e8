import type { Entry } from '../core/entry.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Link } from './link.ts';

/** Most entries in one transaction: keeps a commit short while a flood comes in. */
const MAX_BATCH = 1_000;

/** An entry on its way into the store. */
export type Pending = {
  readonly entry: Entry;
  /** Who pushed it live; null for our own and for pages. */
  readonly from: Link | null;
  readonly live: boolean;
  /** Hears that it was stored, or why it was not. */
  readonly settled: (outcome: Result<null, unknown>) => void;
};

export interface CommitHost {
  /** Resolves once all are safe on disk. */
  append(entries: readonly Entry[]): Promise<void>;
  /** In the store now, in this order; called after each of them has been settled. */
  committed(batch: readonly Pending[]): void;
  /** Not in the store; called before each of them is settled. */
  failed(batch: readonly Pending[], error: unknown): void;
}

/** Group commit: whatever gathers during one transaction goes into the next. */
export class CommitQueue {
  readonly #host: CommitHost;
  #queue: Pending[] = [];
  #running: Promise<void> | null = null;

  constructor(host: CommitHost) {
    this.#host = host;
  }

  add(pending: readonly Pending[]): void {
    if (pending.length === 0) return;
    this.#queue.push(...pending);
    this.#running ??= Promise.resolve().then(() => this.#run());
  }

  /** Resolves once nothing is waiting. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#queue.length > 0) await this.#commit(this.#queue.splice(0, MAX_BATCH));
    } finally {
      // In the same turn as the last look at the queue: what is written from here on begins anew.
      this.#running = null;
    }
  }

  async #commit(batch: readonly Pending[]): Promise<void> {
    try {
      await this.#host.append(batch.map(({ entry }) => entry));
    } catch (error) {
      // What waits behind continues the same logs: without this batch it would leave gaps.
      const all = [...batch, ...this.#queue.splice(0)];
      this.#host.failed(all, error);
      for (const { settled } of all) settled(err(error));
      return;
    }
    for (const { settled } of batch) settled(ok(null));
    this.#host.committed(batch);
  }
}
