import type { ChatFact, PeerRef, RosterPeer } from './events.ts';
import type { Epoch, PeerId } from './ids.ts';

/** How somebody went away: with a goodbye, or without. */
export type Departure = 'left' | 'lost';

/** Somebody who is here, as they or a neighbour of theirs introduced them. */
export type Introduction = PeerRef & { readonly epoch: Epoch };

/**
 * Who is in the group and how each can be reached, from our own links and from what the neighbours
 * say of theirs. Every change yields the facts to tell; nothing here sends or waits.
 */
export class Presence {
  readonly #self: PeerId;
  readonly #names = new Map<PeerId, string>();
  /** Starts that we know of, by person: somebody with an earlier one is back, not new. */
  readonly #epochs = new Map<PeerId, Set<Epoch>>();
  readonly #links = new Map<PeerId, Introduction>();
  /** Neighbour -> whom it has links with. */
  readonly #reports = new Map<PeerId, Map<PeerId, Introduction>>();
  /** How each one who is gone went, where anybody has said so. */
  readonly #departures = new Map<PeerId, Departure>();
  readonly #met = new Set<PeerId>();
  #roster: readonly RosterPeer[] = [];
  #settled = false;

  constructor(self: PeerId) {
    this.#self = self;
  }

  get roster(): readonly RosterPeer[] {
    return this.#roster;
  }

  nameOf(id: PeerId): string {
    return this.#names.get(id) ?? id.slice(0, 8);
  }

  /** Whether `a` has a link with `b`, as far as `a`, a neighbour of ours, has said. */
  reaches(a: PeerId, b: PeerId): boolean {
    return this.#reports.get(a)?.has(b) ?? false;
  }

  /** Somebody has a log from this start. */
  started(id: PeerId, epoch: Epoch): void {
    this.#epochsOf(id).add(epoch);
  }

  /** A name that the log holds. A name said by the living wins over it. */
  named(id: PeerId, name: string): void {
    if (id !== this.#self && !this.#isReachable(id)) this.#names.set(id, name);
  }

  /** From now on whoever appears has come, and was not here before us. */
  settle(): void {
    this.#settled = true;
  }

  linkUp(who: Introduction): void {
    this.#links.set(who.id, who);
    this.#names.set(who.id, who.name);
    this.#departures.delete(who.id);
  }

  linkDown(id: PeerId, how: Departure): void {
    this.#links.delete(id);
    this.#reports.delete(id);
    this.#depart(id, how);
  }

  reported(via: PeerId, who: Introduction): void {
    if (who.id === this.#self) return;
    const report = this.#reports.get(via) ?? new Map<PeerId, Introduction>();
    this.#reports.set(via, report.set(who.id, who));
    // What somebody says of themselves goes before what others say of them.
    if (!this.#links.has(who.id)) this.#names.set(who.id, who.name);
    this.#departures.delete(who.id);
  }

  reportedGone(via: PeerId, id: PeerId, how: Departure): void {
    this.#reports.get(via)?.delete(id);
    if (!this.#links.has(id)) this.#depart(id, how);
  }

  /** Compares with what was told last and returns what is new: people's comings, then the roster. */
  changes(): readonly ChatFact[] {
    const before = new Map(this.#roster.map((peer) => [peer.id, peer]));
    const roster = this.#compute();
    const facts: ChatFact[] = [];
    for (const { id, name, state } of roster) {
      const wasHere = (before.get(id)?.state ?? 'offline') !== 'offline';
      const isHere = state !== 'offline';
      if (isHere && !wasHere) facts.push(this.#arrival({ id, name }));
      if (!isHere && wasHere) facts.push(this.#departure({ id, name }));
    }
    if (JSON.stringify(roster) !== JSON.stringify(this.#roster)) {
      this.#roster = roster;
      facts.push({ type: 'roster', peers: roster });
    }
    return facts;
  }

  #compute(): readonly RosterPeer[] {
    const relays = new Map<PeerId, PeerId>();
    for (const [via, report] of this.#reports) {
      for (const who of report.values()) {
        if (!this.#links.has(who.id) && !relays.has(who.id)) relays.set(who.id, via);
      }
    }
    const ids = [...this.#names.keys()].filter((id) => id !== this.#self).sort();
    return ids.map((id) => {
      const who = { id, name: this.nameOf(id) };
      const via = relays.get(id);
      if (this.#links.has(id)) return { ...who, state: 'direct' };
      return via === undefined ? { ...who, state: 'offline' } : { ...who, state: 'relayed', via };
    });
  }

  #arrival(peer: PeerRef): ChatFact {
    const known = this.#met.has(peer.id) || this.#hasEarlierStart(peer.id);
    this.#met.add(peer.id);
    if (!this.#settled) return { type: 'peer-joined', peer, alreadyHere: true };
    return known ? { type: 'peer-back', peer } : { type: 'peer-joined', peer, alreadyHere: false };
  }

  #departure(peer: PeerRef): ChatFact {
    return { type: this.#departures.get(peer.id) === 'left' ? 'peer-left' : 'peer-lost', peer };
  }

  #depart(id: PeerId, how: Departure): void {
    this.#departures.set(id, how);
    // Who says goodbye means all of us: nobody else's report keeps them here.
    if (how === 'left') for (const report of this.#reports.values()) report.delete(id);
  }

  #hasEarlierStart(id: PeerId): boolean {
    const now = this.#introduction(id)?.epoch;
    return [...this.#epochsOf(id)].some((epoch) => epoch !== now);
  }

  #introduction(id: PeerId): Introduction | undefined {
    const reported = [...this.#reports.values()].map((report) => report.get(id));
    return this.#links.get(id) ?? reported.find((who) => who !== undefined);
  }

  #isReachable(id: PeerId): boolean {
    return this.#introduction(id) !== undefined;
  }

  #epochsOf(id: PeerId): Set<Epoch> {
    const epochs = this.#epochs.get(id) ?? new Set<Epoch>();
    this.#epochs.set(id, epochs);
    return epochs;
  }
}
