import type { JournalEntry } from '../../src/core/journal.ts';
import type { Journal } from '../../src/core/ports.ts';

type EntryOf<T extends JournalEntry['event'], E = JournalEntry> = E extends {
  readonly event: infer U;
}
  ? T extends U
    ? E
    : never
  : never;

/** A log that a test reads. */
export class FakeJournal implements Journal {
  readonly entries: JournalEntry[] = [];

  write(entry: JournalEntry): void {
    this.entries.push(entry);
  }

  all<T extends JournalEntry['event']>(event: T): readonly EntryOf<T>[] {
    return this.entries.filter((entry): entry is EntryOf<T> => entry.event === event);
  }
}
