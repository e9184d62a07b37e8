import { type LogId, type PeerId, splitLogId } from '../core/ids.ts';
import { type Heads, inControlFrames, type WireMessage } from '../core/wire.ts';
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

/**
 * Carries the word of who holds what to those whom it concerns: the authors.
 *
 * Neighbours tell each other. To an author further away the word goes by the shortest way, and
 * nobody else hears it: in a star of n peers that is one frame, not n.
 */
export class Witness {
  readonly #host: WitnessHost;

  constructor(host: WitnessHost) {
    this.#host = host;
  }

  /** Passes a member's word on towards the authors that it has no link with. */
  passOn(from: PeerId, { of, heads, hops = 0 }: Have): void {
    if (hops >= MAX_HOPS) return;
    const ways = new Map<PeerId, Heads[number][]>();
    for (const head of heads) {
      const via = this.#wayFor(head[0], of);
      if (via === undefined || via === from || via === of) continue;
      ways.set(via, [...(ways.get(via) ?? []), head]);
    }
    for (const [via, part] of ways) this.#send(via, { of, heads: part, hops: hops + 1 });
  }

  /** Somebody has come who is no neighbour: tells them how far we hold what they have said. */
  greet(author: PeerId): void {
    const via = this.#host.routeTo(author);
    if (via === undefined || via === author) return;
    for (const heads of inControlFrames(this.#host.headsOf(author))) {
      if (heads.length > 0) this.#send(via, { of: this.#host.self, heads });
    }
  }

  #wayFor(log: LogId, of: PeerId): PeerId | undefined {
    const { author } = splitLogId(log);
    const { self, reaches, routeTo } = this.#host;
    const concerned = author !== self && author !== of && !reaches(of, author);
    return concerned ? routeTo(author) : undefined;
  }

  #send(via: PeerId, have: Omit<Have, 't'>): void {
    this.#host.links.broadcast({ t: 'have', ...have }, (link) => link.remote === via);
  }
}
