import type { Draw } from './draw.ts';

/**
 * HyParView: J. Leitão, J. Pereira, L. Rodrigues, "HyParView: a membership protocol for reliable
 * gossip-based broadcast", DSN 2007. Each node has links with a few others (its active view, symmetric)
 * and knows of some more (its passive view), out of which it replaces those who fail.
 *
 * Where the paper leaves something open: a node whose active view is not full asks each of its passive
 * view once, after every loss and at every shuffle; and who has been dropped for a newcomer does so too.
 */

/** The paper's parameters, for its 10,000 nodes. */
export const PAPER = {
  /** Fanout 4, and the one from whom it comes. */
  active: 5,
  passive: 30,
  /** Active and passive random walk length. */
  arwl: 6,
  prwl: 3,
  /** How many of each view go into a shuffle: k_a and k_p. */
  shuffledActive: 3,
  shuffledPassive: 4,
} as const;

/** The paper counts in cycles; a cycle is so long here. */
export const SHUFFLE_MS = 10_000;

export type MembershipMessage =
  | { readonly t: 'join' }
  | { readonly t: 'forward-join'; readonly who: number; readonly ttl: number }
  /** `high`: I have nobody else, so you may not refuse. */
  | { readonly t: 'neighbour'; readonly high: boolean }
  | { readonly t: 'accepted' }
  | { readonly t: 'refused' }
  | { readonly t: 'disconnect' }
  | {
      readonly t: 'shuffle';
      readonly origin: number;
      readonly peers: readonly number[];
      readonly ttl: number;
    }
  | { readonly t: 'shuffle-reply'; readonly peers: readonly number[] };

export interface MembershipHost {
  readonly self: number;
  readonly draw: Draw;
  send(to: number, message: MembershipMessage): void;
  dial(to: number, message: MembershipMessage, failed: () => void): void;
  /** A link has come up, or is no more. */
  up(peer: number): void;
  down(peer: number): void;
}

export class HyParView {
  readonly active: number[] = [];
  readonly passive: number[] = [];
  readonly #host: MembershipHost;
  /** Who was asked for a link and has not answered. */
  readonly #asked = new Set<number>();
  /** Who has refused since the last shuffle. */
  readonly #refused = new Set<number>();
  /** What went out with the last shuffle: the first to make room for what comes back. */
  #shuffled: readonly number[] = [];

  constructor(host: MembershipHost) {
    this.#host = host;
  }

  join(contact: number): void {
    this.#asked.add(contact);
    this.#host.dial(contact, { t: 'join' }, () => this.#asked.delete(contact));
  }

  /** To be called every {@link SHUFFLE_MS}. */
  shuffle(): void {
    const { draw, self } = this.#host;
    this.#refused.clear();
    this.#fill();
    const to = draw.pick(this.active);
    if (to === undefined) return;
    const peers = [
      self,
      ...draw.some(this.active, PAPER.shuffledActive),
      ...draw.some(this.passive, PAPER.shuffledPassive),
    ];
    this.#shuffled = peers;
    this.#host.send(to, { t: 'shuffle', origin: self, peers, ttl: PAPER.arwl });
  }

  /** The link with `peer` has failed. */
  lost(peer: number): void {
    if (!remove(this.active, peer)) return;
    this.#host.down(peer);
    this.#fill();
  }

  receive(from: number, message: MembershipMessage): void {
    switch (message.t) {
      case 'join':
        this.#joined(from);
        return;
      case 'forward-join':
        this.#forwardJoin(from, message.who, message.ttl);
        return;
      case 'neighbour':
        this.#neighbour(from, message.high);
        return;
      case 'accepted':
        // Not asked any more: a link has come about the other way meanwhile.
        if (this.#asked.delete(from)) this.#add(from);
        return;
      case 'refused':
        this.#asked.delete(from);
        this.#refused.add(from);
        this.#fill();
        return;
      case 'disconnect':
        // Whoever has just dropped us is full.
        this.#refused.add(from);
        if (remove(this.active, from)) this.#host.down(from);
        this.#remember([from], []);
        this.#fill();
        return;
      case 'shuffle':
        this.#shuffle(from, message);
        return;
      case 'shuffle-reply':
        this.#remember(message.peers, this.#shuffled);
        return;
    }
  }

  #joined(newcomer: number): void {
    const others = this.active.filter((peer) => peer !== newcomer);
    this.#accept(newcomer);
    for (const peer of others) {
      if (!this.active.includes(peer)) continue;
      this.#host.send(peer, { t: 'forward-join', who: newcomer, ttl: PAPER.arwl });
    }
  }

  /** A random walk to where somebody gets a neighbour: spreads newcomers over everybody. */
  #forwardJoin(from: number, who: number, ttl: number): void {
    const next = this.#host.draw.pick(this.active.filter((peer) => peer !== from && peer !== who));
    if (ttl === 0 || next === undefined) {
      if (this.#isNew(who)) this.#ask(who, true);
      return;
    }
    if (ttl === PAPER.prwl) this.#remember([who], []);
    this.#host.send(next, { t: 'forward-join', who, ttl: ttl - 1 });
  }

  #neighbour(from: number, high: boolean): void {
    if (high || this.active.length < PAPER.active || this.active.includes(from)) this.#accept(from);
    else this.#host.send(from, { t: 'refused' });
  }

  #accept(peer: number): void {
    this.#asked.delete(peer);
    this.#add(peer);
    this.#host.send(peer, { t: 'accepted' });
  }

  #shuffle(from: number, message: Extract<MembershipMessage, { readonly t: 'shuffle' }>): void {
    const { draw, self } = this.#host;
    const { origin, peers } = message;
    const ttl = message.ttl - 1;
    const next = draw.pick(this.active.filter((peer) => peer !== from && peer !== origin));
    if (ttl > 0 && next !== undefined) {
      this.#host.send(next, { ...message, ttl });
      return;
    }
    if (origin === self) return;
    const reply = draw.some(this.passive, peers.length);
    // On a connection of its own, as in the paper: the two need not be neighbours.
    this.#host.dial(origin, { t: 'shuffle-reply', peers: reply }, () => undefined);
    this.#remember(peers, reply);
  }

  /** Takes somebody into the active view, in somebody else's place where it is full. */
  #add(peer: number): void {
    if (!this.#isNew(peer)) return;
    if (this.active.length >= PAPER.active) this.#drop();
    remove(this.passive, peer);
    this.active.push(peer);
    this.#host.up(peer);
  }

  #drop(): void {
    const dropped = this.#host.draw.pick(this.active);
    if (dropped === undefined || !remove(this.active, dropped)) return;
    this.#host.send(dropped, { t: 'disconnect' });
    this.#host.down(dropped);
    this.#remember([dropped], []);
  }

  #isNew(peer: number): boolean {
    return peer !== this.#host.self && !this.active.includes(peer);
  }

  /** Asks out of the passive view until the active one is full or nobody is left to ask. */
  #fill(): void {
    while (this.active.length + this.#asked.size < PAPER.active) {
      const free = (peer: number): boolean => !this.#asked.has(peer) && !this.#refused.has(peer);
      const peer = this.#host.draw.pick(this.passive.filter(free));
      if (peer === undefined) return;
      this.#ask(peer, this.active.length === 0);
    }
  }

  #ask(peer: number, high: boolean): void {
    this.#asked.add(peer);
    this.#host.dial(peer, { t: 'neighbour', high }, () => {
      this.#asked.delete(peer);
      remove(this.passive, peer);
      this.#fill();
    });
  }

  /** Keeps these in the passive view; who has been sent away makes room first, then anybody. */
  #remember(peers: readonly number[], sent: readonly number[]): void {
    const first = sent.filter((peer) => this.passive.includes(peer));
    for (const peer of peers) {
      if (!this.#isNew(peer) || this.passive.includes(peer)) continue;
      if (this.passive.length >= PAPER.passive) {
        const gone = first.pop() ?? this.#host.draw.pick(this.passive);
        if (gone !== undefined) remove(this.passive, gone);
      }
      this.passive.push(peer);
    }
  }
}

function remove(from: number[], item: number): boolean {
  const at = from.indexOf(item);
  if (at >= 0) from.splice(at, 1);
  return at >= 0;
}
