import type { Chained, Head, Run } from '../core/chain.ts';
import { type GroupId, type LogId, type PeerId, splitLogId } from '../core/ids.ts';
import type { Clock, Store } from '../core/ports.ts';
import { PAGE_BYTES } from './intake.ts';
import type { Link } from './link.ts';
import type { Mender } from './mender.ts';

/** Logs that one neighbour is asked to show within {@link ASK_AGAIN_MS}. */
const MAX_ASKED_EACH = 8;
/** What a neighbour has not shown by then it may be asked for again. */
const ASK_AGAIN_MS = 10_000;

export interface ForksHost {
  readonly clock: Clock;
  readonly store: Store;
  readonly group: GroupId;
  readonly own: LogId;
  readonly mender: Mender;
  /** Where a log stands in the store. */
  stored(log: LogId): Head;
  /** Resolves once nothing is being stored. */
  idle(): Promise<void>;
  /** The author of a log has signed two histories. `link` has shown it. */
  found(log: LogId, author: PeerId, link: Link): void;
}

/**
 * Logs that contradict themselves: nothing more is taken into them. Finds them, keeps the evidence,
 * and shows it to whoever holds another history than we do.
 */
export class Forks {
  readonly #host: ForksHost;
  readonly #known = new Set<LogId>();
  /** Logs that are being looked at. */
  readonly #looking = new Set<LogId>();
  /** What neighbours have been asked to show lately. */
  readonly #asked = new Map<Link, Set<LogId>>();

  constructor(host: ForksHost) {
    this.#host = host;
  }

  async load(): Promise<void> {
    for (const log of await this.#host.store.forks(this.#host.group)) this.#known.add(log);
  }

  get known(): ReadonlySet<LogId> {
    return this.#known;
  }

  /** Asks to see what a neighbour holds of a log that it seems to hold another history of. */
  doubt(link: Link, log: LogId): void {
    const asked = this.#asked.get(link) ?? new Set<LogId>();
    if (asked.size >= MAX_ASKED_EACH || asked.has(log)) return;
    if (asked.size === 0) {
      this.#host.clock.after(ASK_AGAIN_MS, () => this.#asked.delete(link));
    }
    this.#asked.set(link, asked.add(log));
    link.send({ t: 'doubt', log });
  }

  /** A neighbour knows these to contradict themselves. What is not here yet is for later. */
  heard(link: Link, logs: readonly LogId[]): void {
    const { own, stored } = this.#host;
    for (const log of logs) {
      if (log !== own && !this.#known.has(log) && stored(log).seq > 0) this.doubt(link, log);
    }
  }

  /** The end of what we hold of a log, and the evidence against it if there is any. */
  async shown(log: LogId): Promise<readonly Run[]> {
    const { store, group, mender, stored } = this.#host;
    const ours = await mender.page([[log, Math.max(0, stored(log).seq - 1)]], PAGE_BYTES);
    const evidence = await store.evidence(group, log);
    return evidence === null ? ours : [...ours, evidence];
  }

  /** A neighbour has shown this, which is signed: does it fit what is here? */
  async look(link: Link, run: Run, chained: readonly Chained[]): Promise<void> {
    const { store, group, own, stored, idle } = this.#host;
    const { log } = run;
    if (log === own || this.#known.has(log) || this.#looking.has(log)) return;
    await idle();
    const first = chained[0]?.entry.seq ?? 1;
    const at = Math.min(stored(log).seq, first + chained.length - 1);
    // Nothing is here that it could contradict.
    if (at === 0 || at < first - 1) return;
    const theirs = at < first ? run.prev : chained[at - first]?.hash;
    const ours = await store.hashAt(group, log, at);
    if (ours !== null && ours !== theirs) await this.contradicted(link, run);
  }

  /** A signed run contradicts what is here. Looks whether our own copy is at fault, before its author is. */
  async contradicted(link: Link, run: Run): Promise<void> {
    const { store, group, mender, found } = this.#host;
    const { log } = run;
    if (this.#known.has(log) || this.#looking.has(log)) return;
    this.#looking.add(log);
    try {
      if (await mender.mend(log)) return;
      this.#known.add(log);
      await store.keepFork(group, log, run);
    } finally {
      this.#looking.delete(log);
    }
    found(log, splitLogId(log).author, link);
  }

  linkDown(link: Link): void {
    this.#asked.delete(link);
  }
}
