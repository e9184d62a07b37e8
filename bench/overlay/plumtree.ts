import type { Broadcast, BroadcastHost } from './broadcast.ts';

/**
 * Plumtree: J. Leitão, J. Pereira, L. Rodrigues, "Epidemic Broadcast Trees", SRDS 2007. Payloads go
 * along the branches of a tree that forms by itself: whoever gets one twice prunes the second branch.
 * The other links tell only which messages there are (`ihave`); who lacks one grafts a branch there.
 */

/** How long a message may be announced and not come, before a branch is grafted. */
const MISSING_MS = 500;
/** After a graft in vain the next who has it is asked: a round trip at the long end. */
const GRAFTED_MS = 200;

export type GossipMessage =
  | { readonly t: 'gossip'; readonly id: number; readonly round: number }
  | { readonly t: 'ihave'; readonly id: number; readonly round: number }
  | { readonly t: 'graft'; readonly id: number | null; readonly round: number }
  | { readonly t: 'prune' };

export type PlumtreeOptions = {
  /**
   * By how many rounds an announcement must beat the payload for its link to become the branch (3.8
   * of the paper); null: the first tree stays.
   */
  readonly threshold: number | null;
  /** Whether branches are grafted where a message is lacking. Only a test says no. */
  readonly grafts: boolean;
};

type Announcement = { readonly from: number; readonly round: number };

export class Plumtree implements Broadcast {
  readonly eager = new Set<number>();
  readonly lazy = new Set<number>();
  readonly #host: BroadcastHost;
  readonly #options: PlumtreeOptions;
  /** What has come, and after how many hops. */
  readonly #received = new Map<number, number>();
  /** Who has announced what is lacking. */
  readonly #missing = new Map<number, Announcement[]>();
  readonly #timers = new Map<number, () => void>();

  constructor(host: BroadcastHost, options: PlumtreeOptions) {
    this.#host = host;
    this.#options = options;
  }

  up(peer: number): void {
    this.eager.add(peer);
  }

  down(peer: number): void {
    this.eager.delete(peer);
    this.lazy.delete(peer);
    for (const [id, announced] of this.#missing) {
      this.#missing.set(
        id,
        announced.filter(({ from }) => from !== peer),
      );
    }
  }

  broadcast(id: number): void {
    this.#take(id, 0, this.#host.self);
  }

  receive(from: number, message: GossipMessage): void {
    switch (message.t) {
      case 'gossip':
        if (this.#received.has(message.id)) {
          this.#makeLazy(from);
          this.#host.send(from, { t: 'prune' });
          return;
        }
        this.#makeEager(from);
        this.#take(message.id, message.round, from);
        return;
      case 'ihave':
        this.#announced(from, message.id, message.round);
        return;
      case 'graft':
        this.#makeEager(from);
        this.#answer(from, message.id);
        return;
      case 'prune':
        this.#makeLazy(from);
        return;
    }
  }

  /** A message is new: delivers it, and passes it on. */
  #take(id: number, round: number, from: number): void {
    this.#received.set(id, round);
    this.#timers.get(id)?.();
    this.#timers.delete(id);
    const announced = this.#missing.get(id) ?? [];
    this.#missing.delete(id);
    this.#host.deliver(id, round);
    for (const peer of this.eager) {
      if (peer !== from) this.#host.send(peer, { t: 'gossip', id, round: round + 1 });
    }
    for (const peer of this.lazy) {
      if (peer !== from) this.#host.send(peer, { t: 'ihave', id, round: round + 1 });
    }
    const shorter = announced.find((each) => this.#isShorter(each.round, round));
    if (shorter !== undefined) this.#swap(shorter.from, from);
  }

  #announced(from: number, id: number, round: number): void {
    if (this.#received.has(id)) return;
    const announced = this.#missing.get(id);
    if (announced === undefined) this.#missing.set(id, [{ from, round }]);
    else announced.push({ from, round });
    if (!this.#timers.has(id)) this.#waitFor(id, MISSING_MS);
  }

  #waitFor(id: number, delayMs: number): void {
    if (!this.#options.grafts) return;
    this.#timers.set(
      id,
      this.#host.after(delayMs, () => {
        this.#timers.delete(id);
        const first = this.#missing.get(id)?.shift();
        // Nobody is left who has announced it: the next announcement starts anew.
        if (first === undefined) return;
        this.#waitFor(id, GRAFTED_MS);
        // Whoever is no neighbour any more cannot be asked.
        if (!this.eager.has(first.from) && !this.lazy.has(first.from)) return;
        this.#makeEager(first.from);
        this.#host.send(first.from, { t: 'graft', id, round: first.round });
      }),
    );
  }

  #answer(to: number, id: number | null): void {
    const round = id === null ? undefined : this.#received.get(id);
    if (id === null || round === undefined) return;
    this.#host.send(to, { t: 'gossip', id, round: round + 1 });
  }

  #isShorter(announced: number, came: number): boolean {
    const { threshold } = this.#options;
    return threshold !== null && came - announced >= threshold;
  }

  /** The link by which the message was announced becomes the branch, that by which it came does not. */
  #swap(shorter: number, longer: number): void {
    if (!this.lazy.has(shorter)) return;
    this.#makeEager(shorter);
    this.#host.send(shorter, { t: 'graft', id: null, round: 0 });
    this.#makeLazy(longer);
    this.#host.send(longer, { t: 'prune' });
  }

  #makeEager(peer: number): void {
    if (this.lazy.delete(peer)) this.eager.add(peer);
  }

  #makeLazy(peer: number): void {
    if (this.eager.delete(peer)) this.lazy.add(peer);
  }
}
