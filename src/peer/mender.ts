import { type Head, type Run, verifyRun } from '../core/chain.ts';
import type { GroupId, LogId } from '../core/ids.ts';
import type { LogCrypto, Store } from '../core/ports.ts';
import type { Wants } from '../core/wire.ts';

export interface MenderHost {
  readonly store: Store;
  readonly crypto: LogCrypto;
  readonly group: GroupId;
  /** The log that this process is writing: its head must not move under it. */
  readonly own: LogId;
  /** Where a log stands in the store, as far as we know. */
  stored(log: LogId): Head;
  /** Resolves once nothing is being stored. */
  idle(): Promise<void>;
  /** The own log was damaged: it stays as it is until the next start. */
  ownDamaged(): void;
  /** A log was damaged: it ends here now, and the rest must be fetched again. */
  mended(log: LogId, head: Head): void;
  failed(error: unknown): void;
}

/**
 * Keeps what the disk has changed from being handed on. Neighbours would end the link for it and
 * dial again, for ever, and nobody would get the log from us.
 *
 * Whatever is handed on is checked first: 8 us an entry where reading takes 25.
 */
export class Mender {
  readonly #host: MenderHost;
  readonly #mending = new Set<LogId>();
  #ownIsDamaged = false;

  constructor(host: MenderHost) {
    this.#host = host;
  }

  /** Nothing may be taken into a log meanwhile. */
  isMending(log: LogId): boolean {
    return this.#mending.has(log);
  }

  /** A page of the store, without what its author has not signed. */
  async page(wants: Wants, maxBytes: number): Promise<readonly Run[]> {
    const { store, crypto, group, stored } = this.#host;
    const runs = await store.page(group, wants, maxBytes);
    const sound = runs.filter((run) => verifyRun(crypto, group, run) !== null);
    for (const { log } of runs.filter((run) => !sound.includes(run))) this.#mendLater(log);
    // A log that is said to go on, and does not.
    const short =
      runs.length > 0 ? undefined : wants.find(([log, after]) => stored(log).seq > after);
    if (short !== undefined) this.#mendLater(short[0]);
    return sound;
  }

  /** Looks whether our own copy of a log is what was signed. Resolves with whether it was damaged. */
  async mend(log: LogId): Promise<boolean> {
    const { store, crypto, group, stored, idle, mended } = this.#host;
    this.#mending.add(log);
    try {
      // What is on its way there continues the log as it was.
      await idle();
      const before = stored(log);
      const head = await store.mend(crypto, group, log);
      const damaged = head.seq !== before.seq || head.hash !== before.hash;
      if (damaged) mended(log, head);
      return damaged;
    } finally {
      this.#mending.delete(log);
    }
  }

  #mendLater(log: LogId): void {
    if (log !== this.#host.own) {
      if (!this.isMending(log)) this.mend(log).catch(this.#host.failed);
    } else if (!this.#ownIsDamaged) {
      this.#ownIsDamaged = true;
      this.#host.ownDamaged();
    }
  }
}
