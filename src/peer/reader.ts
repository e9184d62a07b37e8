import type { ChatFact } from '../core/events.ts';
import {
  type EntryId,
  entryId,
  type GroupId,
  type LogId,
  type PeerId,
  splitEntryId,
  splitLogId,
} from '../core/ids.ts';
import { compareOrder, type Ordered } from '../core/order.ts';
import type { Clock, Line, Seen, Store } from '../core/ports.ts';
import { MAX_UNREAD, NONE_UNREAD, type Unread } from '../core/unread.ts';

/** How long changes gather before they are told: one fact for a burst of messages. */
const TELL_DELAY_MS = 50;
/** Logs of one author of which it is said again how far they were read: one frame of them. */
const MAX_TOLD = 256;
/** While there are more than are counted they are counted anew this often: it reads them all. */
const RECOUNT_DELAY_MS = 1_000;
/** How long what was seen gathers before it is stored: a crash shows that much as unread again. */
const KEEP_DELAY_MS = 1_000;

export interface ReaderHost {
  readonly clock: Clock;
  readonly store: Pick<Store, 'lines' | 'seen' | 'keepSeen'>;
  readonly group: GroupId;
  readonly self: PeerId;
  /** Whether nothing of what they say is to be counted: they are muted or blocked. */
  isQuiet(author: PeerId): boolean;
  /** Whether an entry is held back for its clock, and so not shown yet. */
  isEarly(line: Line): boolean;
  /** Logs that have begun here, and how far they are held. */
  heads(): ReadonlyMap<LogId, { readonly seq: number }>;
  tell(fact: ChatFact): void;
}

/**
 * What the person has seen, and so what is still unread: of every log the last line that was really
 * before their eyes. What was said before they first joined is history, and never unread.
 */
export class Reader {
  readonly #host: ReaderHost;
  readonly #seen = new Map<LogId, number>();
  /** Unread lines, by log and place: at most as many as are counted. */
  readonly #lines = new Map<LogId, Map<number, Ordered>>();
  #count = 0;
  /** The first of them in display order; undefined while that is not known. */
  #first: Ordered | null | undefined = null;
  /** There are more than are counted. */
  #more = false;
  /** When this profile first joined the group, ms since 1970. */
  #since = 0;
  #told: Unread = NONE_UNREAD;
  readonly #unkept = new Set<LogId>();
  #counting: Promise<void> | null = null;
  #countAgain = false;
  #cancelCounting: (() => void) | null = null;
  #cancelTelling: (() => void) | null = null;
  #cancelKeeping: (() => void) | null = null;
  #closed = false;

  constructor(host: ReaderHost) {
    this.#host = host;
  }

  /** Reads what was seen before; `since`: when this profile first joined. */
  async open(since: number): Promise<void> {
    const { store, group } = this.#host;
    this.#since = since;
    for (const [log, seq] of await store.seen(group)) this.#seen.set(log, seq);
    await this.recount();
  }

  /** Tells what is unread as it stands. */
  tell(): void {
    this.#cancelTelling?.();
    this.#cancelTelling = null;
    const unread = this.#unread();
    if (this.#closed || isSame(unread, this.#told)) return;
    this.#told = unread;
    this.#host.tell({ type: 'unread', ...unread });
  }

  /** A line of somebody else's is shown for the first time. */
  shown({ id, hlc }: Ordered): void {
    const [log, seq] = splitEntryId(id);
    const { author } = splitLogId(log);
    if (author === this.#host.self || this.#host.isQuiet(author)) return;
    if (hlc[0] < this.#since || seq <= this.#seenUpTo(log)) return;
    this.#add(log, seq, { id, hlc });
    this.#tellSoon();
  }

  /** The person has seen these. Returns how far which logs were seen that had not been. */
  see(ids: readonly EntryId[]): readonly Seen[] {
    const moved = new Map<LogId, number>();
    for (const id of ids) {
      const [log, seq] = splitEntryId(id);
      if (splitLogId(log).author === this.#host.self || seq <= this.#seenUpTo(log)) continue;
      if (!this.#isHere(log, seq)) continue;
      // Last in the map is what was seen last.
      this.#seen.delete(log);
      this.#seen.set(log, seq);
      this.#drop(log, seq);
      moved.set(log, seq);
      this.#unkept.add(log);
    }
    if (moved.size === 0) return [];
    this.#cancelKeeping ??= this.#host.clock.after(KEEP_DELAY_MS, () => void this.#keep());
    this.#tellSoon();
    if (this.#more) this.#recountLater();
    return [...moved];
  }

  /** The person has done with all that is here, shown or not. Returns the same as `see`. */
  seeAll(): readonly Seen[] {
    const heard = [...this.#host.heads()].filter(
      ([log]) => !this.#host.isQuiet(splitLogId(log).author),
    );
    return this.see(heard.map(([log, { seq }]) => entryId(log, seq)));
  }

  /** How far the logs of an author were seen: those of the starts whose lines were seen last. */
  readOf(author: PeerId): readonly Seen[] {
    return [...this.#seen].filter(([log]) => splitLogId(log).author === author).slice(-MAX_TOLD);
  }

  /** Counts anew: somebody is heard again or no more, or there were more than are counted. */
  recount(): Promise<void> {
    this.#countAgain = this.#counting !== null;
    this.#counting ??= this.#recount().finally(() => {
      this.#counting = null;
      if (this.#countAgain && !this.#closed) void this.recount();
    });
    return this.#counting;
  }

  /** Stores what is not stored yet; nothing is told any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelCounting?.();
    this.#cancelTelling?.();
    await this.#keep();
  }

  async #recount(): Promise<void> {
    const { store, group, self, isQuiet, isEarly } = this.#host;
    const logs = new Set([...this.#host.heads().keys(), ...this.#lines.keys()]);
    const after = [...logs]
      .filter((log) => splitLogId(log).author !== self && !isQuiet(splitLogId(log).author))
      .map((log) => [log, this.#seenUpTo(log)] as const);
    let found: readonly Line[];
    try {
      found = await store.lines(group, after, this.#since, MAX_UNREAD + 1);
    } catch {
      return; // a disk that fails says so elsewhere
    }
    // What was shown meanwhile is not in what was found; nor was it seen.
    const upTo = new Map(found.map(({ id }) => splitEntryId(id)));
    const newer = [...this.#lines].flatMap(([log, lines]) =>
      [...lines].filter(([seq]) => seq > (upTo.get(log) ?? 0)).map(([, line]) => line),
    );
    this.#lines.clear();
    this.#count = 0;
    this.#first = null;
    this.#more = false;
    for (const line of [...found.filter((one) => !isEarly(one)), ...newer]) {
      const [log, seq] = splitEntryId(line.id);
      if (isQuiet(splitLogId(log).author) || seq <= this.#seenUpTo(log)) continue;
      this.#add(log, seq, { id: line.id, hlc: line.hlc });
    }
    this.#tellSoon();
  }

  #recountLater(): void {
    this.#cancelCounting ??= this.#host.clock.after(RECOUNT_DELAY_MS, () => {
      this.#cancelCounting = null;
      void this.recount();
    });
  }

  #add(log: LogId, seq: number, line: Ordered): void {
    const lines = this.#lines.get(log) ?? new Map<number, Ordered>();
    if (lines.has(seq)) return;
    // Of every log the first one is kept: the first of all is among them.
    if (this.#count >= MAX_UNREAD && lines.size > 0) {
      this.#more = true;
      return;
    }
    this.#lines.set(log, lines.set(seq, line));
    this.#count += 1;
    if (this.#first !== undefined) this.#first = earlier(this.#first, line);
  }

  #drop(log: LogId, upTo: number): void {
    const lines = this.#lines.get(log);
    if (lines === undefined) return;
    this.#first = undefined;
    for (const seq of [...lines.keys()]) if (seq <= upTo && lines.delete(seq)) this.#count -= 1;
    if (lines.size === 0) this.#lines.delete(log);
  }

  #isHere(log: LogId, seq: number): boolean {
    return (
      seq <= (this.#host.heads().get(log)?.seq ?? 0) || this.#lines.get(log)?.has(seq) === true
    );
  }

  #seenUpTo(log: LogId): number {
    return this.#seen.get(log) ?? 0;
  }

  #unread(): Unread {
    if (this.#first === undefined) {
      const lines = [...this.#lines.values()].flatMap((of) => [...of.values()]);
      this.#first = lines.reduce<Ordered | null>(earlier, null);
    }
    const more = this.#more || this.#count > MAX_UNREAD;
    return { count: more ? MAX_UNREAD + 1 : this.#count, first: this.#first };
  }

  #tellSoon(): void {
    if (this.#closed) return;
    this.#cancelTelling ??= this.#host.clock.after(TELL_DELAY_MS, () => this.tell());
  }

  async #keep(): Promise<void> {
    this.#cancelKeeping?.();
    this.#cancelKeeping = null;
    const seen = [...this.#unkept].map((log): Seen => [log, this.#seenUpTo(log)]);
    this.#unkept.clear();
    if (seen.length === 0) return;
    try {
      await this.#host.store.keepSeen(this.#host.group, seen);
    } catch {
      // A disk that is full is said where a message cannot be stored; this is seen again.
    }
  }
}

function earlier(first: Ordered | null, line: Ordered): Ordered {
  return first === null || compareOrder(line, first) < 0 ? line : first;
}

function isSame(a: Unread, b: Unread): boolean {
  return a.count === b.count && a.first?.id === b.first?.id;
}
