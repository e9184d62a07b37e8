import type { Address } from '../core/address.ts';
import { encodeFrame, MAX_FRAME_BYTES } from '../core/frame.ts';
import type { PeerId } from '../core/ids.ts';
import type { Clock, CloseReason, Connection, Role, SecureChannel } from '../core/ports.ts';
import {
  encodeMessage,
  type Goodbye,
  type Hello,
  parseMessage,
  type Refusal,
  VERSION,
  type WireMessage,
} from '../core/wire.ts';
import { Heartbeat, type Measurement } from './heartbeat.ts';
import { Inlet } from './inlet.ts';
import { badInput, Opening, type OpeningHost, type Refused, refusedIn } from './opening.ts';
import { Outlet } from './outlet.ts';

/** From connection to hello, in all. Longer and a stranger could hold a place for nothing. */
export const HANDSHAKE_TIMEOUT_MS = 5_000;
/** A frame once begun must be whole within this. */
export const FRAME_TIMEOUT_MS = 10_000;
/** How long a goodbye may take to leave before the connection is cut. */
const GOODBYE_TIMEOUT_MS = 1_000;

/** How a link ended. `goodbye` and `refused` are the other side's words, `closed` and `turned-away` our own. */
export type LinkEnd =
  | { readonly how: 'goodbye'; readonly code: Goodbye; readonly message: string }
  | { readonly how: 'closed'; readonly code: Goodbye; readonly message: string }
  | ({ readonly how: 'refused' } & Omit<Refused, 'state'>)
  | { readonly how: 'turned-away'; readonly code: Refusal }
  /**
   * `no-word`: somebody took the connection and said nothing that a Parley peer says. `given-up`: we
   * had no use for it any more, and said nothing of that.
   */
  | { readonly how: 'lost'; readonly code: LossCode; readonly message: string };

type LossCode = 'lost' | 'no-word' | 'given-up';

/** What a link needs to know of the peer it belongs to, and whom it tells. */
export interface LinkHost extends OpeningHost {
  readonly clock: Clock;
  hello(to: PeerId): Hello;
  /** We have dialled a peer with whom another dial of ours has got as far already. */
  isSecondDial(link: Link): boolean;
  /** The other side has proved who it is and said hello; messages may follow. */
  linkUp(link: Link): void;
  linkMessage(link: Link, message: WireMessage): void;
  /** The other end's clock has been compared with ours. */
  linkMeasured(link: Link, measurement: Measurement): void;
  /** This program has stood still, or its clock was set: every link is to be probed. */
  slept(): void;
  /** So many bytes more wait to be read; below zero: fewer. */
  linkQueued(bytes: number): void;
  /** A queue that had filled up is empty again. */
  linkDrained(link: Link): void;
  /** The other side says more than one may, for a while now: it is read more slowly. */
  linkFlooding(link: Link): void;
  linkEnded(link: Link, end: LinkEnd): void;
}

type Phase = 'opening' | 'hello' | 'up' | 'ending' | 'ended';

/**
 * One connection to one other peer: opening, hello, then messages both ways until one side says
 * goodbye or nothing is heard any more. Bad input ends this link and nothing else.
 */
export class Link {
  readonly role: Role;
  /** Where the other end is; for a dialled link, the address that answered. */
  readonly address: Address;
  /** What was dialled, a name perhaps; null for a link that the other end has dialled. */
  readonly dialledAs: Address | null;
  /** When it was connected, ms since 1970. */
  readonly since: number;
  readonly #connection: Connection;
  readonly #host: LinkHost;
  readonly #inlet: Inlet;
  readonly #outlet: Outlet;
  readonly #opening: Opening;
  #phase: Phase = 'opening';
  #channel: SecureChannel | null = null;
  #hello: Hello | null = null;
  #end: LinkEnd | null = null;
  /** Pages that were asked for and have not come yet. */
  #pagesAsked = 0;
  #heartbeat: Heartbeat | null = null;
  #upSince = 0;
  #cancelTimer: () => void;

  constructor(connection: Connection, dialledAs: Address | null, host: LinkHost) {
    const role = dialledAs === null ? 'listener' : 'dialler';
    this.role = role;
    this.dialledAs = dialledAs;
    this.since = host.clock.now();
    this.address = connection.remote;
    this.#connection = connection;
    this.#host = host;
    this.#cancelTimer = host.clock.after(HANDSHAKE_TIMEOUT_MS, () => this.#tooLate());
    this.#outlet = new Outlet(connection, (bytes) => host.linkQueued(bytes));
    this.#inlet = new Inlet(connection, {
      clock: host.clock,
      frame: (payload) => this.#onFrame(payload),
      failed: (error) => this.close('bad-input', messageOf(error)),
      flooding: () => host.linkFlooding(this),
    });
    this.#opening = new Opening(role, host, (payload) => this.#outlet.send(payload));
    connection.start({
      data: (bytes) => {
        this.#heartbeat?.heard();
        this.#inlet.receive(bytes);
      },
      drained: () => this.#drained(),
      closed: (reason) => this.#closed(reason),
    });
  }

  /** The other end has not said hello yet. */
  get isPending(): boolean {
    return this.#hello === null;
  }

  get isUp(): boolean {
    return this.#phase === 'up';
  }

  /** Known who is at the other end, hello said, and not ending. */
  get isGreeted(): boolean {
    return this.#phase === 'hello' || this.#phase === 'up';
  }

  /** True while so much waits for the other side to read that whatever can wait must be held back. */
  get congested(): boolean {
    return this.#outlet.congested;
  }

  /** What waits for the other side to read, in bytes, beyond what the connection takes at once. */
  get queuedBytes(): number {
    return this.#outlet.queuedBytes;
  }

  /** Whether it is a Parley peer that is at the other end, whoever that may be. */
  get isAnswered(): boolean {
    return this.#opening.isAnswered;
  }

  /** Whether the handshake has shown who is at the other end. */
  get isKnown(): boolean {
    return this.#channel !== null;
  }

  /** When the last byte came, ms since 1970. Null before the link is up. */
  get heardAt(): number | null {
    return this.#heartbeat?.heardAt ?? null;
  }

  /** Who is at the other end. Only after the handshake. */
  get remote(): PeerId {
    if (this.#channel === null) throw new Error('This link has not finished its handshake');
    return this.#channel.remote;
  }

  /** When the link came up, by the clock that nobody sets. */
  get upSince(): number {
    return this.#upSince;
  }

  /** What the other end said of itself, latest. Only once the link is up. */
  get hello(): Hello {
    if (this.#hello === null) throw new Error('This link has not heard a hello');
    return this.#hello;
  }

  send(message: WireMessage): void {
    if (message.t === 'want' || message.t === 'recent') this.#pagesAsked += 1;
    this.sendEncoded(encodeMessage(message));
  }

  /**
   * Sends a message that was encoded once for many links. Where too much waits to be read it is
   * dropped, whatever it is: once the queue is empty, `linkDrained` has all of it said again.
   */
  sendEncoded(content: Uint8Array): void {
    if (this.#phase === 'ending' || this.#phase === 'ended') return;
    if (this.congested) return;
    const sealed = this.#seal(content);
    if (sealed === null) return;
    this.#heartbeat?.said();
    this.#outlet.send(sealed);
  }

  /** Says why, and ends the link. */
  close(code: Goodbye, message: string): void {
    if (this.#phase === 'ending' || this.#phase === 'ended') return;
    const goodbye = encodeMessage({ t: 'goodbye', code, message: message.slice(0, 300) });
    const sealed = this.#seal(goodbye);
    // Not counted as waiting: this may be the end of whoever has too much waiting.
    if (sealed !== null) this.#connection.write(encodeFrame(sealed));
    else if (code === 'bad-input') this.#connection.write(encodeFrame(badInput(message)));
    this.#finish({ how: 'closed', code, message });
  }

  /** How far the other end's clock was ahead when it was last compared, and how long that took. */
  get measurement(): Measurement | null {
    return this.#heartbeat?.measurement ?? null;
  }

  /** Compares the clocks now. */
  measure(): void {
    this.#heartbeat?.measure();
  }

  /** Looks now whether the other end is still there, with little patience. */
  probe(): void {
    this.#heartbeat?.probe();
  }

  /** Ends the link without a word, as a crash would. */
  abort(message: string): void {
    this.#lose(message, 'given-up');
  }

  /** We have said the last of the handshake, and the other side may not have liked it. */
  get #awaitsVerdict(): boolean {
    return this.role === 'dialler' && this.#phase === 'hello';
  }

  #onFrame(payload: Uint8Array): void {
    switch (this.#phase) {
      case 'opening':
        this.#onOpening(payload);
        break;
      case 'hello':
      case 'up': {
        const refused = this.#awaitsVerdict ? refusedIn(payload) : null;
        if (refused !== null) {
          this.#refused(refused);
          break;
        }
        const message = parseMessage(this.#open(payload));
        // What we ask for comes no faster than we ask.
        if (!this.#isAnswer(message)) this.#inlet.charge(payload, message);
        this.#onMessage(message);
        break;
      }
      case 'ending':
      case 'ended':
        break;
    }
  }

  #onOpening(payload: Uint8Array): void {
    const step = this.#opening.receive(payload);
    switch (step.state) {
      case 'open':
        break;
      case 'done':
        this.#channel = step.channel;
        this.#inlet.maxBytes = MAX_FRAME_BYTES;
        this.#phase = 'hello';
        if (this.#host.isSecondDial(this)) this.close('duplicate', 'There is a dial already');
        else this.send(this.#host.hello(step.channel.remote));
        break;
      case 'refused':
        this.#refused(step);
        break;
      case 'turned-away':
        this.#finish({ how: 'turned-away', code: step.code });
        break;
    }
  }

  #refused({ code, group, reason }: Refused): void {
    this.#finish({ how: 'refused', code, group, reason });
  }

  #onMessage(message: WireMessage): void {
    switch (message.t) {
      case 'hello':
        this.#onHello(message);
        break;
      case 'goodbye':
        this.#finish({ how: 'goodbye', code: message.code, message: message.message });
        break;
      case 'addresses': {
        const { port, addresses } = message;
        this.#hello = { ...this.hello, port, addresses };
        this.#host.linkMessage(this, message);
        break;
      }
      case 'ping':
        this.send({ t: 'pong', n: message.n, at: this.#host.clock.now() });
        break;
      case 'pong':
        this.#heartbeat?.answered(message.n, message.at);
        break;
      default:
        if (this.#phase !== 'up') throw new Error(`${message.t} before hello`);
        this.#host.linkMessage(this, message);
    }
  }

  #onHello(hello: Hello): void {
    if (this.#phase !== 'hello') throw new Error('A second hello');
    if (hello.versions[0] > VERSION || hello.versions[1] < VERSION) {
      throw new Error(`No protocol version in common: ${hello.versions.join(' to ')}`);
    }
    this.#hello = hello;
    this.#phase = 'up';
    this.#upSince = this.#host.clock.now();
    this.#cancelTimer();
    const heartbeat = new Heartbeat({
      clock: this.#host.clock,
      role: this.role,
      ping: (n) => this.send({ t: 'ping', n }),
      measured: (measurement) => this.#host.linkMeasured(this, measurement),
      slept: () => this.#host.slept(),
      look: () => this.#lookAtFrame(),
      silent: () => this.#lose('no sign of life'),
    });
    this.#heartbeat = heartbeat;
    this.#cancelTimer = () => heartbeat.stop();
    this.#host.linkUp(this);
    if (this.isUp) heartbeat.ask();
  }

  #isAnswer(message: WireMessage): boolean {
    if (message.t !== 'entries' || message.why === 'live' || this.#pagesAsked === 0) return false;
    this.#pagesAsked -= 1;
    return true;
  }

  #lookAtFrame(): void {
    if (this.#inlet.frameAgeMs >= FRAME_TIMEOUT_MS) {
      this.close('bad-input', 'A frame was begun and not finished');
    }
  }

  /** Null before the handshake is done, and where nothing more may be sealed, which ends the link. */
  #seal(content: Uint8Array): Uint8Array | null {
    try {
      return this.#channel?.seal(content) ?? null;
    } catch (error) {
      this.#lose(messageOf(error));
      return null;
    }
  }

  #open(sealed: Uint8Array): Uint8Array {
    if (this.#channel === null) throw new Error('Sealed frame before the handshake');
    return this.#channel.open(sealed);
  }

  #drained(): void {
    const missedSomething = this.congested;
    this.#outlet.release();
    if (missedSomething && this.isUp) this.#host.linkDrained(this);
  }

  /** Ends in good order: what is queued leaves first. */
  #finish(end: LinkEnd): void {
    if (this.#phase === 'ending' || this.#phase === 'ended') return;
    this.#phase = 'ending';
    this.#end = end;
    this.#inlet.close();
    this.#outlet.release();
    this.#cancelTimer();
    this.#connection.end();
    this.#cancelTimer = this.#host.clock.after(GOODBYE_TIMEOUT_MS, () =>
      this.#connection.destroy(),
    );
  }

  #tooLate(): void {
    if (this.isAnswered) this.#lose('it stopped answering');
    else this.#lose('connections are taken there, but no Parley peer has answered', 'no-word');
  }

  #lose(message: string, code: LossCode = 'lost'): void {
    if (this.#phase === 'ended') return;
    this.#end ??= { how: 'lost', code, message };
    this.#inlet.close();
    this.#connection.destroy();
  }

  #closed(reason: CloseReason): void {
    if (this.#phase === 'ended') return;
    // A goodbye may be among what has come and was not read yet.
    this.#inlet.finish();
    this.#phase = 'ended';
    this.#outlet.release();
    this.#cancelTimer();
    const message = reason?.message ?? 'the connection was closed';
    this.#host.linkEnded(this, this.#end ?? { how: 'lost', code: 'lost', message });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
