import { classOf } from '../core/content.ts';
import { type Entry, idOf, orderOf } from '../core/entry.ts';
import type { ChatFact, ChatMessage } from '../core/events.ts';
import type { GroupId, PeerId } from '../core/ids.ts';
import { compareOrder, type Ordered } from '../core/order.ts';
import type { Clock, Store } from '../core/ports.ts';
import { changeIn, Lines, type Said } from './lines.ts';
import { Shelf } from './shelf.ts';
import { Turns } from './turns.ts';

/** Messages shown at once on opening; older ones are asked for. */
export const HISTORY_PAGE = 200;
/** Pages of nothing but held entries that are looked through on opening: one author may fill many. */
const MAX_HELD_PAGES = 50;
/** Out of place by more than this, a message is marked so that people notice it. */
const LATE_AFTER_MS = 10_000;
/** How long after a look-up has failed it is tried again. */
const RETRY_MS = 1_000;

export interface ChronicleHost {
  readonly clock: Clock;
  readonly store: Store;
  readonly group: GroupId;
  readonly self: PeerId;
  /** When this peer joined, ms since 1970: what was said before is history, not late. */
  readonly joinedAt: number;
  nameOf(author: PeerId): string;
  tell(fact: ChatFact): void;
  /** A message has just been told for the first time. */
  shown(message: ChatMessage): void;
  /** The store could not be read. */
  failed(error: unknown): void;
}

/** Messages in display order, oldest first. */
export type Page = {
  readonly messages: readonly ChatMessage[];
  /** Nothing older is stored here. */
  readonly complete: boolean;
};

/**
 * Tells of stored entries as people see them, and knows which have been shown. What there is to look
 * up is looked up in turn, so that all is told in the order in which it is true.
 */
export class Chronicle {
  readonly #host: ChronicleHost;
  readonly #shelf: Shelf;
  readonly #lines: Lines;
  readonly #turns = new Turns();
  /** What waits for its turn to be told. */
  #arrived: Entry[] = [];
  #newest: Ordered | null = null;
  /** Where the pages told so far begin. A single late message before that moves nothing. */
  #oldest: Ordered | null = null;
  #cancelRetry: () => void = () => undefined;
  #closed = false;

  constructor(host: ChronicleHost) {
    const { clock, store, group, self } = host;
    this.#host = host;
    this.#shelf = new Shelf({ clock, due: (entries) => this.add(entries) });
    this.#lines = new Lines({
      ...{ store, group, self },
      nameOf: (author) => host.nameOf(author),
      isEarly: (entry) => this.#shelf.isEarly(entry),
    });
  }

  /** Tells of new entries: of lines in display order, and then of lines that have changed by them. */
  add(entries: readonly Entry[]): void {
    const isFirst = this.#arrived.length === 0;
    this.#arrived.push(...this.#shelf.sort(entries));
    if (isFirst && this.#arrived.length > 0) this.#tellSoon();
  }

  /** Does something once all has been told that has come by now: at once, where that is so. */
  afterwards(run: () => void): void {
    if (this.#turns.isIdle) run();
    else void this.#turns.take(run);
  }

  /** Resolves once all has been told that has come by now. */
  settled(): Promise<void> {
    return this.#turns.take(() => undefined);
  }

  /** Looks at lines as they are once all has been told that has come by now. */
  look<T>(at: (lines: Lines) => Promise<T>): Promise<T> {
    return this.#turns.take(() => at(this.#lines));
  }

  /** Finds what was held back before this start: it sorts after what is not. */
  async open(): Promise<void> {
    await this.#findHeld('line');
    await this.#findHeld('change');
  }

  async #findHeld(of: 'line' | 'change'): Promise<void> {
    const { store, group } = this.#host;
    let from: Ordered | null = null;
    for (let pages = 0; pages < MAX_HELD_PAGES; pages++) {
      const page: readonly Entry[] = await store.newest(group, of, HISTORY_PAGE, from);
      const [oldest] = page;
      const due = this.#shelf.sort(page);
      if (oldest === undefined || due.length > 0 || page.length < HISTORY_PAGE) return;
      from = orderOf(oldest);
    }
  }

  /** Whether an entry is held back for its clock. */
  isEarly(entry: Pick<Entry, 'sentAt' | 'hlc'>): boolean {
    return this.#shelf.isEarly(entry);
  }

  /** Nothing is told any more. */
  close(): void {
    this.#closed = true;
    this.#shelf.close();
    this.#cancelRetry();
  }

  #tellSoon(): void {
    this.#turns
      .take(() => this.#tellArrived())
      .catch((error: unknown) => {
        // All of it is stored: to be seen it must only be read again.
        this.#host.failed(error);
        if (this.#closed) return;
        this.#cancelRetry = this.#host.clock.after(RETRY_MS, () => this.#tellSoon());
      });
  }

  async #tellArrived(): Promise<void> {
    const arrived = this.#arrived.slice();
    const lines = arrived.filter(({ kind }) => classOf(kind) === 'line');
    lines.sort((a, b) => compareOrder(orderOf(a), orderOf(b)));
    const changes = arrived.flatMap((entry) => changeIn(entry) ?? []);
    for (const change of changes) this.#lines.take(change);
    const messages = await this.#lines.messages(lines);
    const amended = await this.#lines.messages(await this.#touched(lines, changes));
    if (this.#closed) return;
    this.#arrived.splice(0, arrived.length);
    for (const message of messages) this.#show(message);
    for (const message of amended) this.#host.tell({ type: 'amended', ...message });
    if (this.#arrived.length > 0) this.#tellSoon();
  }

  /** Lines that were here before and look different now: those changed, and replies to what is new or has changed. */
  async #touched(lines: readonly Entry[], changes: readonly Said[]): Promise<readonly Entry[]> {
    const fresh = new Set(lines.map(idOf));
    const changed = new Set(changes.map(({ change }) => change.of));
    const restated = changes.flatMap(({ change }) => (change.is === 'react' ? [] : [change.of]));
    const found = await this.#lines.find([...changed]);
    const replies = await this.#lines.repliesTo([...fresh, ...new Set(restated)]);
    const touched = new Map([...found, ...replies].map((entry) => [idOf(entry), entry]));
    return [...touched.values()].filter((entry) => !fresh.has(idOf(entry)));
  }

  #show(message: ChatMessage): void {
    const { joinedAt, tell, shown } = this.#host;
    const { id, hlc, own } = message;
    const ahead = this.#newest === null ? 0 : this.#newest.hlc[0] - hlc[0];
    if (this.#newest === null || compareOrder(message, this.#newest) > 0)
      this.#newest = { id, hlc };
    const late = !own && hlc[0] >= joinedAt && ahead > LATE_AFTER_MS;
    tell({ type: 'message', ...message, late });
    shown(message);
  }

  /** Reads the newest page of all. */
  async firstPage(): Promise<Page> {
    return this.#page(await this.#read(HISTORY_PAGE, null));
  }

  /** Tells of a page older than those told so far. */
  loadOlder(): Promise<void> {
    return this.#turns.take(async () => {
      this.tellPage(await this.#page(await this.#read(HISTORY_PAGE, this.#oldest)));
    });
  }

  /** Tells of a page that was read. */
  tellPage({ messages, complete }: Page): void {
    const [oldest] = messages;
    const newest = messages.at(-1);
    if (oldest !== undefined) this.#oldest = oldest;
    if (newest !== undefined) this.#newest ??= newest;
    this.#host.tell({ type: 'history', messages, complete });
    messages.forEach(this.#host.shown);
  }

  /** The newest messages in display order, told before or not. */
  newest(limit: number): Promise<readonly ChatMessage[]> {
    return this.#turns.take(async () => this.#lines.messages(await this.#read(limit, null)));
  }

  async #page(lines: readonly Entry[]): Promise<Page> {
    const complete = lines.length < HISTORY_PAGE;
    return { messages: await this.#lines.messages(lines), complete };
  }

  /** Fewer than `limit` only where there are no more. */
  async #read(limit: number, before: Ordered | null): Promise<readonly Entry[]> {
    const { store, group } = this.#host;
    const found: Entry[] = [];
    for (let from = before; ; ) {
      const page = await store.newest(group, 'line', limit, from);
      found.unshift(...page.filter((entry) => !this.#shelf.isEarly(entry)));
      const [oldest] = page;
      if (oldest === undefined || page.length < limit || found.length >= limit) break;
      from = orderOf(oldest);
    }
    return found.slice(-limit);
  }
}
