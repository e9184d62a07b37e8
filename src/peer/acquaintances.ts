import { type Contact, type ContactChange, isDoubted, ONESELF } from '../core/contacts.ts';
import type { ChatFact, PeerRef } from '../core/events.ts';
import type { PeerId } from '../core/ids.ts';
import { labelOf } from '../core/labels.ts';
import { Namesakes, nameAlert } from '../core/namesakes.ts';
import type { Clock, ContactBook } from '../core/ports.ts';
import { err, type Failure, ok, type Result } from '../core/result.ts';
import { LastSeen } from './last-seen.ts';

export interface AcquaintancesHost {
  readonly self: PeerRef;
  readonly clock: Clock;
  readonly contacts: ContactBook;
  /** Whether somebody has proved their key, with a link or a log: a report of them is no meeting. */
  hasProved(id: PeerId): boolean;
}

/** Whom this profile knows: remembers those whom it meets, and tells of whoever takes their names. */
export class Acquaintances {
  readonly #host: AcquaintancesHost;
  readonly #namesakes: Namesakes;
  readonly #lastSeen: LastSeen;

  constructor(host: AcquaintancesHost) {
    this.#host = host;
    this.#namesakes = new Namesakes(host.self, host.contacts);
    this.#lastSeen = new LastSeen(host.clock, host.contacts);
  }

  /** Somebody calls themselves so in a log of theirs. */
  signed(id: PeerId, name: string): void {
    this.#namesakes.signed(id, name);
  }

  /** How somebody is called in a sentence. */
  labelOf(peer: PeerRef): string {
    const contact = this.#host.contacts.of(peer.id);
    const contacts = contact === undefined ? {} : { [peer.id]: contact };
    return labelOf(peer, { tags: this.#namesakes.tags, contacts });
  }

  /** The link with somebody has ended, on which they were last heard then. */
  lost(id: PeerId, heardAt: number): void {
    this.#lastSeen.lost(id, heardAt);
  }

  /** When somebody who is away was last here; null where that was not noticed. */
  lastSeen(id: PeerId): number | null {
    return this.#lastSeen.of(id) ?? null;
  }

  /** We are leaving: whoever is here was here until now. */
  leave(): void {
    this.#lastSeen.leave();
  }

  /** A fact that is to be told, with what has to be told before it and after it. */
  around(fact: ChatFact): readonly ChatFact[] {
    if (fact.type !== 'roster' && fact.type !== 'joined-group') return this.#namesakes.around(fact);
    const news = fact.type === 'joined-group' ? this.#host.contacts.all : this.#meet(fact);
    const around = this.#namesakes.around(fact);
    // Whoever turns out to have the name of another is met with that doubt.
    const met = this.#meet(fact);
    return [...told(news), ...around.map((each) => this.#lastSeen.with(each)), ...told(met)];
  }

  /**
   * A link is a meeting. A log is none, because a link brings any number of them; but what it says
   * is heeded of those who are known, and of those who have come with the name of another.
   */
  #meet(fact: ChatFact): readonly Contact[] {
    if (fact.type !== 'roster') return [];
    const { contacts, hasProved } = this.#host;
    return fact.peers.flatMap(({ id, name, state }) => {
      const isNews = contacts.concerns(id) && contacts.of(id)?.name !== name;
      const counts = state === 'direct' || (hasProved(id) && isNews);
      return (counts ? contacts.seen(id, name) : null) ?? [];
    });
  }

  /** The person has decided something about somebody. */
  change({ id, name }: PeerRef, change: ContactChange): Result<readonly ChatFact[], Failure> {
    if (id === this.#host.self.id) return err(ONESELF);
    const changed = this.#host.contacts.change(id, name, change);
    if (!changed.ok) return changed;
    const [contact] = changed.value;
    const settled =
      contact !== undefined && (contact.blocked || contact.muted || !isDoubted(contact));
    return ok([
      ...told(changed.value),
      ...this.#namesakes.renamed(id),
      ...(settled ? [{ type: 'resolved', about: nameAlert(id) } as const] : []),
    ]);
  }
}

function told(contacts: readonly Contact[]): readonly ChatFact[] {
  return contacts.length === 0 ? [] : [{ type: 'contacts', contacts }];
}
