import { classOf } from '../core/content.ts';
import { compareEntries, type Entry, idOf, orderOf } from '../core/entry.ts';
import type { ChatFact, ChatMessage } from '../core/events.ts';
import type { EntryId, GroupId, PeerId } from '../core/ids.ts';
import { compareOrder, type Ordered } from '../core/order.ts';
import type { Clock, Store } from '../core/ports.ts';
import { type Going, type MessageWindow, PAGE_MESSAGES, type Page } from '../core/window.ts';
import { changeIn, Lines, type Said } from './lines.ts';
import { Shelf } from './shelf.ts';
import { Turns } from './turns.ts';

/** Messages shown at once on opening: a high screen and more, which is what somebody waits for. */
const NEWEST_MESSAGES = 80;
/** Entries looked through at once for some that are not held. */
const HISTORY_PAGE = 200;
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
  /** What the screen holds: everything told so far, folded. */
  window(): Pick<MessageWindow, 'messages' | 'hasOlder' | 'hasNewer'>;
  tell(fact: ChatFact): void;
  /** A message has just been told for the first time. */
  shown(message: ChatMessage): void;
  /** The store could not be read. */
  failed(error: unknown): void;
}

/** Lines in display order that follow on one another, and whether more are stored on either side. */
type Stretch = Pick<Page, 'hasOlder' | 'hasNewer'> & { readonly lines: readonly Entry[] };

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
      latest: () => this.#shelf.latest,
    });
  }

  /** Tells of new entries: of lines in display order, and then of lines that have changed by them. */
  add(entries: readonly Entry[]): void {
    this.#arrived.push(...this.#shelf.sort(entries));
    if (this.#arrived.length > 0) this.#tellSoon();
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
        this.#cancelRetry();
        if (this.#closed) return;
        this.#cancelRetry = this.#host.clock.after(RETRY_MS, () => this.#tellSoon());
      });
  }

  /** Tells all that has come by now at once: of much that comes together the first turn is enough. */
  async #tellArrived(): Promise<void> {
    const arrived = this.#arrived.slice();
    if (arrived.length === 0) return;
    const lines = arrived.filter(({ kind }) => classOf(kind) === 'line');
    lines.sort(compareEntries);
    const changes = arrived.flatMap((entry) => changeIn(entry) ?? []);
    for (const change of changes) this.#lines.take(change);
    const messages = await this.#lines.messages(lines);
    const amended = await this.#lines.messages(await this.#touched(lines, changes));
    if (this.#closed) return;
    this.#arrived.splice(0, arrived.length);
    for (const message of messages) this.#show(message);
    for (const message of amended) {
      this.#host.tell({ type: 'amended', ...message });
      this.#host.shown(message);
    }
  }

  /**
   * Lines that were here before and look different now: those changed, and of replies to what is new
   * or has changed those on the screen. What is further away is read as it is when somebody goes there.
   */
  async #touched(lines: readonly Entry[], changes: readonly Said[]): Promise<readonly Entry[]> {
    const fresh = new Set(lines.map(idOf));
    const changed = changes.map(({ change }) => change.of);
    const restated = changes.flatMap(({ change }) => (change.is === 'react' ? [] : [change.of]));
    const replies = this.#repliesTo(new Set([...fresh, ...restated]));
    const touched = new Set([...changed, ...replies].filter((id) => !fresh.has(id)));
    return this.#lines.find([...touched]);
  }

  /** Messages on the screen that quote one of these. */
  #repliesTo(quoted: ReadonlySet<EntryId>): readonly EntryId[] {
    const { messages } = this.#host.window();
    return messages.filter(({ quote }) => quote && quoted.has(quote.id)).map(({ id }) => id);
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

  /** Reads the newest page, which is told of once somebody listens. */
  async firstPage(): Promise<Page> {
    return this.#toPage('newest', await this.#newestLines());
  }

  /**
   * Tells of the page to which the reader goes; false where there is none. In turn, so that nothing
   * is told meanwhile that may be lacking in it, or moves the end which it is to join.
   */
  goTo(going: Going): Promise<boolean> {
    return this.#turns.take(async () => {
      const stretch = await this.#stretch(going);
      if (stretch === null || this.#closed) return false;
      this.tellPage(await this.#toPage(going.to, stretch));
      return true;
    });
  }

  /** Tells of a page that was read. */
  tellPage(page: Page): void {
    const newest = page.messages.at(-1);
    if (newest !== undefined) this.#newest ??= newest;
    this.#host.tell({ type: 'history', ...page });
    page.messages.forEach(this.#host.shown);
  }

  async #stretch(going: Going): Promise<Stretch | null> {
    const { messages, hasOlder, hasNewer } = this.#host.window();
    switch (going.to) {
      case 'newest':
        return this.#newestLines();
      case 'older': {
        const [first] = messages;
        if (!hasOlder || first === undefined) return null;
        const lines = await this.#read('newest', PAGE_MESSAGES, first);
        return { lines, hasOlder: lines.length === PAGE_MESSAGES, hasNewer: true };
      }
      case 'newer': {
        const last = messages.at(-1);
        if (!hasNewer || last === undefined) return null;
        const lines = await this.#read('oldest', PAGE_MESSAGES, last);
        return { lines, hasOlder: true, hasNewer: lines.length === PAGE_MESSAGES };
      }
      case 'around':
        return this.#linesAround(going.id);
    }
  }

  async #newestLines(): Promise<Stretch> {
    const lines = await this.#read('newest', NEWEST_MESSAGES, null);
    return { lines, hasOlder: lines.length === NEWEST_MESSAGES, hasNewer: false };
  }

  async #linesAround(id: EntryId): Promise<Stretch | null> {
    const { store, group } = this.#host;
    const [line] = await store.entries(group, [id]);
    if (line === undefined || classOf(line.kind) !== 'line' || this.isEarly(line)) return null;
    const before = await this.#read('newest', PAGE_MESSAGES, orderOf(line));
    const after = await this.#read('oldest', PAGE_MESSAGES, orderOf(line));
    const hasOlder = before.length === PAGE_MESSAGES;
    return {
      lines: [...before, line, ...after],
      hasOlder,
      hasNewer: after.length === PAGE_MESSAGES,
    };
  }

  async #toPage(where: Page['where'], { lines, ...ends }: Stretch): Promise<Page> {
    return { messages: await this.#lines.messages(lines), where, ...ends };
  }

  /** The newest messages in display order, told before or not. */
  newest(limit: number): Promise<readonly ChatMessage[]> {
    return this.#turns.take(async () =>
      this.#lines.messages(await this.#read('newest', limit, null)),
    );
  }

  /** The nearest lines before or after a place. Fewer than `limit` only where there are no more. */
  async #read(
    which: 'newest' | 'oldest',
    limit: number,
    place: Ordered | null,
  ): Promise<readonly Entry[]> {
    const { store, group } = this.#host;
    const found: Entry[] = [];
    for (let from = place; found.length < limit; ) {
      const page = await store[which](group, 'line', limit, from);
      const shown = page.filter((entry) => !this.isEarly(entry));
      if (which === 'newest') found.unshift(...shown);
      else found.push(...shown);
      const furthest = which === 'newest' ? page[0] : page.at(-1);
      if (furthest === undefined || page.length < limit) break;
      from = orderOf(furthest);
    }
    return which === 'newest' ? found.slice(-limit) : found.slice(0, limit);
  }
}
