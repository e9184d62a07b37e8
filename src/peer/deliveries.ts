import type { ChatFact } from '../core/events.ts';
import { entryId, type GroupId, type LogId, type PeerId } from '../core/ids.ts';
import type { Clock, Store, Watermark } from '../core/ports.ts';

/** Most members to remember: several times the largest group meant (about 100). */
const MAX_MEMBERS = 512;
/** How long news gathers before it is stored: a crash loses that much, and members say it again. */
const KEEP_DELAY_MS = 3_000;

export interface DeliveriesHost {
  readonly clock: Clock;
  readonly store: Pick<Store, 'watermarks' | 'keepWatermarks'>;
  readonly group: GroupId;
  readonly self: PeerId;
  /** The log of this start. */
  readonly current: LogId;
}

/**
 * Who is known to hold how much of our own logs, of this start and of earlier ones: one number for
 * each member and log, however many messages.
 *
 * Only what concerns messages on the screen is told, so that a year of starts does not fill it.
 */
export class Deliveries {
  readonly #host: DeliveriesHost;
  /** Where each own log ends here: nobody can hold what has not been said. */
  readonly #ends = new Map<LogId, number>();
  /** Own logs with messages on the screen. */
  readonly #shown = new Set<LogId>();
  /** Sequence numbers of this start's messages. */
  readonly #texts = new Set<number>();
  readonly #heldUpTo = new Map<PeerId, Map<LogId, number>>();
  /** The same of what they have read, as far as they tell. */
  readonly #readUpTo = new Map<PeerId, Map<LogId, number>>();
  /** What the store does not hold yet. */
  readonly #unkept = new Map<PeerId, Set<LogId>>();
  #cancelKeeping: (() => void) | null = null;
  #closed = false;

  constructor(host: DeliveriesHost) {
    this.#host = host;
  }

  /** Reads what was known before; nothing else may be called earlier. */
  async open(): Promise<void> {
    const { store, group } = this.#host;
    for (const [by, log, seq, read] of await store.watermarks(group)) {
      if (this.#remember(by, log, seq) && read > 0) this.#rememberRead(by, log, read);
    }
  }

  /** Stores what is new; nothing is told or learned after it. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#keep();
  }

  /** An own log is stored here up to `seq`. */
  stored(log: LogId, seq: number): void {
    this.#ends.set(log, Math.max(seq, this.#ends.get(log) ?? 0));
  }

  /** A message of ours is stored and shown: what is known of its log, where that is new. */
  shown(log: LogId, seq: number): readonly ChatFact[] {
    if (log === this.#host.current) this.#texts.add(seq);
    return this.concerned(log);
  }

  /** Something on the screen is as a log of ours says: what is known of that log, where that is new. */
  concerned(log: LogId): readonly ChatFact[] {
    if (this.#shown.has(log)) return [];
    this.#shown.add(log);
    return [...this.#heldUpTo].flatMap(([by, logs]): readonly ChatFact[] => {
      const upTo = logs.get(log);
      if (upTo === undefined) return [];
      const read = this.#readUpTo.get(by)?.get(log);
      return [
        { type: 'held', by, log, seq: upTo },
        ...(read === undefined ? [] : [{ type: 'read-by', by, log, seq: read } as const]),
      ];
    });
  }

  /** A member holds a log up to `seq`: the facts about our messages that this says something new of. */
  held(by: PeerId, log: LogId, seq: number): readonly ChatFact[] {
    const before = this.#upTo(by, log);
    const upTo = Math.min(seq, this.#ends.get(log) ?? 0);
    if (this.#closed || by === this.#host.self || upTo <= before) return [];
    if (!this.#remember(by, log, upTo)) return [];
    this.#keepSoon(by, log);
    const facts: ChatFact[] = [];
    if (this.#shown.has(log)) facts.push({ type: 'held', by, log, seq: upTo });
    if (log !== this.#host.current) return facts;
    for (let text = before + 1; text <= upTo; text++) {
      if (!this.#texts.has(text)) continue;
      facts.push({ type: 'delivered', id: entryId(log, text), to: this.#holders(text) });
    }
    return facts;
  }

  /** A member has read a log up to `seq`, and so holds it. */
  read(by: PeerId, log: LogId, seq: number): readonly ChatFact[] {
    const held = this.held(by, log, seq);
    const upTo = Math.min(seq, this.#upTo(by, log));
    if (this.#closed || by === this.#host.self || upTo <= this.#readTo(by, log)) return held;
    this.#rememberRead(by, log, upTo);
    this.#keepSoon(by, log);
    return this.#shown.has(log) ? [...held, { type: 'read-by', by, log, seq: upTo }] : held;
  }

  #rememberRead(by: PeerId, log: LogId, upTo: number): void {
    const logs = this.#readUpTo.get(by) ?? new Map<LogId, number>();
    this.#readUpTo.set(by, logs.set(log, upTo));
  }

  #readTo(by: PeerId, log: LogId): number {
    return this.#readUpTo.get(by)?.get(log) ?? 0;
  }

  #remember(by: PeerId, log: LogId, upTo: number): boolean {
    const logs = this.#heldUpTo.get(by) ?? new Map<LogId, number>();
    if (!this.#heldUpTo.has(by) && this.#heldUpTo.size >= MAX_MEMBERS) return false;
    this.#heldUpTo.set(by, logs.set(log, upTo));
    return true;
  }

  #keepSoon(by: PeerId, log: LogId): void {
    this.#unkept.set(by, (this.#unkept.get(by) ?? new Set<LogId>()).add(log));
    this.#cancelKeeping ??= this.#host.clock.after(KEEP_DELAY_MS, () => void this.#keep());
  }

  async #keep(): Promise<void> {
    this.#cancelKeeping?.();
    this.#cancelKeeping = null;
    const news = [...this.#unkept].flatMap(([by, logs]) =>
      [...logs].map((log): Watermark => [by, log, this.#upTo(by, log), this.#readTo(by, log)]),
    );
    this.#unkept.clear();
    if (news.length === 0) return;
    try {
      await this.#host.store.keepWatermarks(this.#host.group, news);
    } catch {
      // A disk that is full is said where a message cannot be stored; this is heard again.
    }
  }

  #upTo(by: PeerId, log: LogId): number {
    return this.#heldUpTo.get(by)?.get(log) ?? 0;
  }

  #holders(seq: number): readonly PeerId[] {
    return [...this.#heldUpTo.keys()].filter((peer) => this.#upTo(peer, this.#host.current) >= seq);
  }
}
