import type { Chained, Head } from '../../src/core/chain.ts';
import type { Entry } from '../../src/core/entry.ts';
import type { GroupId, LogId } from '../../src/core/ids.ts';
import type { Store } from '../../src/core/ports.ts';
import { SqliteStore } from '../../src/store/sqlite.ts';
import { ROOM } from './past.ts';

/** The store, which also tells when it holds as much as another one did. */
export class CountedStore extends SqliteStore {
  #looking: () => void = () => undefined;

  override async append(group: GroupId, entries: readonly Chained[]): Promise<readonly Entry[]> {
    const fresh = await super.append(group, entries);
    this.#looking();
    return fresh;
  }

  /** Resolves once every log of these is held to this end, flushed to the disk. */
  holds(wanted: Heads): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = async (): Promise<void> => {
        const held = await this.heads(ROOM);
        if (wanted.some(([log, { seq }]) => (held.get(log)?.seq ?? 0) < seq)) return;
        this.#looking = () => undefined;
        // A hash stands for all before it: nothing is missing, doubled, changed or out of order.
        const same = wanted.every(([log, { hash }]) => held.get(log)?.hash === hash);
        if (same) resolve();
        else reject(new Error('What came is not what was said'));
      };
      this.#looking = () => void look().catch(reject);
      this.#looking();
    });
  }
}

/** Where logs end, as it can be told to another process. */
export type Heads = readonly (readonly [LogId, Head])[];

export async function headsOf(store: Store): Promise<Heads> {
  return [...(await store.heads(ROOM))];
}
