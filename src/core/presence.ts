import type { ChatFact, PeerRef, RosterPeer } from './events.ts';
import type { Epoch, PeerId } from './ids.ts';
import { Names } from './names.ts';
import type { Hlc } from './order.ts';
import type { Profile } from './profile.ts';

/** How somebody went away: with a goodbye, or without. */
export type Departure = 'left' | 'lost';

/** Most people that one neighbour may report: several times the largest group meant (about 100). */
const MAX_REPORTED = 512;

/** Somebody who is here, as they or a neighbour of theirs introduced them. */
export type Introduction = PeerRef & { readonly epoch: Epoch };

/**
 * Who is in the group and how each can be reached, from our own links and from what the neighbours
 * say of theirs. Every change yields the facts to tell; nothing here sends or waits.
 */
export class Presence {
  readonly #self: PeerId;
  readonly #names = new Names();
  /** Starts that we know of, by person: somebody with an earlier one is back, not new. */
  readonly #epochs = new Map<PeerId, Set<Epoch>>();
  readonly #links = new Map<PeerId, Introduction>();
  /** Neighbour -> whom it has links with. */
  readonly #reports = new Map<PeerId, Map<PeerId, Introduction>>();
  /** How each one who is gone went, where anybody has said so. */
  readonly #departures = new Map<PeerId, Departure>();
  readonly #met = new Set<PeerId>();
  /** Had a link with us or has a log: stays in the list when gone. A mere report leaves no trace. */
  readonly #members = new Set<PeerId>();
  #changed = false;
  #roster: readonly RosterPeer[] = [];
  #settled = false;

  constructor(self: PeerId) {
    this.#self = self;
  }

  get roster(): readonly RosterPeer[] {
    return this.#roster;
  }

  nameOf(id: PeerId): string {
    return this.#names.of(id);
  }

  /** Whether `a` has a link with `b`, as far as `a`, a neighbour of ours, has said. */
  reaches(a: PeerId, b: PeerId): boolean {
    return this.#reports.get(a)?.has(b) ?? false;
  }

  /** Somebody has a log from this start. */
  started(id: PeerId, epoch: Epoch): void {
    const epochs = this.#epochs.get(id) ?? new Set<Epoch>();
    this.#epochs.set(id, epochs.add(epoch));
    this.#members.add(id);
  }

  /** Somebody's log holds a profile since `at`. */
  named(id: PeerId, epoch: Epoch, profile: Profile, at: Hlc): void {
    this.#names.signed(id, epoch, profile, at);
    this.#members.add(id);
    this.#changed = true;
  }

  /** From now on whoever appears has come, and was not here before us. */
  settle(): void {
    this.#settled = true;
  }

  linkUp(who: Introduction): void {
    this.#links.set(who.id, who);
    this.#members.add(who.id);
    this.#names.greeted(who.id, who.epoch, who.name);
    this.#departures.delete(who.id);
    this.#changed = true;
  }

  linkDown(id: PeerId, how: Departure): void {
    this.#links.delete(id);
    this.#names.gone(id);
    this.#reports.delete(id);
    this.#depart(id, how);
  }

  reported(via: PeerId, who: Introduction): void {
    if (who.id === this.#self) return;
    const report = this.#reports.get(via) ?? new Map<PeerId, Introduction>();
    if (report.size >= MAX_REPORTED && !report.has(who.id)) return;
    this.#reports.set(via, report.set(who.id, who));
    this.#names.reported(who.id, who.name);
    this.#departures.delete(who.id);
    this.#changed = true;
  }

  reportedGone(via: PeerId, id: PeerId, how: Departure): void {
    this.#reports.get(via)?.delete(id);
    if (!this.#links.has(id)) this.#depart(id, how);
  }

  /** Compares with what was told last and returns what is new: people's comings, then the roster. */
  changes(): readonly ChatFact[] {
    if (!this.#changed) return [];
    this.#changed = false;
    const told = this.#roster;
    const before = told.filter(isHere);
    const wereHere = new Set(before.map(({ id }) => id));
    this.#roster = this.#compute();
    const same = JSON.stringify(told) === JSON.stringify(this.#roster);
    const now = this.#roster.filter(isHere);
    const areHere = new Set(now.map(({ id }) => id));
    return [
      ...now.filter(({ id }) => !wereHere.has(id)).map((peer) => this.#arrival(peer)),
      ...before.filter(({ id }) => !areHere.has(id)).map((peer) => this.#departure(peer)),
      ...(same ? [] : [{ type: 'roster', peers: this.#roster } as const]),
    ];
  }

  #compute(): readonly RosterPeer[] {
    const relays = new Map<PeerId, PeerId>();
    for (const [via, report] of this.#reports) {
      for (const who of report.values()) {
        if (!this.#links.has(who.id) && !relays.has(who.id)) relays.set(who.id, via);
      }
    }
    const ids = [...new Set([...this.#members, ...relays.keys()])]
      .filter((id) => id !== this.#self)
      .sort();
    return ids.map((id) => {
      const who = { id, name: this.nameOf(id) };
      const via = relays.get(id);
      if (this.#links.has(id)) return { ...who, state: 'direct' };
      return via === undefined ? { ...who, state: 'offline' } : { ...who, state: 'relayed', via };
    });
  }

  #arrival({ id, name }: PeerRef): ChatFact {
    const peer = { id, name };
    const known = this.#met.has(peer.id) || this.#hasEarlierStart(peer.id);
    this.#met.add(peer.id);
    if (!this.#settled) return { type: 'peer-joined', peer, alreadyHere: true };
    return known ? { type: 'peer-back', peer } : { type: 'peer-joined', peer, alreadyHere: false };
  }

  #departure({ id, name }: PeerRef): ChatFact {
    const peer = { id, name };
    return { type: this.#departures.get(peer.id) === 'left' ? 'peer-left' : 'peer-lost', peer };
  }

  #depart(id: PeerId, how: Departure): void {
    this.#departures.set(id, how);
    this.#changed = true;
    // Who says goodbye means all of us: nobody else's report keeps them here.
    if (how === 'left') for (const report of this.#reports.values()) report.delete(id);
  }

  #hasEarlierStart(id: PeerId): boolean {
    const now = this.#introduction(id)?.epoch;
    return [...(this.#epochs.get(id) ?? [])].some((epoch) => epoch !== now);
  }

  #introduction(id: PeerId): Introduction | undefined {
    const reported = [...this.#reports.values()].map((report) => report.get(id));
    return this.#links.get(id) ?? reported.find((who) => who !== undefined);
  }
}

function isHere({ state }: RosterPeer): boolean {
  return state !== 'offline';
}
