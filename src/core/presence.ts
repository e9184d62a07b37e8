import {
  type Change,
  Chart,
  type Departure,
  type Introduction,
  MAX_REPORTED,
  type Statement,
} from './chart.ts';
import type { ChatFact, PeerRef, RosterPeer } from './events.ts';
import type { Epoch, PeerId } from './ids.ts';
import { Names } from './names.ts';
import type { Hlc } from './order.ts';
import type { Profile } from './profile.ts';
import type { Neighbour } from './wire.ts';

/** People without a log who are kept in the list, here or not: as many as statements are kept of. */
const MAX_GUESTS = MAX_REPORTED;

/**
 * Who is in the group and how each can be reached, from our own links and from what everybody
 * states of theirs. Every change yields the facts to tell; nothing here sends or waits.
 */
export class Presence {
  readonly chart: Chart<Neighbour>;
  readonly #self: PeerId;
  readonly #names = new Names();
  /** Starts that we know of, by person: somebody with an earlier one is back, not new. */
  readonly #epochs = new Map<PeerId, Set<Epoch>>();
  readonly #links = new Map<PeerId, Introduction>();
  /** Who has said goodbye to us or to somebody else, and has given no sign of life since. */
  readonly #left = new Set<PeerId>();
  /** The starts that have ended with a goodbye to us. */
  readonly #over = new Map<PeerId, Epoch>();
  readonly #met = new Set<PeerId>();
  /** Had a link with us or has a log: stays in the list when gone. A mere report leaves no trace. */
  readonly #members = new Set<PeerId>();
  /** Those of them who have no log, by when they came last: a key is made in no time. */
  readonly #guests = new Set<PeerId>();
  /** Were here before us, and have not appeared yet. */
  readonly #earlier = new Set<PeerId>();
  #changed = false;
  #roster: readonly RosterPeer[] = [];
  #settled = false;

  constructor(self: PeerId) {
    this.#self = self;
    this.chart = new Chart(self);
  }

  get roster(): readonly RosterPeer[] {
    return this.#roster;
  }

  nameOf(id: PeerId): string {
    return this.#names.of(id, this.chart.statement(id)?.who.name);
  }

  /** Whether `a`, who can be reached, has a link with `b`, as far as `a` has said. */
  reaches(a: PeerId, b: PeerId): boolean {
    return this.chart.states(a, b) && this.chart.routes.has(a);
  }

  /** Whether somebody is in the list of people, here or not. */
  isMember(id: PeerId): boolean {
    return this.#members.has(id) || this.chart.routes.has(id);
  }

  /** Whether somebody has shown that a key is theirs: by a link with us, or by a log. */
  hasProved(id: PeerId): boolean {
    return this.#members.has(id);
  }

  /** Somebody has a log from this start. */
  started(id: PeerId, epoch: Epoch): void {
    const epochs = this.#epochs.get(id) ?? new Set<Epoch>();
    this.#epochs.set(id, epochs.add(epoch));
    this.#addMember(id);
  }

  /** Somebody's log holds a profile since `at`. */
  named(id: PeerId, epoch: Epoch, profile: Profile, at: Hlc): void {
    this.#names.signed(id, epoch, profile, at);
    this.#addMember(id);
    this.#changed = true;
  }

  /** These were here before us, though they may appear later. */
  expected(ids: readonly PeerId[]): void {
    for (const id of ids) if (this.#earlier.size < MAX_REPORTED) this.#earlier.add(id);
  }

  /** Whoever has not appeared by now comes as anybody else does. */
  expectNobody(): void {
    this.#earlier.clear();
  }

  /** From now on whoever else appears has come, and was not here before us. */
  settle(): void {
    this.#settled = true;
  }

  linkUp(who: Introduction): void {
    this.#links.set(who.id, who);
    if (!this.#members.has(who.id) || this.#guests.delete(who.id)) this.#guests.add(who.id);
    this.#members.add(who.id);
    this.#names.greeted(who.id, who.epoch, who.name);
    this.#left.delete(who.id);
    this.#over.delete(who.id);
    this.chart.linkUp(who.id);
    this.#changed = true;
  }

  linkDown(id: PeerId, how: Departure): void {
    const start = this.#links.get(id)?.epoch;
    this.#links.delete(id);
    this.#names.gone(id);
    this.chart.linkDown(id);
    // Who says goodbye means all of us: nobody else's word keeps them here, nor brings them back.
    if (how === 'left') {
      this.#left.add(id);
      if (start !== undefined) this.#over.set(id, start);
      this.chart.forget(id);
    }
    this.#seeOut();
    this.#changed = true;
  }

  /** A whole statement of somebody's links, from `teller`. Tells whether it is news. */
  stated(statement: Statement<Neighbour>, teller: PeerId): boolean {
    const { id, epoch } = statement.who;
    if (this.#over.get(id) === epoch) return false;
    const before = this.chart.statement(id)?.who.epoch;
    if (!this.chart.stated(statement, teller)) return false;
    if (before !== epoch) this.#left.delete(id);
    this.#changed = true;
    return true;
  }

  /** What has changed in somebody's links. */
  restated(change: Change, firstHand: boolean): ReturnType<Chart['changed']> {
    const said = change.gone.filter(([, how]) => how === 'left').map(([id]) => id);
    // Whoever has a link with us says goodbye to us as well, or has not gone.
    const left = said.filter((id) => this.chart.routes.has(id) && !this.#links.has(id));
    const heard = this.chart.changed(change, firstHand);
    if (heard !== 'taken') return heard;
    for (const id of left) this.#left.add(id);
    this.#changed = true;
    return heard;
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
    const facts: readonly ChatFact[] = [
      ...now.filter(({ id }) => !wereHere.has(id)).map((peer) => this.#arrival(peer)),
      ...before.filter(({ id }) => !areHere.has(id)).map((peer) => this.#departure(peer)),
      ...(same ? [] : this.#renames(told)),
      ...(same ? [] : [{ type: 'roster', peers: this.#roster } as const]),
    ];
    for (const id of this.#left) if (!areHere.has(id)) this.#left.delete(id);
    return facts;
  }

  /** Who has shown that a key is theirs, and goes by another name than when the list was told last. */
  #renames(told: readonly RosterPeer[]): readonly ChatFact[] {
    const before = new Map(told.map(({ id, name }) => [id, name]));
    return this.#roster.flatMap(({ id, name }): readonly ChatFact[] => {
      const was = before.get(id);
      // Nobody has named them until now.
      if (was === undefined || was === name || id.startsWith(was)) return [];
      return this.#members.has(id) ? [{ type: 'peer-renamed', peer: { id, name }, was }] : [];
    });
  }

  /** Whoever has a log stays in the list. */
  #addMember(id: PeerId): void {
    this.#members.add(id);
    this.#guests.delete(id);
  }

  /** Of those who are gone and have said nothing, the latest stay in the list. */
  #seeOut(): void {
    for (const id of this.#guests) {
      if (this.#guests.size <= MAX_GUESTS) return;
      if (this.#links.has(id)) continue;
      this.#guests.delete(id);
      this.#members.delete(id);
      this.#names.forget(id);
      this.#met.delete(id);
      this.#over.delete(id);
    }
  }

  #compute(): readonly RosterPeer[] {
    const { routes } = this.chart;
    const ids = [...new Set([...this.#members, ...routes.keys()])]
      .filter((id) => id !== this.#self)
      .sort();
    return ids.map((id) => {
      const { status, colour } = this.#names.profileOf(id) ?? {};
      const who = {
        ...{ id, name: this.nameOf(id) },
        ...(status === undefined ? {} : { status }),
        ...(colour === undefined ? {} : { colour }),
      };
      const via = routes.get(id);
      if (via === undefined) return { ...who, state: 'offline' };
      return via === id ? { ...who, state: 'direct' } : { ...who, state: 'relayed', via };
    });
  }

  #arrival({ id, name }: PeerRef): ChatFact {
    const peer = { id, name };
    const known = this.#met.has(peer.id) || this.#hasEarlierStart(peer.id);
    this.#met.add(peer.id);
    const wasHere = this.#earlier.delete(peer.id) || !this.#settled;
    if (wasHere) return { type: 'peer-joined', peer, alreadyHere: true };
    return known ? { type: 'peer-back', peer } : { type: 'peer-joined', peer, alreadyHere: false };
  }

  #departure({ id, name }: PeerRef): ChatFact {
    const type = this.#left.has(id) ? 'peer-left' : 'peer-lost';
    if (!this.#members.has(id)) this.#met.delete(id);
    return { type, peer: { id, name } };
  }

  #hasEarlierStart(id: PeerId): boolean {
    const now = (this.#links.get(id) ?? this.chart.statement(id)?.who)?.epoch;
    return [...(this.#epochs.get(id) ?? [])].some((epoch) => epoch !== now);
  }
}

function isHere({ state }: RosterPeer): boolean {
  return state !== 'offline';
}
