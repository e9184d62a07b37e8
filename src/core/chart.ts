import type { Epoch, PeerId, Signature } from './ids.ts';

/** How somebody went away: with a goodbye, or without. */
export type Departure = 'left' | 'lost';

/** Somebody who is here, as they introduce themselves or a neighbour of theirs does. */
export type Introduction = { readonly id: PeerId; readonly name: string; readonly epoch: Epoch };

/** Somebody's own word about whom they have links with. */
export type Statement<Who extends Introduction = Introduction> = {
  readonly who: Who;
  /** Its version: ms since 1970 by the author's clock, and always more than the one before. */
  readonly n: number;
  readonly to: ReadonlySet<PeerId>;
  /** The author's, over all this. */
  readonly sig?: Signature;
};

/** What has changed between two versions of somebody's statement. */
export type Change = {
  readonly of: PeerId;
  readonly from: number;
  readonly n: number;
  readonly came: readonly PeerId[];
  readonly gone: readonly (readonly [id: PeerId, how: Departure])[];
  /** The author's, over the whole statement that follows. */
  readonly sig?: Signature;
};

/** Whom somebody has links with after a change. */
export function changedLinks(to: ReadonlySet<PeerId>, { came, gone }: Change): Set<PeerId> {
  const after = new Set([...to, ...came]);
  for (const [id] of gone) after.delete(id);
  return after;
}

/** What became of a change: taken, nothing new, or its beginning is not known here. */
type Heard = 'taken' | 'old' | 'gap';

/** Most people whose statements are kept: several times the largest group meant (about 100). */
export const MAX_REPORTED = 512;
/** Most links in one statement: as many as a peer may have. */
export const MAX_STATED = 256;

/**
 * The map of the group: our own links, what everybody else states of theirs, and the way to each
 * that follows from it.
 *
 * Ways are followed from our own links outwards, and a link counts where its near end states it and
 * its far end has introduced itself. So the stale word of somebody who is gone keeps nobody here:
 * no way leads to them. See docs/decisions/0009.
 */
export class Chart<Who extends Introduction = Introduction> {
  readonly #self: PeerId;
  readonly #links = new Set<PeerId>();
  readonly #statements = new Map<PeerId, Statement<Who>>();
  /**
   * Whose statements have been held while they were out of reach: what they said of others then
   * leads nowhere, and is told to nobody, until they, or somebody in their name, have stated it anew.
   */
  readonly #stale = new Set<PeerId>();
  /**
   * Told us by themselves on a link that has ended: it holds until others say more, and they are
   * asked. Without that, who starts again with a clock set back would be believed as they were before.
   */
  readonly #unheard = new Set<PeerId>();
  /** Whose statement is needed to go on from there, and the neighbour on the way. */
  readonly #lacking = new Map<PeerId, PeerId>();
  #routes: ReadonlyMap<PeerId, PeerId> = new Map();
  /** Whom a way leads to from each neighbour, without us; found when somebody asks. */
  readonly #beyond = new Map<PeerId, ReadonlySet<PeerId>>();
  /** Something has changed since the routes were found. */
  #outdated = false;

  constructor(self: PeerId) {
    this.#self = self;
  }

  /** Everybody who can be reached, and the neighbour that carries: themselves where there is a link. */
  get routes(): ReadonlyMap<PeerId, PeerId> {
    if (this.#outdated) this.#findRoutes();
    return this.#routes;
  }

  /** Whose word is to be asked for, and of which neighbour. */
  get lacking(): ReadonlyMap<PeerId, PeerId> {
    if (this.#outdated) this.#findRoutes();
    return this.#lacking;
  }

  /** Whether a way leads from a neighbour to somebody, without us. */
  leads(neighbour: PeerId, to: PeerId): boolean {
    if (this.#outdated) this.#findRoutes();
    if (!this.#links.has(neighbour)) return false;
    const beyond = this.#beyond.get(neighbour) ?? this.#findBeyond(neighbour);
    this.#beyond.set(neighbour, beyond);
    return beyond.has(to);
  }

  /**
   * What everybody in reach states, as far as it still holds: the nearest first, so that whoever is
   * told in this order knows a way to each before their word comes.
   */
  get statements(): readonly Statement<Who>[] {
    const current = [...this.routes.keys()].filter((id) => !this.#stale.has(id));
    return current.flatMap((id) => this.#statements.get(id) ?? []);
  }

  statement(id: PeerId): Statement<Who> | undefined {
    return this.#statements.get(id);
  }

  /** Whether `a` has said that it has a link with `b`. */
  states(a: PeerId, b: PeerId): boolean {
    return this.#statements.get(a)?.to.has(b) ?? false;
  }

  linkUp(id: PeerId): void {
    this.#links.add(id);
    this.#outdated = true;
  }

  linkDown(id: PeerId): void {
    this.#links.delete(id);
    if (this.#statements.has(id)) this.#unheard.add(id);
    this.#outdated = true;
  }

  /** Drops what somebody has stated: they have said goodbye to us. */
  forget(id: PeerId): void {
    this.#statements.delete(id);
    this.#stale.delete(id);
    this.#unheard.delete(id);
    this.#outdated = true;
  }

  /** Whether version `n` of somebody's statement would be news. */
  lacks(id: PeerId, n: number): boolean {
    if (id === this.#self) return false;
    const held = this.#statements.get(id);
    // A lower one, too, where what is held leads nowhere: they may have started again with a clock set back.
    return held === undefined || n > held.n || this.#isDoubted(id);
  }

  /** Takes a whole statement, which the neighbour `teller` has sent. Tells whether it is news. */
  stated(statement: Statement<Who>, teller: PeerId): boolean {
    const { who, n } = statement;
    const firstHand = who.id === teller;
    const held = this.#statements.get(who.id);
    const sameStart = held?.who.epoch === who.epoch;
    const stale = this.#isDoubted(who.id);
    if (who.id === this.#self || (sameStart && held?.n === n && !stale)) return false;
    // What people say of themselves goes before what others say of them.
    if (!firstHand && !this.lacks(who.id, n)) return false;
    if (!firstHand && stale && sameStart && n < (held?.n ?? n)) return false;
    if (held === undefined && !this.#makeRoom(who.id, teller)) return false;
    return this.#keep(statement, firstHand);
  }

  changed(change: Change, firstHand: boolean): Heard {
    const { of, from, n, sig } = change;
    if (of === this.#self) return 'old';
    const held = this.#statements.get(of);
    if (held === undefined) return 'gap';
    if (n === held.n || (n < held.n && !firstHand)) return 'old';
    const to = changedLinks(held.to, change);
    if (held.n !== from || to.size > MAX_STATED) return 'gap';
    const statement = { who: held.who, n, to, ...(sig === undefined ? {} : { sig }) };
    return this.#keep(statement, firstHand) ? 'taken' : 'old';
  }

  /** Keeps a statement. Tells whether it counts: others' word of somebody who is gone was under way when they went. */
  #keep(statement: Statement<Who>, firstHand: boolean): boolean {
    const { id } = statement.who;
    const counts = firstHand || this.#isStated(id);
    this.#statements.set(id, statement);
    this.#unheard.delete(id);
    if (counts) this.#stale.delete(id);
    else this.#stale.add(id);
    this.#outdated = true;
    return counts;
  }

  /** Whether what is held of somebody is to be heard anew, also where it is older by its number. */
  #isDoubted(id: PeerId): boolean {
    return this.#stale.has(id) || this.#unheard.has(id);
  }

  /** Whether anybody in reach says to have a link with them, or we have one. */
  #isStated(id: PeerId): boolean {
    if (this.#links.has(id)) return true;
    for (const { who, to } of this.#statements.values()) {
      if (to.has(id) && !this.#stale.has(who.id)) return true;
    }
    return false;
  }

  /** Breadth first, so that whoever is reached is reached by a shortest way. */
  #findRoutes(): void {
    // In the order of ids, so that of several ways always the same is taken.
    const routes = new Map([...this.#links].sort().map((id) => [id, id]));
    this.#lacking.clear();
    for (const [at, via] of routes) {
      if (this.#isDoubted(at)) this.#lacking.set(at, via);
      if (this.#stale.has(at)) continue;
      for (const next of this.#statements.get(at)?.to ?? []) {
        if (next === this.#self || routes.has(next)) continue;
        if (!this.#statements.has(next)) this.#lacking.set(next, via);
        else routes.set(next, via); // Found while they are walked: a Map visits what is added to it.
      }
    }
    for (const id of this.#statements.keys()) if (!routes.has(id)) this.#stale.add(id);
    this.#routes = routes;
    this.#beyond.clear();
    this.#outdated = false;
  }

  #findBeyond(neighbour: PeerId): ReadonlySet<PeerId> {
    const found = new Set([neighbour]);
    for (const at of found) {
      if (this.#stale.has(at)) continue;
      for (const next of this.#statements.get(at)?.to ?? []) {
        if (next !== this.#self && this.#statements.has(next)) found.add(next);
      }
    }
    return found;
  }

  /**
   * Whoever cannot be reached makes room for whoever may; a neighbour always gets it. Else those
   * whom one neighbour alone carries give way, where it carries most: a crowd that it has made up
   * must not hide those whom others carry.
   */
  #makeRoom(id: PeerId, teller: PeerId): boolean {
    if (this.#statements.size < MAX_REPORTED) return true;
    const ids = [...this.#statements.keys()];
    const forNeighbour = id === teller;
    const spare =
      ids.find((other) => !this.routes.has(other)) ??
      this.#crowded(ids, forNeighbour ? null : teller) ??
      (forNeighbour ? ids.find((other) => !this.#links.has(other)) : undefined);
    if (spare === undefined) return false;
    this.#stale.delete(spare);
    this.#unheard.delete(spare);
    return this.#statements.delete(spare);
  }

  /** The latest of those who come through the neighbour that carries most, where that is not `teller`. */
  #crowded(ids: readonly PeerId[], teller: PeerId | null): PeerId | undefined {
    const carried = new Map<PeerId, PeerId[]>();
    for (const id of ids) {
      const via = this.routes.get(id);
      if (via === undefined || via === id) continue;
      const others = carried.get(via) ?? [];
      others.push(id);
      carried.set(via, others);
    }
    const own = teller === null ? 0 : (carried.get(teller)?.length ?? 0) + 1;
    const [most = []] = [...carried.values()].sort((a, b) => b.length - a.length);
    return most.length > own ? most.at(-1) : undefined;
  }
}
