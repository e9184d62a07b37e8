import { formatAddress } from '../core/address.ts';
import type { Departure } from '../core/chart.ts';
import type { ChatFact } from '../core/events.ts';
import type { GroupId, PeerId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import type { Presence } from '../core/presence.ts';
import { type Hello, inControlFrames, type Neighbour, type WireMessage } from '../core/wire.ts';
import type { Link } from './link.ts';
import type { LinkEnd } from './link-host.ts';
import type { Links } from './links.ts';
import type { Redial } from './redial.ts';
import { Statements, type StatementsHost } from './statements.ts';
import { hintsOf } from './whereabouts.ts';

/** Time for the other of two crossed links to come up before somebody counts as lost. */
const DUPLICATE_GRACE_MS = 1_000;
/** A list of members that has not come by then is not waited for: who appears later has come. */
const WELCOME_TIMEOUT_MS = 2_000;
/**
 * So many links with one neighbour taken over by somebody else's in this time are no accident: the
 * profile runs twice. With many neighbours one each may be: dials that cross, where a busy computer
 * takes longer than the grace to bring up the link that stays.
 */
const TAKEN_OVER_TIMES = 3;
const TAKEN_OVER_WITHIN_MS = 60_000;
/** Addresses passed on for one peer: the one that worked and a few of its other cards. */
const INTRODUCED_ADDRESSES = 4;
/** A newcomer dials everybody itself; the others dial it only if that has not worked by then. */
const NEWCOMER_DIALS_MS = 2_000;

export interface NeighbourhoodHost {
  readonly self: PeerId;
  readonly clock: Clock;
  readonly links: Links;
  readonly redial: Redial;
  readonly presence: Presence;
  readonly crypto: StatementsHost['crypto'];
  /** The group that we are in, once that is known. */
  group(): GroupId | null;
  /** False: learn no addresses, stay with the seeds. */
  readonly mesh: boolean;
  /** What we say of ourselves. */
  hello(): Pick<Hello, 'name' | 'epoch' | 'addresses'>;
  tell(fact: ChatFact): void;
}

/** What neighbours say of who is there. */
export type Presenting = Extract<WireMessage, { readonly t: 'neighbours' | `links${string}` }>;

/** Who is near: introduces neighbours to one another, learns where they listen, tells who is here. */
export class Neighbourhood {
  readonly #host: NeighbourhoodHost;
  readonly #statements: Statements;
  /** Links that have come up and were not introduced to the other neighbours yet. */
  readonly #newcomers = new Set<Link>();
  /** Whose word on the group tells who was here before us. */
  #welcoming: PeerId | null = null;
  /** They have stated their links, and offered before that what they know of others'. */
  #greeted = false;
  /** Which neighbours' links were taken over lately, and when. */
  #takenOver: readonly (readonly [by: PeerId, at: number])[] = [];
  #inUseElsewhere = false;
  #open = false;
  #closed = false;

  constructor(host: NeighbourhoodHost) {
    this.#host = host;
    const { clock, links, presence, crypto } = host;
    this.#statements = new Statements({
      ...{ clock, links, presence, crypto },
      group: () => host.group(),
      self: () => this.#self(),
      gathered: () => this.#gathered(),
    });
  }

  /**
   * From now on changes are told. Whoever `welcoming` knows of was here before us, and while
   * `searching` for people met before, whoever is found at once.
   */
  open(welcoming: Link | null, searching: boolean): void {
    this.#open = true;
    this.#welcoming = welcoming?.isUp ? welcoming.remote : null;
    this.tell();
    if (this.#welcoming === null && !searching) {
      this.#settle();
      return;
    }
    this.#host.clock.after(WELCOME_TIMEOUT_MS, () => {
      this.#settle();
      this.#host.presence.expectNobody();
    });
  }

  /** Nothing is told or passed on any more: we are leaving. */
  close(): void {
    this.#closed = true;
    this.#statements.close();
  }

  peerUp(link: Link): void {
    const { links, presence } = this.#host;
    const { name, epoch } = link.hello;
    const others = [...links.up].filter((other) => other !== link);
    const strangers = others.filter((other) => this.#strangers(other, link));
    presence.linkUp({ id: link.remote, name, epoch });
    this.#introduce(link, strangers);
    this.#newcomers.add(link);
    this.#statements.linkUp(link);
    this.#learn(link, introduce(link), NEWCOMER_DIALS_MS);
    const { port } = link.hello;
    if (port !== null) this.#host.redial.met(link.remote, { host: link.address.host, port });
    this.tell();
  }

  peerDown(link: Link, end: LinkEnd): void {
    if (end.how === 'goodbye' && end.code === 'duplicate') {
      this.#host.clock.after(DUPLICATE_GRACE_MS, () => this.#replaced(link));
    } else {
      this.#gone(link, end.how === 'goodbye' && end.code === 'leaving' ? 'left' : 'lost');
    }
  }

  /** The queue of a link had been full, and is empty again. */
  drained(link: Link): void {
    this.#statements.linkUp(link);
  }

  heard(link: Link, message: Presenting): void {
    // What was still under way when the link ended no longer holds.
    if (this.#host.links.with(link.remote) !== link) return;
    if (this.#welcoming === link.remote) this.#host.presence.expected(named(message));
    switch (message.t) {
      case 'neighbours':
        for (const peer of message.peers) this.#meet(link, peer);
        break;
      case 'links':
        this.#statements.heardWhole(link, message);
        if (message.who.id !== link.remote) this.#meet(link, message.who);
        else if (this.#welcoming === link.remote) this.#greeted = true;
        break;
      case 'links-changed':
        this.#statements.heardChange(link, message);
        break;
      case 'links-known':
        this.#statements.heardKnown(link, message.known);
        break;
      case 'links-wanted':
        this.#statements.wanted(link, message.of);
        break;
    }
    this.#welcomed(link);
  }

  /** Tells what has changed since the last time. */
  tell(): void {
    if (!this.#open || this.#closed) return;
    for (const fact of this.#host.presence.changes()) this.#host.tell(fact);
  }

  /**
   * The other side has dropped this link for another one with us, and there is none: somebody else
   * uses our key. Two programs that keep throwing each other out must not do so in a tight loop.
   */
  #replaced(link: Link): void {
    if (this.#closed || this.#host.links.with(link.remote) !== undefined) return;
    const now = this.#host.clock.now();
    const lately = this.#takenOver.filter(([, at]) => now - at < TAKEN_OVER_WITHIN_MS);
    this.#takenOver = [...lately, [link.remote, now]];
    const times = this.#takenOver.filter(([by]) => by === link.remote).length;
    if (times >= TAKEN_OVER_TIMES && !this.#inUseElsewhere) {
      this.#inUseElsewhere = true;
      const message =
        'Your profile seems to be in use on another computer too. Close one of the two: only one can be connected.';
      this.#host.tell({ type: 'error', code: 'profile-in-use', message });
    }
    this.#gone(link, 'lost', this.#inUseElsewhere ? 'patiently' : 'soon');
  }

  #gone(link: Link, how: Departure, again: 'soon' | 'patiently' = 'soon'): void {
    const { links, presence, redial } = this.#host;
    if (this.#closed || links.with(link.remote) !== undefined) return;
    if (this.#welcoming === link.remote) this.#settle();
    presence.linkDown(link.remote, how);
    this.#statements.linkDown(link, how);
    redial.lost(link.remote, again);
    this.tell();
  }

  /** A neighbour can be dialled elsewhere from now on: the others learn it from us. */
  moved(link: Link): void {
    if (this.#host.links.with(link.remote) !== link) return;
    const there = introduce(link);
    this.#host.links.broadcast({ t: 'neighbours', peers: [there] }, (other) => other !== link);
    this.#learn(link, there, NEWCOMER_DIALS_MS);
  }

  #self(): Neighbour {
    const { name, epoch, addresses } = this.#host.hello();
    const own = addresses.slice(0, INTRODUCED_ADDRESSES);
    return { id: this.#host.self, name, epoch, addresses: own };
  }

  #gathered(): void {
    const newcomers = [...this.#newcomers].filter((link) => link.isUp);
    this.#newcomers.clear();
    for (const link of newcomers.length > 0 ? this.#host.links.up : []) {
      const strangers = newcomers.filter((other) => other !== link && this.#strangers(other, link));
      if (strangers.length > 0) this.#introduce(link, strangers);
    }
    this.tell();
  }

  /** Nothing shows that these two have a link with each other, in this start of both. */
  #strangers(one: Link, other: Link): boolean {
    return !this.#states(one, other) && !this.#states(other, one);
  }

  #states(one: Link, other: Link): boolean {
    const { chart } = this.#host.presence;
    const isOfThisStart = ({ remote, hello }: Link): boolean =>
      chart.statement(remote)?.who.epoch === hello.epoch;
    return chart.states(one.remote, other.remote) && isOfThisStart(one) && isOfThisStart(other);
  }

  /** Always at least one list, even an empty one: it shows that there is nobody to dial. */
  #introduce(to: Link, whom: readonly Link[]): void {
    for (const peers of inControlFrames(whom.map(introduce))) to.send({ t: 'neighbours', peers });
  }

  #meet(link: Link, peer: Neighbour): void {
    if (peer.id === this.#host.self) return;
    this.#learn(link, peer, this.#welcoming === link.remote ? 0 : NEWCOMER_DIALS_MS);
  }

  /** The one who welcomes us has said all there is to say: whoever appears now has come. */
  #welcomed(link: Link): void {
    if (this.#welcoming !== link.remote || !this.#greeted || this.#statements.awaits(link)) return;
    this.tell();
    this.#settle();
  }

  #settle(): void {
    this.#welcoming = null;
    this.#host.presence.settle();
  }

  /** Keeps an address to dial. Gossip is a hint: where it leads is looked at, and how often it is tried. */
  #learn(link: Link, { id, addresses }: Neighbour, delayMs: number): void {
    if (!this.#host.mesh) return;
    const own = new Set(this.#host.hello().addresses);
    const hints = hintsOf(link, addresses.slice(0, INTRODUCED_ADDRESSES));
    const elsewhere = hints.filter((address) => !own.has(formatAddress(address)));
    this.#host.redial.addMember(id, elsewhere, delayMs, link.remote);
  }
}

/** How a neighbour is introduced to others: the address that carried a connection comes first. */
function introduce({ remote, address, hello }: Link): Neighbour {
  const { name, epoch, port } = hello;
  const seen = port === null ? [] : [formatAddress({ host: address.host, port })];
  const addresses = port === null ? [] : [...new Set([...seen, ...hello.addresses])];
  return { id: remote, name, epoch, addresses: addresses.slice(0, INTRODUCED_ADDRESSES) };
}

/** Everybody whom a message names as being here. */
function named(message: Presenting): readonly PeerId[] {
  switch (message.t) {
    case 'neighbours':
      return message.peers.map(({ id }) => id);
    case 'links':
      return [message.who.id, ...message.to];
    case 'links-known':
      return message.known.map(([id]) => id);
    case 'links-changed':
    case 'links-wanted':
      return [];
  }
}
