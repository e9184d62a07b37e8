import {
  type Change,
  changedLinks,
  type Departure,
  MAX_STATED,
  type Statement,
} from '../core/chart.ts';
import type { GroupId, PeerId, Signature } from '../core/ids.ts';
import type { Clock, Crypto } from '../core/ports.ts';
import type { Presence } from '../core/presence.ts';
import { hashLinks } from '../core/signed-links.ts';
import { inControlFrames, type Neighbour, type WireMessage } from '../core/wire.ts';
import { Inquiries } from './inquiries.ts';
import type { Link } from './link.ts';
import type { Links } from './links.ts';

/**
 * How long changes gather before they are told: one frame where many links come up at once, and
 * so n² of them where n peers become a mesh, not n³. Short, because every hop waits so long.
 */
const GATHER_MS = 50;
/**
 * Between two times that all neighbours are told, for each of them: 20 frames a second at most. So
 * while a large group forms, each states many links at a time; in a group of ten half a second's worth.
 */
const GATHER_EACH_MS = 50;
/** What is lacking for so long is not on its way: most of it comes with the next frames. */
const LACKING_MS = 1_000;

export interface StatementsHost {
  readonly clock: Clock;
  readonly links: Links;
  readonly presence: Presence;
  readonly crypto: Pick<Crypto, 'hash' | 'sign' | 'verify'>;
  /** The group that we are in; null before there is one, and so before there is any link. */
  group(): GroupId | null;
  /** How we introduce ourselves. */
  self(): Neighbour;
  /** What was heard has been gathered: see what follows from it. */
  gathered(): void;
}

type Whole = Extract<WireMessage, { readonly t: 'links' }>;

/**
 * States our own links to every neighbour, and passes on what others state of theirs, to those
 * whom the author does not reach: the rule by which entries are passed on. So in a full mesh
 * nobody passes on anything.
 */
export class Statements {
  readonly #host: StatementsHost;
  /** What we have stated last. */
  #n: number;
  readonly #stated = new Set<PeerId>();
  /** Over what we have stated last; made when it is first sent. */
  #sig: Signature | null = null;
  /** How links ended that are still stated. */
  readonly #ended = new Map<PeerId, Departure>();
  /** Whose changes each neighbour gets from us, having been told which version there is. */
  readonly #fed = new Map<PeerId, Set<PeerId>>();
  readonly #inquiries: Inquiries;
  #gathering = false;
  /** When changes were told last. */
  #toldAt = Number.NEGATIVE_INFINITY;
  #lacking = false;
  #closed = false;

  constructor(host: StatementsHost) {
    this.#host = host;
    this.#n = host.clock.now();
    this.#inquiries = new Inquiries(host);
  }

  /** Nothing is said any more: we are leaving. */
  close(): void {
    this.#closed = true;
  }

  /** A link has come up, or its queue is empty again after messages had to be dropped. */
  linkUp(link: Link): void {
    this.#fed.delete(link.remote);
    this.#inquiries.drop(link.remote);
    this.#ended.delete(link.remote);
    this.#offer(link);
    // Last, so that whoever has this and what it asked for knows all there is to know.
    this.#send(link, this.#whole());
    this.gather();
  }

  linkDown({ remote }: Link, how: Departure): void {
    this.#ended.set(remote, how);
    this.#fed.delete(remote);
    this.#inquiries.drop(remote);
    this.gather();
  }

  /** Whether we wait for something that we have asked of this neighbour. */
  awaits(link: Link): boolean {
    return this.#inquiries.awaits(link);
  }

  heardWhole(link: Link, message: Whole): void {
    const { who, n, sig } = message;
    const to = new Set(message.to);
    this.#inquiries.answered(who.id);
    if (!this.#isSigned(who, n, to, sig)) return;
    if (!this.#host.presence.stated({ who, n, to, sig }, link.remote)) return;
    this.#passOn(link, who.id, message);
    this.gather();
  }

  heardChange(link: Link, message: Extract<WireMessage, { readonly t: 'links-changed' }>): void {
    const heard = this.#hasSigned(message)
      ? this.#host.presence.restated(message, message.of === link.remote)
      : 'gap';
    if (heard === 'gap' && !this.#inquiries.awaits(link, message.of)) {
      this.#inquiries.ask(link, [message.of]);
    }
    if (heard !== 'taken') return;
    this.#passOn(link, message.of, message);
    this.gather();
  }

  heardKnown(link: Link, known: readonly (readonly [id: PeerId, n: number])[]): void {
    const lacking = known.filter(([id, n]) => this.#host.presence.chart.lacks(id, n));
    this.#inquiries.ask(
      link,
      lacking.map(([id]) => id),
    );
  }

  wanted(link: Link, of: readonly PeerId[]): void {
    const wanted = new Set(of);
    if (wanted.has(this.#host.self().id)) this.#send(link, this.#whole());
    // Only what still holds, and the nearest first: whoever hears it knows a way to each by then.
    for (const statement of this.#host.presence.chart.statements) {
      const { who, sig } = statement;
      if (wanted.has(who.id) && sig !== undefined) this.#send(link, inFull(statement, sig));
    }
  }

  /** Something has changed: says so once the changes of the moment have gathered. */
  gather(): void {
    if (this.#gathering || this.#closed) return;
    this.#gathering = true;
    this.#host.clock.after(this.#gatherMs(), () => {
      this.#gathering = false;
      if (this.#closed) return;
      this.#toldAt = this.#host.clock.now();
      this.#restate();
      for (const link of this.#host.links.up) this.#offer(link);
      this.#askLater();
      this.#host.gathered();
    });
  }

  #gatherMs(): number {
    const { clock, links } = this.#host;
    const restMs = [...links.up].length * GATHER_EACH_MS;
    const sinceMs = clock.now() - this.#toldAt;
    // A clock may go back.
    return sinceMs < 0 ? GATHER_MS : Math.max(GATHER_MS, restMs - sinceMs);
  }

  /** Says what has changed in our links since we stated them last. */
  #restate(): void {
    const to = new Set([...this.#host.links.up].slice(0, MAX_STATED).map(({ remote }) => remote));
    const came = [...to].filter((id) => !this.#stated.has(id));
    const gone = [...this.#stated]
      .filter((id) => !to.has(id))
      .map((id) => [id, this.#ended.get(id) ?? 'lost'] as const);
    this.#ended.clear();
    if (came.length + gone.length === 0) return;
    const from = this.#n;
    this.#n = Math.max(this.#host.clock.now(), from + 1);
    this.#sig = null;
    this.#stated.clear();
    for (const id of to) this.#stated.add(id);
    const change: Change = { of: this.#host.self().id, from, n: this.#n, came, gone };
    const open = (link: Link): boolean => !link.congested;
    this.#host.links.broadcast({ t: 'links-changed', ...change, sig: this.#signature() }, open);
  }

  #whole(): Whole {
    const { self } = this.#host;
    return { t: 'links', who: self(), n: this.#n, to: [...this.#stated], sig: this.#signature() };
  }

  #signature(): Signature {
    const { crypto, group, self } = this.#host;
    const id = group();
    if (id === null) throw new Error('There is no link before there is a group');
    this.#sig ??= crypto.sign(hashLinks(crypto, id, self(), this.#n, this.#stated));
    return this.#sig;
  }

  #isSigned(who: Neighbour, n: number, to: ReadonlySet<PeerId>, sig: Signature): boolean {
    const { crypto, group } = this.#host;
    const id = group();
    return id !== null && crypto.verify(who.id, hashLinks(crypto, id, who, n, to), sig);
  }

  /** Whether what follows from a change is signed; true where that cannot be told. */
  #hasSigned(change: Extract<WireMessage, { readonly t: 'links-changed' }>): boolean {
    const held = this.#host.presence.chart.statement(change.of);
    if (held === undefined || held.n !== change.from) return true;
    return this.#isSigned(held.who, change.n, changedLinks(held.to, change), change.sig);
  }

  /** To those who have been told of the version before, and do not hear it from the author. */
  #passOn(from: Link, author: PeerId, message: WireMessage): void {
    const { chart } = this.#host.presence;
    this.#host.links.broadcast(
      message,
      (link) =>
        link !== from &&
        !link.congested &&
        this.#fed.get(link.remote)?.has(author) === true &&
        !chart.states(author, link.remote),
    );
  }

  /** Tells a neighbour whose links we know of, where it is news that it gets them from us. */
  #offer(link: Link): void {
    const before = this.#fed.get(link.remote);
    const { chart } = this.#host.presence;
    const fed = chart.statements.filter(
      ({ who, to }) => who.id !== link.remote && !to.has(link.remote),
    );
    this.#fed.set(link.remote, new Set(fed.map(({ who }) => who.id)));
    const news = fed.filter(({ who }) => before?.has(who.id) !== true);
    const known = news.map(({ who, n }) => [who.id, n] as const);
    for (const part of inControlFrames(known)) {
      if (part.length > 0) this.#send(link, { t: 'links-known', known: part });
    }
  }

  /**
   * Asks for what was offered when it was no news, or not at all: the word of whoever has come into
   * reach again, and of whoever a neighbour states without our knowing more.
   */
  #askLater(): void {
    const { presence, clock, links } = this.#host;
    if (this.#lacking || presence.chart.lacking.size === 0) return;
    this.#lacking = true;
    clock.after(LACKING_MS, () => {
      this.#lacking = false;
      if (this.#closed) return;
      for (const [id, via] of presence.chart.lacking) {
        const link = links.with(via);
        if (link !== undefined && !this.#inquiries.isAsked(id)) this.#inquiries.ask(link, [id]);
      }
    });
  }

  /** Whatever does not fit in the queue of a link is offered again when that is empty. */
  #send(link: Link, message: WireMessage): void {
    if (!link.congested) link.send(message);
  }
}

function inFull({ who, n, to }: Statement<Neighbour>, sig: Signature): Whole {
  return { t: 'links', who, n, to: [...to], sig };
}
