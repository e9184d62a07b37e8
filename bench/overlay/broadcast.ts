import type { Draw } from './draw.ts';
import type { GossipMessage } from './plumtree.ts';

/** How a message gets from one node to all. `down` and `up`: who has a link with this node. */
export interface Broadcast {
  up(peer: number): void;
  down(peer: number): void;
  broadcast(id: number): void;
  receive(from: number, message: GossipMessage): void;
}

export interface BroadcastHost {
  readonly self: number;
  readonly draw: Draw;
  send(to: number, message: GossipMessage): void;
  /** Something happens here later; returns what cancels it. */
  after(delayMs: number, run: () => void): () => void;
  /** A message comes to the application, after so many hops. Must be called once for each message. */
  deliver(id: number, hops: number): void;
}

/** Tells everybody new whatever it hears, once: what meshes, floods and random gossip have in common. */
class Spread implements Broadcast {
  protected readonly host: BroadcastHost;
  protected readonly neighbours = new Set<number>();
  readonly #received = new Set<number>();
  readonly #targets: (from: number) => Iterable<number>;

  constructor(host: BroadcastHost, targets?: (from: number) => Iterable<number>) {
    this.host = host;
    this.#targets = targets ?? (() => this.neighbours);
  }

  up(peer: number): void {
    this.neighbours.add(peer);
  }

  down(peer: number): void {
    this.neighbours.delete(peer);
  }

  broadcast(id: number): void {
    this.#spread(id, 0, this.host.self);
  }

  receive(from: number, message: GossipMessage): void {
    if (message.t === 'gossip') this.#spread(message.id, message.round, from);
  }

  #spread(id: number, round: number, from: number): void {
    if (this.#received.has(id)) return;
    this.#received.add(id);
    this.host.deliver(id, round);
    for (const peer of this.#targets(from)) {
      if (peer !== from && peer !== this.host.self) {
        this.host.send(peer, { t: 'gossip', id, round: round + 1 });
      }
    }
  }
}

/** Everybody tells all their neighbours: gossip with deterministic choice, as HyParView's paper uses. */
export function flood(host: BroadcastHost): Broadcast {
  return new Spread(host);
}

/**
 * Everybody tells `fanout` of all, drawn anew each time: "infect and die" (Eugster et al., "Epidemic
 * information dissemination in distributed systems", IEEE Computer 37(5), 2004). With fanout ln n + c
 * a message reaches everybody with probability e^(-e^-c).
 */
export function randomGossip(nodes: number, fanout: number): (host: BroadcastHost) => Broadcast {
  return (host) =>
    new Spread(host, () => {
      const drawn = new Set<number>();
      while (drawn.size < Math.min(fanout, nodes - 1)) {
        const peer = host.draw.below(nodes);
        if (peer !== host.self) drawn.add(peer);
      }
      return drawn;
    });
}

/** Who speaks tells everybody, and nobody passes anything on: Parley as it is. */
export function fullMesh(nodes: number): (host: BroadcastHost) => Broadcast {
  return (host) => new Spread(host, (from) => (from === host.self ? Array(nodes).keys() : []));
}
