import type { ChatFact, RosterPeer } from '../core/events.ts';
import type { PeerId } from '../core/ids.ts';
import type { Clock, ContactBook } from '../core/ports.ts';

/** When those who are away were last here: as noticed since this start, else as kept of those we know. */
export class LastSeen {
  readonly #clock: Clock;
  readonly #contacts: ContactBook;
  readonly #here = new Set<PeerId>();
  /** Of those in the list who are away. */
  readonly #left = new Map<PeerId, number>();
  /** When those whose link has ended were last heard: before we noticed that they are gone. */
  readonly #heard = new Map<PeerId, number>();

  constructor(clock: Clock, contacts: ContactBook) {
    this.#clock = clock;
    this.#contacts = contacts;
  }

  lost(id: PeerId, heardAt: number): void {
    if (this.#here.has(id)) this.#heard.set(id, heardAt);
  }

  /** Of somebody who is away. */
  of(id: PeerId): number | undefined {
    return this.#left.get(id) ?? this.#contacts.of(id)?.lastSeen;
  }

  leave(): void {
    const now = this.#clock.now();
    for (const id of this.#here) this.#contacts.here(id, now);
  }

  /** A list of people with what is known of those who are away; any other fact as it is. */
  with(fact: ChatFact): ChatFact {
    if (fact.type !== 'roster') return fact;
    const peers = fact.peers.map((peer) => this.#withLastSeen(peer));
    const listed = new Set(peers.map(({ id }) => id));
    for (const known of [this.#here, this.#left, this.#heard]) {
      for (const id of known.keys()) if (!listed.has(id)) known.delete(id);
    }
    return { ...fact, peers };
  }

  #withLastSeen(peer: RosterPeer): RosterPeer {
    const { id } = peer;
    const now = this.#clock.now();
    if (peer.state !== 'offline') {
      this.#left.delete(id);
      // A crash would leave the last meeting's end unknown: its beginning is better than nothing.
      if (!this.#here.has(id)) this.#contacts.here(id, now);
      this.#here.add(id);
      // They are reached in another way: what was heard on a link that has ended says nothing more.
      this.#heard.delete(id);
      return peer;
    }
    if (this.#here.delete(id)) {
      const at = this.#heard.get(id) ?? now;
      this.#heard.delete(id);
      this.#left.set(id, at);
      this.#contacts.here(id, at);
    }
    const lastSeen = this.of(id);
    if (lastSeen === undefined) return peer;
    return { ...peer, lastSeen, ...(this.#left.has(id) ? { away: true } : {}) };
  }
}
