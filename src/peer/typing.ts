import { Allowance } from '../core/allowance.ts';
import type { ChatFact, PeerRef } from '../core/events.ts';
import type { PeerId } from '../core/ids.ts';
import type { Clock, Sharing } from '../core/ports.ts';
import type { WireMessage } from '../core/wire.ts';
import type { Link } from './link.ts';
import type { Links } from './links.ts';

/** While somebody writes, that is said again this often. */
const SAY_AGAIN_MS = 4_000;
/** Whoever has not been said to write for so long has stopped. */
const STOPPED_MS = 8_000;
/** Changes gather for so long: one fact where several begin or stop together. */
const GATHER_MS = 100;
/** People whose word is kept in mind, by the most that one can read in a line many times over. */
const MAX_WRITERS = 64;
/** How often anybody's word is taken: more than a person can begin and stop. */
const WORDS_PER_SECOND = 2;
const WORDS_AT_ONCE = 6;
/** As often as a watermark is passed on at most. */
const MAX_HOPS = 32;

type Message = Extract<WireMessage, { readonly t: 'typing' }>;

type Writer = {
  readonly allowance: Allowance;
  n: number;
  on: boolean;
  /** Forgets them. */
  cancel: () => void;
};

export interface TypingHost {
  readonly clock: Clock;
  readonly links: Links;
  readonly self: PeerId;
  sharing(): Sharing;
  nameOf(id: PeerId): string;
  /** Whether nothing is told of them here: they are muted or blocked. */
  isQuiet(id: PeerId): boolean;
  /** Whether `a` has a link with `b`, as far as `a` has said. */
  reaches(a: PeerId, b: PeerId): boolean;
  speaksFor(link: Link, of: PeerId): boolean;
  tell(fact: ChatFact): void;
}

/** Who is writing: says it of the person here, passes it on of others, and tells of them. */
export class Typing {
  readonly #host: TypingHost;
  readonly #writers = new Map<PeerId, Writer>();
  /** When others were last told that somebody writes here; null while nobody does. */
  #saidAt: number | null = null;
  #cancelTelling: (() => void) | null = null;
  #told = '';
  #n = 0;

  constructor(host: TypingHost) {
    this.#host = host;
  }

  /** The person writes, or has stopped without saying it. */
  writing(on: boolean): void {
    const { clock, sharing } = this.#host;
    if (!on || !sharing().typing) {
      if (this.#saidAt !== null) this.#say(false);
      this.#saidAt = null;
      return;
    }
    const now = clock.now();
    // A clock may go back.
    if (this.#saidAt !== null && Math.abs(now - this.#saidAt) < SAY_AGAIN_MS) return;
    this.#saidAt = now;
    this.#say(true);
  }

  /** The person has said it, as everybody will see: there is nothing to take back. */
  sent(): void {
    this.#saidAt = null;
  }

  heard(link: Link, message: Message): void {
    const { of, on, n, hops = 0 } = message;
    const { self, clock, speaksFor } = this.#host;
    if (of === self || !speaksFor(link, of)) return;
    const writer = this.#writers.get(of) ?? this.#newWriter(of);
    if (writer === null || n <= writer.n) return;
    const now = clock.now();
    if (writer.allowance.waitMs(now) > 0) return;
    writer.allowance.take(1, now);
    writer.n = n;
    writer.on = on;
    writer.cancel();
    writer.cancel = clock.after(STOPPED_MS, () => this.#forget(of));
    if (hops < MAX_HOPS) this.#passOn(link, { ...message, hops: hops + 1 });
    this.#tellSoon();
  }

  /** They have said something, or have gone. */
  stopped(id: PeerId): void {
    const writer = this.#writers.get(id);
    if (writer === undefined || !writer.on) return;
    writer.on = false;
    this.#tellSoon();
  }

  /** Somebody is heard again, or no more; or is called otherwise. */
  look(): void {
    if (this.#writers.size > 0) this.#tellSoon();
  }

  close(): void {
    this.#cancelTelling?.();
    for (const { cancel } of this.#writers.values()) cancel();
    this.#writers.clear();
  }

  #newWriter(id: PeerId): Writer | null {
    if (this.#writers.size >= MAX_WRITERS) return null;
    const { clock } = this.#host;
    const allowance = new Allowance(WORDS_PER_SECOND, WORDS_AT_ONCE, clock.now());
    const writer = { allowance, n: -1, on: false, cancel: () => undefined };
    this.#writers.set(id, writer);
    return writer;
  }

  #forget(id: PeerId): void {
    this.#writers.delete(id);
    this.#tellSoon();
  }

  #say(on: boolean): void {
    const { clock, links, self } = this.#host;
    this.#n = Math.max(this.#n + 1, clock.now());
    links.broadcast({ t: 'typing', of: self, on, n: this.#n }, (link) => !link.congested);
  }

  /** As entries are: to those whom the writer does not reach. */
  #passOn(from: Link, message: Message): void {
    const { links, reaches } = this.#host;
    links.broadcast(
      message,
      (link) =>
        link !== from &&
        !link.congested &&
        link.remote !== message.of &&
        !reaches(message.of, link.remote),
    );
  }

  #tellSoon(): void {
    this.#cancelTelling ??= this.#host.clock.after(GATHER_MS, () => {
      this.#cancelTelling = null;
      this.#tell();
    });
  }

  #tell(): void {
    const { nameOf, isQuiet, tell } = this.#host;
    const peers = [...this.#writers]
      .filter(([id, { on }]) => on && !isQuiet(id))
      .map(([id]): PeerRef => ({ id, name: nameOf(id) }));
    const told = JSON.stringify(peers);
    if (told === this.#told || (peers.length === 0 && this.#told === '')) return;
    this.#told = peers.length === 0 ? '' : told;
    tell({ type: 'typing', peers });
  }
}
