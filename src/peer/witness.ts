import { type LogId, type PeerId, splitLogId } from '../core/ids.ts';
import { type Heads, inControlFrames, type ReadMarks, type WireMessage } from '../core/wire.ts';
import type { Links } from './links.ts';

/**
 * Links that a watermark goes over at most: more than any group that people make is across, and
 * few enough that none goes round for long where two peers disagree about the way.
 */
const MAX_HOPS = 32;

export interface WitnessHost {
  readonly self: PeerId;
  readonly links: Links;
  /** Whether `a` has a link with `b`, as far as `a` has said. */
  reaches(a: PeerId, b: PeerId): boolean;
  /** The neighbour through which somebody is reached: themselves where there is a link. */
  routeTo(peer: PeerId): PeerId | undefined;
  /** How far the logs of an author are held here. */
  headsOf(author: PeerId): Heads;
}

type Have = Extract<WireMessage, { readonly t: 'have' }>;
type Read = Extract<WireMessage, { readonly t: 'read' }>;

/**
 * Carries the word of who holds and has read what to those whom it concerns: the authors.
 *
 * Neighbours tell each other what they hold. To an author further away the word goes by the shortest
 * way, and nobody else hears it: in a star of n peers that is one frame, not n. What somebody has read
 * goes to the author only, neighbour or not.
 */
export class Witness {
  readonly #host: WitnessHost;

  constructor(host: WitnessHost) {
    this.#host = host;
  }

  /** Passes a member's word on towards the authors that it has no link with. */
  passOn(from: PeerId, message: Have | Read): void {
    const { of, hops: before = 0 } = message;
    const hops = before + 1;
    if (hops > MAX_HOPS) return;
    // Each kind by itself: their heads are not the same.
    if (message.t === 'have') {
      for (const [via, heads] of this.#byWay(from, of, message.heads, true)) {
        this.#send(via, { t: 'have', of, heads, hops });
      }
      return;
    }
    for (const [via, heads] of this.#byWay(from, of, message.heads, true)) {
      this.#send(via, { t: 'read', of, heads, hops });
    }
  }

  /** Somebody has come who is no neighbour: tells them how far we hold what they have said. */
  greet(author: PeerId): void {
    const via = this.#host.routeTo(author);
    if (via === undefined || via === author) return;
    for (const heads of inControlFrames(this.#host.headsOf(author))) {
      if (heads.length > 0) this.#send(via, { t: 'have', of: this.#host.self, heads });
    }
  }

  /** Tells authors how far the person here has read what they said. */
  tellRead(marks: ReadMarks): void {
    const { self } = this.#host;
    for (const [via, all] of this.#byWay(self, self, marks, false)) {
      for (const heads of inControlFrames(all)) this.#send(via, { t: 'read', of: self, heads });
    }
  }

  /** What concerns each neighbour or those behind it; `relaying`: where `of` does not say it itself. */
  #byWay<Each extends readonly [LogId, ...unknown[]]>(
    from: PeerId,
    of: PeerId,
    heads: readonly Each[],
    relaying: boolean,
  ): ReadonlyMap<PeerId, readonly Each[]> {
    const ways = new Map<PeerId, Each[]>();
    for (const head of heads) {
      const via = this.#wayFor(head[0], of, relaying);
      if (via === undefined || via === from || via === of) continue;
      ways.set(via, [...(ways.get(via) ?? []), head]);
    }
    return ways;
  }

  #wayFor(log: LogId, of: PeerId, relaying: boolean): PeerId | undefined {
    const { author } = splitLogId(log);
    const { self, reaches, routeTo } = this.#host;
    if (author === self || author === of || (relaying && reaches(of, author))) return undefined;
    return routeTo(author);
  }

  #send(via: PeerId, message: Have | Read): void {
    this.#host.links.broadcast(message, (link) => link.remote === via);
  }
}
