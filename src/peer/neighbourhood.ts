import { formatAddress, isThisComputer, parseAddress } from '../core/address.ts';
import type { ChatFact } from '../core/events.ts';
import type { PeerId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import type { Departure, Presence } from '../core/presence.ts';
import { inControlFrames, type Neighbour } from '../core/wire.ts';
import type { Link, LinkEnd } from './link.ts';
import type { Links } from './links.ts';
import type { Redial } from './redial.ts';

/** Time for the other of two crossed links to come up before somebody counts as lost. */
const DUPLICATE_GRACE_MS = 1_000;
/** A list of members that has not come by then is not waited for: who appears later has come. */
const WELCOME_TIMEOUT_MS = 2_000;
/** So many links taken over by somebody else's are no accident: the profile runs twice. */
const TAKEN_OVER_TIMES = 3;
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
  /** False: learn no addresses, stay with the seeds. */
  readonly mesh: boolean;
  tell(fact: ChatFact): void;
}

/** Who is near: introduces neighbours to one another, learns where they listen, tells who is here. */
export class Neighbourhood {
  readonly #host: NeighbourhoodHost;
  /** Whose list of members tells who was here before us. */
  #welcoming: PeerId | null = null;
  #takenOver = 0;
  #open = false;
  #closed = false;

  constructor(host: NeighbourhoodHost) {
    this.#host = host;
  }

  /** From now on changes are told. Whoever `welcoming` lists was here before us. */
  open(welcoming: Link | null): void {
    this.#open = true;
    this.#welcoming = welcoming?.isUp ? welcoming.remote : null;
    this.tell();
    if (this.#welcoming === null) this.#settle();
    else this.#host.clock.after(WELCOME_TIMEOUT_MS, () => this.#settle());
  }

  /** Nothing is told or passed on any more: we are leaving. */
  close(): void {
    this.#closed = true;
  }

  peerUp(link: Link): void {
    const { links, presence } = this.#host;
    const { name, epoch } = link.hello;
    const others = [...links.up].filter((other) => other !== link);
    presence.linkUp({ id: link.remote, name, epoch });
    // Always at least one list, even an empty one: it tells a newcomer that it knows everybody.
    for (const peers of inControlFrames(others.map(introduce)))
      link.send({ t: 'neighbours', peers });
    const newcomer = introduce(link);
    links.broadcast({ t: 'neighbours', peers: [newcomer] }, (other) => other !== link);
    this.#learn(link, newcomer, NEWCOMER_DIALS_MS);
    this.tell();
  }

  peerDown(link: Link, end: LinkEnd): void {
    if (end.how === 'goodbye' && end.code === 'duplicate') {
      this.#host.clock.after(DUPLICATE_GRACE_MS, () => this.#replaced(link));
    } else {
      this.#gone(link, end.how === 'goodbye' && end.code === 'leaving' ? 'left' : 'lost');
    }
  }

  neighbours(link: Link, peers: readonly Neighbour[]): void {
    // What was still under way when the link ended no longer holds.
    if (this.#host.links.with(link.remote) !== link) return;
    const welcome = this.#welcoming === link.remote;
    for (const peer of peers) {
      if (peer.id === this.#host.self) continue;
      this.#host.presence.reported(link.remote, peer);
      this.#learn(link, peer, welcome ? 0 : NEWCOMER_DIALS_MS);
    }
    this.tell();
    if (welcome) this.#settle();
  }

  neighbourGone(link: Link, id: PeerId, how: Departure): void {
    this.#host.presence.reportedGone(link.remote, id, how);
    this.tell();
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
    this.#takenOver += 1;
    if (this.#takenOver === TAKEN_OVER_TIMES) {
      const message =
        'Your profile seems to be in use on another computer too. Close one of the two: only one can be connected.';
      this.#host.tell({ type: 'error', code: 'profile-in-use', message });
    }
    this.#gone(link, 'lost');
  }

  #gone(link: Link, how: Departure): void {
    const { links, presence, redial } = this.#host;
    if (this.#closed || links.with(link.remote) !== undefined) return;
    if (this.#welcoming === link.remote) this.#settle();
    presence.linkDown(link.remote, how);
    links.broadcast({ t: 'neighbour-gone', id: link.remote, how });
    redial.lost(link.remote, this.#takenOver >= TAKEN_OVER_TIMES ? 'patiently' : 'soon');
    this.tell();
  }

  /** A neighbour can be dialled elsewhere from now on: the others learn it from us. */
  moved(link: Link): void {
    if (this.#host.links.with(link.remote) !== link) return;
    const there = introduce(link);
    this.#host.links.broadcast({ t: 'neighbours', peers: [there] }, (other) => other !== link);
    this.#learn(link, there, NEWCOMER_DIALS_MS);
  }

  #settle(): void {
    this.#welcoming = null;
    this.#host.presence.settle();
  }

  /** Keeps an address to dial. Gossip is a hint: it never makes us dial this computer from outside. */
  #learn(link: Link, peer: Neighbour, delayMs: number): void {
    if (!this.#host.mesh) return;
    const local = isThisComputer(link.address.host);
    const addresses = peer.addresses
      .map((text) => parseAddress(text))
      .flatMap((parsed) => (parsed.ok ? [parsed.value] : []))
      .filter(({ host }) => local || !isThisComputer(host));
    this.#host.redial.addMember(peer.id, addresses, delayMs);
  }
}

/** How a neighbour is introduced to others: the address that carried a connection comes first. */
function introduce({ remote, address, hello }: Link): Neighbour {
  const { name, epoch, port } = hello;
  const seen = port === null ? [] : [formatAddress({ host: address.host, port })];
  const addresses = port === null ? [] : [...new Set([...seen, ...hello.addresses])];
  return { id: remote, name, epoch, addresses: addresses.slice(0, INTRODUCED_ADDRESSES) };
}
