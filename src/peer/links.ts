import type { Address } from '../core/address.ts';
import type { PeerId } from '../core/ids.ts';
import type { Connection, Journal, Role, Transport } from '../core/ports.ts';
import { err, type Failure, ok, type Result } from '../core/result.ts';
import { encodeMessage, type Hello, type WireMessage } from '../core/wire.ts';
import { toDialFailure } from './dial-failure.ts';
import type { Entry } from './door.ts';
import type { Gate } from './gate.ts';
import type { Measurement } from './heartbeat.ts';
import { HANDSHAKE_TIMEOUT_MS, Link } from './link.ts';
import type { LinkEnd, LinkHost } from './link-host.ts';
import { LinkJournal } from './link-journal.ts';
import { TurningAway } from './turning-away.ts';

/** Most that may wait for slow readers on all links; above it the worst of them is let go. */
const MAX_QUEUES_BYTES = 32 * 1_048_576;
/** Two links that came up further apart did not cross: each opening has ended within its time. */
const CROSSING_MS = 2 * HANDSHAKE_TIMEOUT_MS;

const TOO_MANY = 'There are as many connections as there may be';

/** How an attempt to link up with an address ended without a link. */
export type DialFailure = Failure & {
  /** Who is there, where the handshake got so far. */
  readonly peer: PeerId | null;
  /** Which group is there, where that was the trouble. */
  readonly group: string | null;
};

/** Calls its argument once: with the link, or with why there is none. */
export type DialDone = (outcome: Result<Link, DialFailure>) => void;

export interface LinksHost extends Pick<LinkHost, 'clock' | 'floodBound'> {
  readonly self: PeerId;
  readonly gate: Gate<Link>;
  hello(): Omit<Hello, 'linked'>;
  /** What is said and checked on a link that begins now. */
  entry(): Entry;
  /** A peer can be reached directly now. Comes again where a better link replaces the first. */
  peerUp(link: Link): void;
  /** A link with a peer gives way to a newer one: nothing more is to be had of it. */
  linkReplaced(link: Link): void;
  /** The last link with a peer has ended. */
  peerDown(link: Link, end: LinkEnd): void;
  linkMessage(link: Link, message: WireMessage): void;
  linkMeasured(link: Link, measurement: Measurement): void;
  linkDrained(link: Link): void;
  linkFlooding(link: Link): void;
  slept(): void;
}

/** Every link of this peer, at most one for each other peer: accepts, dials, and settles doubles. */
export class Links {
  readonly #host: LinksHost;
  readonly #transport: Transport;
  readonly #journal: LinkJournal;
  readonly #turningAway: TurningAway;
  /** All that exist, whatever their phase. */
  readonly #all = new Set<Link>();
  readonly #up = new Map<PeerId, Link>();
  readonly #dials = new Map<Link, DialDone>();
  readonly #cancelDials = new Set<() => void>();
  /** What waits to be read on all links. */
  #queuedBytes = 0;
  #closing: (() => void) | null = null;

  constructor(host: LinksHost, transport: Transport, journal?: Journal) {
    this.#host = host;
    this.#transport = transport;
    this.#journal = new LinkJournal(journal);
    this.#turningAway = new TurningAway(host.clock);
  }

  get up(): Iterable<Link> {
    return this.#up.values();
  }

  with(peer: PeerId): Link | undefined {
    return this.#up.get(peer);
  }

  accept(connection: Connection): void {
    if (this.#closing !== null) {
      connection.destroy();
      return;
    }
    const arrival = this.#host.gate.arriving(connection.remote.host, this.#all);
    if (!arrival.may) {
      this.#journal.turnedAway(connection.remote, 'full');
      this.#turningAway.full(connection);
      return;
    }
    arrival.insteadOf?.abort('it made room for somebody else');
    this.#open(connection, null, this.#host.entry());
  }

  /** Connects, shakes hands and says hello, as usual or by `entry`. Returns what gives up. */
  dial(to: Address, done: DialDone, entry: Entry = this.#host.entry()): () => void {
    let link: Link | null = null;
    const cancelDial = this.#transport.dial(to, {
      opened: (connection) => {
        this.#cancelDials.delete(cancelDial);
        if (!this.#host.gate.hasPlace(this.#all)) {
          connection.destroy();
          const failure = { code: 'full', message: TOO_MANY };
          this.#journal.dialFailed(to, failure);
          done(err({ ...failure, peer: null, group: null }));
          return;
        }
        link = this.#open(connection, to, entry);
        this.#dials.set(link, done);
      },
      failed: (failure) => {
        this.#cancelDials.delete(cancelDial);
        this.#journal.dialFailed(to, failure);
        done(err({ ...failure, peer: null, group: null }));
      },
    });
    this.#cancelDials.add(cancelDial);
    return () => {
      this.#cancelDials.delete(cancelDial);
      cancelDial();
      if (link !== null) this.#dials.delete(link);
      // Whoever is there has heard our hello, or will, and counts us as here: that link may stay.
      if (link !== null && !link.isGreeted) link.abort('nobody waits for it any more');
    };
  }

  /** Looks at once which links still work. */
  probe(): void {
    for (const link of this.#up.values()) link.probe();
  }

  /** Sends one message to every link that `choose` accepts, encoding it once. */
  broadcast(message: WireMessage, choose: (link: Link) => boolean = () => true): void {
    const chosen = [...this.#up.values()].filter(choose);
    if (chosen.length === 0) return;
    const content = encodeMessage(message);
    for (const link of chosen) link.sendEncoded(content);
  }

  /** The secret is another: whoever is here has come in by the old one, and has to come again. */
  letGo(): void {
    for (const link of [...this.#all]) {
      if (link.isUp) link.close('secret-changed', 'The secret has been changed');
      else link.abort('the secret has been changed');
    }
  }

  /** Says goodbye on every link; resolves once all have ended. */
  async leave(): Promise<void> {
    for (const cancel of this.#cancelDials) cancel();
    const ended = new Promise<void>((resolve) => {
      this.#closing = resolve;
    });
    for (const link of [...this.#all]) {
      // Whoever has heard our hello shows us as here.
      if (link.isGreeted) link.close('leaving', 'Leaving');
      else link.abort('leaving');
    }
    this.#turningAway.close();
    if (this.#all.size > 0) await ended;
  }

  #open(connection: Connection, dialledAs: Address | null, entry: Entry): Link {
    const { clock, hello, linkMessage, linkMeasured, linkDrained, linkFlooding, slept } =
      this.#host;
    const link = new Link(connection, dialledAs, {
      clock,
      floodBound: this.#host.floodBound,
      preamble: entry.preamble,
      admit: entry.admit,
      handshake: entry.handshake,
      hello: (to) => ({ ...hello(), linked: this.#up.has(to) }),
      linkMessage,
      linkMeasured,
      linkDrained,
      linkFlooding,
      slept,
      isSecondDial: (dialled) => this.#isSecondDial(dialled),
      linkUp: (opened) => {
        this.#journal.up(opened);
        this.#settle(opened, entry);
      },
      linkQueued: (bytes) => this.#queued(bytes),
      linkEnded: (ended, end) => this.#ended(ended, end),
    });
    this.#all.add(link);
    this.#journal.connected(link);
    return link;
  }

  /**
   * Two dials of ours may reach one peer, by two addresses, and nothing tells which of them comes up
   * first over there: so only the first goes on to say hello.
   */
  #isSecondDial(link: Link): boolean {
    if (link.role !== 'dialler') return false;
    const others = [...this.#all].filter((other) => other !== link && other.role === 'dialler');
    return others.some((other) => other.isGreeted && other.remote === link.remote);
  }

  #queued(bytes: number): void {
    this.#queuedBytes += bytes;
    if (this.#queuedBytes <= MAX_QUEUES_BYTES) return;
    const [worst] = [...this.#up.values()].sort((a, b) => b.queuedBytes - a.queuedBytes);
    worst?.close('overflow', 'Too much waits to be read');
  }

  #settle(link: Link, entry: Entry): void {
    const rival = this.#up.get(link.remote);
    if (link.remote === this.#host.self) {
      link.close('self', 'This is your own address');
      return;
    }
    const objection = entry.objection(link.hello);
    if (objection !== null) {
      link.close(objection, 'Not the same group');
    } else if (!this.#host.gate.mayStay(link, this.#all)) {
      link.close('full', TOO_MANY);
    } else if (rival?.isUp && this.#preferred(rival, link) === rival) {
      link.close('duplicate', 'There is a link already');
    } else {
      this.#up.set(link.remote, link);
      if (rival !== undefined) {
        rival.close('duplicate', 'There is a newer link');
        this.#host.linkReplaced(rival);
      }
      this.#host.peerUp(link);
      this.#answerDial(link, ok(link));
    }
  }

  /**
   * Which of two links with one peer stays. Both sides must choose the same one without asking:
   * simultaneous dials keep the one that the larger id dialled; a second dial from the same side,
   * or after a restart, means that the first link is dead there. So does a hello that knows of no
   * first link although that is too old to have crossed it: the other side has moved.
   */
  #preferred(old: Link, fresh: Link): Link {
    if (old.role === fresh.role || old.hello.epoch !== fresh.hello.epoch) return fresh;
    const age = this.#host.clock.now() - old.upSince;
    if (!fresh.hello.linked && age > CROSSING_MS) return fresh;
    const role: Role = this.#host.self > fresh.remote ? 'dialler' : 'listener';
    return fresh.role === role ? fresh : old;
  }

  #ended(link: Link, end: LinkEnd): void {
    this.#all.delete(link);
    this.#journal.ended(link, end);
    this.#answerDial(link, err(toDialFailure(link, end)));
    // By identity: the end of a replaced link must not take its successor down.
    if (link.isKnown && this.#up.get(link.remote) === link) {
      this.#up.delete(link.remote);
      this.#host.peerDown(link, end);
    }
    if (this.#all.size === 0) this.#closing?.();
  }

  #answerDial(link: Link, outcome: Result<Link, DialFailure>): void {
    const done = this.#dials.get(link);
    this.#dials.delete(link);
    done?.(outcome);
  }
}
