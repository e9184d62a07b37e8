import type { Chained } from '../../src/core/chain.ts';
import { type Entry, idOf } from '../../src/core/entry.ts';
import type { EntryId, GroupId } from '../../src/core/ids.ts';
import type { Store } from '../../src/core/ports.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import type { Gate } from './gate.ts';
import type { Prng } from './prng.ts';
import type { Scheduler } from './scheduler.ts';

type Append = { readonly group: GroupId; readonly entries: readonly Chained[] };

/** What one machine has written for good. It outlives every process. */
export class Disk {
  /** Rejects everything for as long as it is set: full, or unplugged. */
  failing = false;
  /** What it takes to write or read. */
  latencyMs = 5;
  readonly entries = new Map<EntryId, Entry>();
  /** What it has held at any time, before an old copy was put back too. */
  readonly ever = new Set<EntryId>();
  #kept = new MemoryStore();
  #written: Append[] = [];

  get kept(): Store {
    return this.#kept;
  }

  async write(append: Append): Promise<readonly Entry[]> {
    this.#written.push(append);
    for (const { entry } of append.entries) {
      this.ever.add(idOf(entry));
      if (!this.entries.has(idOf(entry))) this.entries.set(idOf(entry), entry);
    }
    return this.#kept.append(append.group, append.entries);
  }

  /** Puts back an old copy, as a restored backup does: only the first part of all that was written. */
  rollBack(share: number): void {
    const written = this.#written.slice(0, Math.floor(this.#written.length * share));
    this.#kept = new MemoryStore();
    this.#written = [];
    this.entries.clear();
    for (const append of written) void this.write(append);
  }
}

/** The disk as one process uses it: one thing at a time, and what is under way dies with it. */
export class DiskStore implements Store {
  readonly #disk: Disk;
  readonly #scheduler: Scheduler;
  readonly #gate: Gate;
  readonly #random: Prng;
  readonly #pending = new Set<Append>();
  #freeAt = 0;

  constructor(disk: Disk, scheduler: Scheduler, gate: Gate, random: Prng) {
    this.#disk = disk;
    this.#scheduler = scheduler;
    this.#gate = gate;
    this.#random = random;
  }

  append(group: GroupId, entries: readonly Chained[]): Promise<readonly Entry[]> {
    const append = { group, entries };
    this.#pending.add(append);
    return this.#io(async () => {
      this.#pending.delete(append);
      return this.#disk.write(append);
    }).finally(() => this.#pending.delete(append));
  }

  heads: Store['heads'] = (group) => this.#io(() => this.#disk.kept.heads(group));

  page: Store['page'] = (group, wants, maxBytes) =>
    this.#io(() => this.#disk.kept.page(group, wants, maxBytes));

  mend: Store['mend'] = (crypto, group, log) =>
    this.#io(() => this.#disk.kept.mend(crypto, group, log));

  hashAt: Store['hashAt'] = (group, log, seq) =>
    this.#io(() => this.#disk.kept.hashAt(group, log, seq));

  keepFork: Store['keepFork'] = (group, log, evidence) =>
    this.#io(() => this.#disk.kept.keepFork(group, log, evidence));

  evidence: Store['evidence'] = (group, log) =>
    this.#io(() => this.#disk.kept.evidence(group, log));

  forks: Store['forks'] = (group) => this.#io(() => this.#disk.kept.forks(group));

  newest: Store['newest'] = (group, of, limit, before) =>
    this.#io(() => this.#disk.kept.newest(group, of, limit, before));

  entries: Store['entries'] = (group, ids) => this.#io(() => this.#disk.kept.entries(group, ids));

  changes: Store['changes'] = (group, ids, latest) =>
    this.#io(() => this.#disk.kept.changes(group, ids, latest));

  edits: Store['edits'] = (group, id, latest, limit) =>
    this.#io(() => this.#disk.kept.edits(group, id, latest, limit));

  oldest: Store['oldest'] = (group, kind, limit, after) =>
    this.#io(() => this.#disk.kept.oldest(group, kind, limit, after));

  watermarks: Store['watermarks'] = (group) => this.#io(() => this.#disk.kept.watermarks(group));

  keepWatermarks: Store['keepWatermarks'] = (group, watermarks) =>
    this.#io(() => this.#disk.kept.keepWatermarks(group, watermarks));

  lines: Store['lines'] = (group, after, since, limit) =>
    this.#io(() => this.#disk.kept.lines(group, after, since, limit));

  seen: Store['seen'] = (group) => this.#io(() => this.#disk.kept.seen(group));

  keepSeen: Store['keepSeen'] = (group, seen) =>
    this.#io(() => this.#disk.kept.keepSeen(group, seen));

  async close(): Promise<void> {}

  /** The process has died: what had not been acknowledged may have reached the disk, or not. */
  crash(): void {
    for (const append of this.#pending) {
      if (this.#random.chance(0.7)) break;
      void this.#disk.write(append);
    }
  }

  #io<T>(work: () => Promise<T>): Promise<T> {
    const took = this.#random.between(0.2, 2 * this.#disk.latencyMs);
    this.#freeAt = Math.max(this.#freeAt, this.#scheduler.now) + took;
    return new Promise<T>((resolve, reject) => {
      this.#scheduler.after(this.#freeAt - this.#scheduler.now, () =>
        this.#gate.enter(() => {
          if (this.#disk.failing) reject(new Error('the disk is full'));
          else work().then(resolve, reject);
        }),
      );
    });
  }
}
