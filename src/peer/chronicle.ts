import { type Entry, idOf, orderOf, TEXT } from '../core/entry.ts';
import type { ChatFact, ChatMessage, PeerRef } from '../core/events.ts';
import type { GroupId, PeerId } from '../core/ids.ts';
import { compareOrder, type Ordered } from '../core/order.ts';
import type { Clock, Store } from '../core/ports.ts';
import { Shelf } from './shelf.ts';

/** Messages shown at once on opening; older ones are asked for. */
export const HISTORY_PAGE = 200;
/** Pages of nothing but held messages that are looked through on opening: one author may fill many. */
const MAX_HELD_PAGES = 50;
/** Out of place by more than this, a message is marked so that people notice it. */
const LATE_AFTER_MS = 10_000;

export interface ChronicleHost {
  readonly clock: Clock;
  readonly store: Store;
  readonly group: GroupId;
  readonly self: PeerRef;
  /** When this peer joined, ms since 1970: what was said before is history, not late. */
  readonly joinedAt: number;
  nameOf(author: PeerId): string;
  tell(fact: ChatFact): void;
}

/** Turns stored entries into the messages that people see, and knows which have been shown. */
export class Chronicle {
  readonly #host: ChronicleHost;
  readonly #shelf: Shelf;
  #newest: Ordered | null = null;
  /** Where the pages told so far begin. A single late message before that moves nothing. */
  #oldest: Ordered | null = null;

  constructor(host: ChronicleHost) {
    this.#host = host;
    this.#shelf = new Shelf({ clock: host.clock, due: (entries) => this.add(entries) });
  }

  /** Tells of new messages in display order, and of each whether newer ones have been shown already. */
  add(entries: readonly Entry[]): void {
    const now = this.#shelf.sort(entries);
    for (const entry of now.toSorted((a, b) => compareOrder(orderOf(a), orderOf(b)))) {
      this.#show(entry);
    }
  }

  /** Finds what was held back before this start: it sorts after what is not. */
  async open(): Promise<void> {
    const { store, group } = this.#host;
    let from: Ordered | null = null;
    for (let pages = 0; pages < MAX_HELD_PAGES; pages++) {
      const page: readonly Entry[] = await store.newest(group, TEXT, HISTORY_PAGE, from);
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
    this.#shelf.close();
  }

  #show(entry: Entry): void {
    const order = orderOf(entry);
    const ahead = this.#newest === null ? 0 : this.#newest.hlc[0] - entry.hlc[0];
    const since = entry.hlc[0] >= this.#host.joinedAt;
    const own = entry.author === this.#host.self.id;
    if (this.#newest === null || compareOrder(order, this.#newest) > 0) this.#newest = order;
    const late = !own && since && ahead > LATE_AFTER_MS;
    this.#host.tell({ type: 'message', ...this.#toMessage(entry, late) });
  }

  /** Reads the newest page that has not been told yet: the first one, then older ones. */
  older(): Promise<readonly Entry[]> {
    return this.#read(HISTORY_PAGE, this.#oldest);
  }

  /** Tells of a page that was read. */
  tellPage(entries: readonly Entry[]): void {
    const [oldest] = entries;
    const newest = entries.at(-1);
    if (oldest !== undefined) this.#oldest = orderOf(oldest);
    if (newest !== undefined) this.#newest ??= orderOf(newest);
    this.#host.tell({
      type: 'history',
      messages: entries.map((entry) => this.#toMessage(entry, false)),
      complete: entries.length < HISTORY_PAGE,
    });
  }

  /** The newest messages in display order, told before or not. */
  async newest(limit: number): Promise<readonly ChatMessage[]> {
    return (await this.#read(limit, null)).map((entry) => this.#toMessage(entry, false));
  }

  /** Fewer than `limit` only where there are no more. */
  async #read(limit: number, before: Ordered | null): Promise<readonly Entry[]> {
    const { store, group } = this.#host;
    const found: Entry[] = [];
    for (let from = before; ; ) {
      const page = await store.newest(group, TEXT, limit, from);
      found.unshift(...page.filter((entry) => !this.#shelf.isEarly(entry)));
      const [oldest] = page;
      if (oldest === undefined || page.length < limit || found.length >= limit) break;
      from = orderOf(oldest);
    }
    return found.slice(-limit);
  }

  #toMessage(entry: Entry, late: boolean): ChatMessage {
    const { self, nameOf } = this.#host;
    const own = entry.author === self.id;
    const author = own ? self : { id: entry.author, name: nameOf(entry.author) };
    const { body, sentAt, hlc } = entry;
    return { id: idOf(entry), author, text: body, sentAt, own, late, hlc };
  }
}
