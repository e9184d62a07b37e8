import type { Broadcast, BroadcastHost } from './broadcast.ts';
import { Draw } from './draw.ts';
import { HyParView, type MembershipMessage, SHUFFLE_MS } from './hyparview.ts';
import { type Failing, Network, type Receiver } from './network.ts';
import type { GossipMessage } from './plumtree.ts';
import { MESSAGE } from './sizes.ts';
import { VirtualTime } from './virtual-time.ts';

/** All have joined after so long, one after the other as in the papers. */
const JOINING_MS = 50_000;

export type WorldOptions = {
  readonly nodes: number;
  readonly seed: number;
  readonly broadcast: (host: BroadcastHost) => Broadcast;
  /** Whether nodes know few others, by HyParView. Else they know all, and `broadcast` draws. */
  readonly overlay: boolean;
};

/** One message: when it was said, and after what time and how many hops it came to each node. */
export type Said = {
  readonly at: number;
  /** ms; NaN where it has not come. */
  readonly delays: Float64Array;
  readonly hops: Uint8Array;
  /** How often it was handed to an application that had it. */
  twice: number;
  /** How often it was sent. */
  payloads: number;
};

/** Whether a message is about who has links with whom. The others bring messages to everybody. */
function isMembership(message: MembershipMessage | GossipMessage): message is MembershipMessage {
  return !Object.hasOwn(MESSAGE, message.t);
}

/** All nodes, on one virtual time, and what was said. The same for the same options, every time. */
export class World {
  readonly time = new VirtualTime();
  readonly network: Network<MembershipMessage | GossipMessage>;
  readonly views: HyParView[] = [];
  readonly broadcasts: Broadcast[] = [];
  readonly said: Said[] = [];
  /** Bytes that each node has sent to bring messages about; whoever measures sets it back. */
  readonly bytesOf: Float64Array;
  readonly draw: Draw;
  readonly nodes: number;
  readonly #overlay: boolean;

  constructor({ nodes, seed, broadcast, overlay }: WorldOptions) {
    this.nodes = nodes;
    this.bytesOf = new Float64Array(nodes);
    this.#overlay = overlay;
    this.draw = new Draw(seed);
    this.network = new Network(this.time, seed);
    for (let node = 0; node < nodes; node += 1)
      this.#add(node, new Draw(seed * nodes + node), broadcast);
  }

  /** All join, each by one who is there, and shuffle so often. */
  form(shuffles = 6): void {
    if (!this.#overlay) return;
    for (const [node, view] of this.views.entries()) {
      if (node > 0) view.join(this.draw.below(node));
      this.#shuffle(node, view, this.draw.fraction() * SHUFFLE_MS);
      this.time.advance(JOINING_MS / this.nodes);
    }
    this.time.advance(shuffles * SHUFFLE_MS);
  }

  /** Somebody alive says something; returns it. */
  say(): Said {
    const from = this.draw.pick(this.network.live);
    if (from === undefined) throw new Error('Nobody is left to say anything');
    const said: Said = {
      at: this.time.now,
      delays: new Float64Array(this.nodes).fill(Number.NaN),
      hops: new Uint8Array(this.nodes),
      twice: 0,
      payloads: 0,
    };
    this.said.push(said);
    this.broadcasts[from]?.broadcast(this.said.length - 1);
    return said;
  }

  /** A share of all nodes dies at once; returns which. */
  fail(share: number, how: Failing): readonly number[] {
    const { live } = this.network;
    const dying = this.draw.some(live, Math.round(share * live.length));
    this.network.fail(dying, how);
    return dying;
  }

  #add(node: number, draw: Draw, make: (host: BroadcastHost) => Broadcast): void {
    const { network } = this;
    const broadcast = make({
      self: node,
      draw,
      send: (to, message) => {
        if (message.t === 'gossip') this.#of(message.id).payloads += 1;
        this.bytesOf[node] = (this.bytesOf[node] ?? 0) + MESSAGE[message.t];
        network.send(node, to, message);
      },
      after: (delayMs, run) => network.later(node, delayMs, run),
      deliver: (id, hops) => this.#delivered(node, id, hops),
    });
    const view = new HyParView({
      self: node,
      draw,
      send: (to, message) => network.send(node, to, message),
      dial: (to, message, failed) => network.dial(node, to, message, failed),
      up: (peer) => {
        network.watch(node, peer);
        broadcast.up(peer);
      },
      down: (peer) => {
        network.unwatch(node, peer);
        broadcast.down(peer);
      },
    });
    const receiver: Receiver<MembershipMessage | GossipMessage> = {
      receive: (from, message) => {
        if (isMembership(message)) view.receive(from, message);
        else broadcast.receive(from, message);
      },
      lost: (peer) => view.lost(peer),
    };
    network.add(receiver);
    this.views.push(view);
    this.broadcasts.push(broadcast);
  }

  #shuffle(node: number, view: HyParView, delayMs: number): void {
    this.network.later(node, delayMs, () => {
      view.shuffle();
      this.#shuffle(node, view, SHUFFLE_MS);
    });
  }

  #delivered(node: number, id: number, hops: number): void {
    const said = this.#of(id);
    if (Number.isNaN(said.delays[node])) {
      said.delays[node] = this.time.now - said.at;
      said.hops[node] = hops;
    } else {
      said.twice += 1;
    }
  }

  #of(id: number): Said {
    const said = this.said[id];
    if (said === undefined) throw new Error(`Nobody has said message ${id}`);
    return said;
  }
}
