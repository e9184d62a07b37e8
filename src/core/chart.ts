import type { Epoch, PeerId } from './ids.ts';

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
};

/** What has changed between two versions of somebody's statement. */
export type Change = {
  readonly of: PeerId;
  readonly from: number;
  readonly n: number;
  readonly came: readonly PeerId[];
  readonly gone: readonly (readonly [id: PeerId, how: Departure])[];
};

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
  /** Null where something has changed since they were found. */
  #routes: ReadonlyMap<PeerId, PeerId> | null = null;

  constructor(self: PeerId) {
    this.#self = self;
  }

  /** Everybody who can be reached, and the neighbour that carries: themselves where there is a link. */
  get routes(): ReadonlyMap<PeerId, PeerId> {
    this.#routes ??= this.#findRoutes();
    return this.#routes;
  }

  get statements(): Iterable<Statement<Who>> {
    return this.#statements.values();
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
    this.#routes = null;
  }

  linkDown(id: PeerId): void {
    this.#links.delete(id);
    this.#routes = null;
  }

  /** Drops what somebody has stated: they have said goodbye to us. */
  forget(id: PeerId): void {
    this.#statements.delete(id);
    this.#routes = null;
  }

  /** Whether version `n` of somebody's statement would be news. */
  lacks(id: PeerId, n: number): boolean {
    if (id === this.#self) return false;
    const held = this.#statements.get(id);
    if (held === undefined || n > held.n) return true;
    // Somebody who started again with a clock set back: what is held leads nowhere any more.
    return n !== held.n && !this.routes.has(id);
  }

  /** Takes a whole statement; `firstHand` where its author has just sent it. Tells whether it is news. */
  stated(statement: Statement<Who>, firstHand: boolean): boolean {
    const { who, n } = statement;
    const held = this.#statements.get(who.id);
    const same = held?.n === n && held.who.epoch === who.epoch;
    if (who.id === this.#self || same) return false;
    // What people say of themselves goes before what others say of them.
    if (!firstHand && !this.lacks(who.id, n)) return false;
    if (held === undefined && !this.#makeRoom(firstHand)) return false;
    this.#statements.set(who.id, statement);
    this.#routes = null;
    return true;
  }

  changed({ of, from, n, came, gone }: Change, firstHand: boolean): Heard {
    if (of === this.#self) return 'old';
    const held = this.#statements.get(of);
    if (held === undefined) return 'gap';
    if (n === held.n || (n < held.n && !firstHand)) return 'old';
    const to = new Set([...held.to, ...came]);
    for (const [id] of gone) to.delete(id);
    if (held.n !== from || to.size > MAX_STATED) return 'gap';
    this.#statements.set(of, { who: held.who, n, to });
    this.#routes = null;
    return 'taken';
  }

  /** Breadth first, so that whoever is reached is reached by a shortest way. */
  #findRoutes(): ReadonlyMap<PeerId, PeerId> {
    // In the order of ids, so that of several ways always the same is taken.
    const routes = new Map([...this.#links].sort().map((id) => [id, id]));
    for (const [at, via] of routes) {
      for (const next of this.#statements.get(at)?.to ?? []) {
        if (next === this.#self || routes.has(next) || !this.#statements.has(next)) continue;
        routes.set(next, via); // Found while they are walked: a Map visits what is added to it.
      }
    }
    return routes;
  }

  /** Whoever cannot be reached makes room for whoever may; a neighbour always gets it. */
  #makeRoom(forNeighbour: boolean): boolean {
    if (this.#statements.size < MAX_REPORTED) return true;
    const ids = [...this.#statements.keys()];
    const stale =
      ids.find((id) => !this.routes.has(id)) ??
      (forNeighbour ? ids.find((id) => !this.#links.has(id)) : undefined);
    return stale !== undefined && this.#statements.delete(stale);
  }
}
