import { mixed } from './draw.ts';
import type { VirtualTime } from './virtual-time.ts';

/**
 * One way between two nodes: log-normal, the same for a pair for ever, so that nothing overtakes on a
 * link (it is a TCP connection). An assumption: about what lies between homes on one continent. Hops
 * and counts, which the papers compare, depend on it little; seconds do.
 */
const MEDIAN_MS = 40;
const SIGMA = 0.5;

/**
 * How nodes go: `reset`, their programs are killed and whoever has a link is told by the kernel, a dial
 * is refused; or `silence`, as when cables are pulled: noticed by Parley's heartbeat after 10 to 15 s
 * (docs/protocol.md, liveness), and a dial is given up after 10 s.
 */
export type Failing = 'reset' | 'silence';

const NOTICED_FROM_MS = 10_000;
const NOTICED_TO_MS = 15_000;
const DIAL_TIMEOUT_MS = 10_000;

export interface Receiver<M> {
  receive(from: number, message: M): void;
  /** The link with `peer` has ended, and not by its word. */
  lost(peer: number): void;
}

/** Nodes with numbers, links that lose nothing, and what becomes of them when nodes fail. */
export class Network<M extends { readonly t: string }> {
  /** How many messages of each kind were sent. */
  readonly sent = new Map<M['t'], number>();
  readonly time: VirtualTime;
  readonly #seed: number;
  readonly #nodes: Receiver<M>[] = [];
  readonly #dead = new Map<number, Failing>();
  /** Who is told when a node dies. */
  readonly #watchers: Set<number>[] = [];

  constructor(time: VirtualTime, seed: number) {
    this.time = time;
    this.#seed = seed;
  }

  /** Takes in the next node; its number is how many there were. */
  add(node: Receiver<M>): void {
    this.#nodes.push(node);
    this.#watchers.push(new Set());
  }

  isLive(node: number): boolean {
    return !this.#dead.has(node);
  }

  get live(): readonly number[] {
    return [...this.#nodes.keys()].filter((node) => this.isLive(node));
  }

  /** Sends; to a node that is dead when it comes there, in vain. */
  send(from: number, to: number, message: M): void {
    this.#count(message);
    this.time.after(this.#oneWayMs(from, to), () => this.#deliver(from, to, message));
  }

  /** Connects and sends the first message; `failed` where nobody is there. */
  dial(from: number, to: number, message: M, failed: () => void): void {
    this.#count(message);
    const oneWayMs = this.#oneWayMs(from, to);
    this.time.after(oneWayMs, () => {
      const how = this.#dead.get(to);
      if (how === undefined) this.#deliver(from, to, message);
      else this.later(from, how === 'reset' ? oneWayMs : DIAL_TIMEOUT_MS - oneWayMs, failed);
    });
  }

  /** `node` has a link with `peer` from now on, and hears of its end. */
  watch(node: number, peer: number): void {
    const how = this.#dead.get(peer);
    if (how === undefined) this.#watchers[peer]?.add(node);
    else this.#notice(node, peer, how);
  }

  unwatch(node: number, peer: number): void {
    this.#watchers[peer]?.delete(node);
  }

  /** These die all at once. */
  fail(nodes: Iterable<number>, how: Failing): void {
    const failing = [...nodes];
    for (const node of failing) this.#dead.set(node, how);
    for (const node of failing) {
      for (const watcher of this.#watchers[node] ?? []) this.#notice(watcher, node, how);
    }
  }

  /** Something happens at a node, if it still lives then; returns what cancels it. */
  later(node: number, delayMs: number, run: () => void): () => void {
    return this.time.after(delayMs, () => {
      if (this.isLive(node)) run();
    });
  }

  #notice(node: number, peer: number, how: Failing): void {
    const share = this.#drawn(node, peer, 3);
    const silentMs = NOTICED_FROM_MS + share * (NOTICED_TO_MS - NOTICED_FROM_MS);
    const delayMs = how === 'reset' ? this.#oneWayMs(node, peer) : silentMs;
    this.later(node, delayMs, () => {
      if (this.#watchers[peer]?.delete(node) !== false) this.#nodes[node]?.lost(peer);
    });
  }

  #deliver(from: number, to: number, message: M): void {
    if (this.isLive(to)) this.#nodes[to]?.receive(from, message);
  }

  #count({ t }: M): void {
    this.sent.set(t, (this.sent.get(t) ?? 0) + 1);
  }

  #oneWayMs(a: number, b: number): number {
    // Box-Muller: two even numbers make a normal one. 1 -: never the logarithm of 0.
    const [u, v] = [1 - this.#drawn(a, b, 1), this.#drawn(a, b, 2)];
    const normal = Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
    return MEDIAN_MS * Math.exp(SIGMA * normal);
  }

  /** A number in [0, 1) that belongs to a pair, whichever way. */
  #drawn(a: number, b: number, salt: number): number {
    const pair =
      Math.imul(Math.min(a, b) + 1, 0x85ebca6b) ^ Math.imul(Math.max(a, b) + 1, 0xc2b2ae35);
    return mixed(Math.imul(pair ^ (this.#seed * 0x27d4eb2f), 0x9e3779b1) + salt * 0x61c88647);
  }
}
