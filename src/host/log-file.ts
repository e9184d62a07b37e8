import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
} from 'node:fs';
import { join } from 'node:path';
import type { JournalEntry } from '../core/journal.ts';
import type { Journal } from '../core/ports.ts';
import { logLine } from './log-line.ts';

/** One file. With its predecessors 4 MiB, 20,000 lines: weeks of a group whose people come and go. */
const MAX_FILE_BYTES = 1_048_576;
/** Predecessors kept: `parley.1.jsonl` is the last one, `parley.3.jsonl` the eldest. */
const KEPT = 3;
/** Lines of one kind that may come at once: each of 256 links (docs/protocol.md, bounds) comes up ... */
const BURST = 256;
/** ... and then so many a second: strangers at the door need an hour to push the rest out, no less. */
const LINES_PER_SECOND = 2;

/** What is left of one kind of line, as of when, and how many were left out since the last. */
type Budget = { left: number; at: number; withheld: number };

export type LogFileOptions = {
  /** Ms since 1970. */
  readonly now: () => number;
  /** The log cannot be written: called once, with why. */
  readonly failed: (reason: string) => void;
  /** Bytes of one file. */
  readonly maxBytes?: number;
};

/**
 * What a peer did, as lines of JSON in a folder of its profile, readable by its owner only. A disk
 * that takes none costs the lines and nothing else; how many is in the first line that it takes again.
 */
export class LogFile implements Journal {
  readonly path: string;
  readonly #folder: string;
  readonly #options: LogFileOptions;
  readonly #budgets = new Map<string, Budget>();
  /** Size of the file; null while it is not known to end with a whole line. */
  #bytes: number | null = null;
  #lost = 0;
  #hasFailed = false;

  constructor(folder: string, options: LogFileOptions) {
    this.#folder = folder;
    this.#options = options;
    this.path = this.#nameOf(0);
  }

  write(entry: JournalEntry): void {
    const now = this.#options.now();
    const budget = this.#budgetOf(entry.event, now);
    if (budget.left < 1) {
      budget.withheld += 1;
      return;
    }
    budget.left -= 1;
    this.#append(logLine(now, entry, { withheld: budget.withheld, lost: this.#lost }));
    budget.withheld = 0;
  }

  #budgetOf(event: string, now: number): Budget {
    const budget = this.#budgets.get(event) ?? { left: BURST, at: now, withheld: 0 };
    const earned = (Math.max(0, now - budget.at) / 1_000) * LINES_PER_SECOND;
    budget.left = Math.min(BURST, budget.left + earned);
    budget.at = now;
    this.#budgets.set(event, budget);
    return budget;
  }

  #append(line: string): void {
    const bytes = Buffer.byteLength(line) + 1;
    try {
      const before = this.#bytes ?? this.#begin();
      // Not known until it has been written whole.
      this.#bytes = null;
      const full = before + bytes > (this.#options.maxBytes ?? MAX_FILE_BYTES);
      if (full) this.#rotate();
      appendFileSync(this.path, `${line}\n`, { mode: 0o600 });
      this.#bytes = (full ? 0 : before) + bytes;
      this.#lost = 0;
    } catch (error) {
      this.#lost += 1;
      if (this.#hasFailed) return;
      this.#hasFailed = true;
      this.#options.failed(error instanceof Error ? error.message : String(error));
    }
  }

  /** Makes what there is end with a whole line, and returns its size. */
  #begin(): number {
    // Not the folders above it: a profile that has been deleted stays so.
    if (!existsSync(this.#folder)) mkdirSync(this.#folder, { mode: 0o700 });
    const file = openSync(this.path, 'a+', 0o600);
    try {
      const { size } = fstatSync(file);
      const last = Buffer.alloc(1, '\n');
      if (size > 0) readSync(file, last, 0, 1, size - 1);
      if (last.toString() === '\n') return size;
      appendFileSync(file, '\n');
      return size + 1;
    } finally {
      closeSync(file);
    }
  }

  #rotate(): void {
    for (let n = KEPT; n > 0; n--) {
      if (existsSync(this.#nameOf(n - 1))) renameSync(this.#nameOf(n - 1), this.#nameOf(n));
    }
  }

  #nameOf(n: number): string {
    return join(this.#folder, n === 0 ? 'parley.jsonl' : `parley.${n}.jsonl`);
  }
}
