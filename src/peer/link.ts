import type { Address } from '../core/address.ts';
import type { PeerId } from '../core/ids.ts';
import type { CloseReason, Connection, Role } from '../core/ports.ts';
import {
  encodeMessage,
  type Goodbye,
  type Hello,
  parseMessage,
  VERSION,
  type WireMessage,
} from '../core/wire.ts';
import { Courier } from './courier.ts';
import { Heartbeat, type Measurement } from './heartbeat.ts';
import type { LinkEnd, LinkHost, LossCode } from './link-host.ts';
import { badInput, Opening, type Refused, refusedIn } from './opening.ts';

/** From connection to hello, in all. Longer and a stranger could hold a place for nothing. */
export const HANDSHAKE_TIMEOUT_MS = 5_000;
/** A frame once begun must be whole within this. */
export const FRAME_TIMEOUT_MS = 10_000;
/** How long a goodbye may take to leave before the connection is cut. */
const GOODBYE_TIMEOUT_MS = 1_000;

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
  readonly #host: LinkHost;
  readonly #courier: Courier;
  readonly #opening: Opening;
  #phase: Phase = 'opening';
  #remote: PeerId | null = null;
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
    this.#host = host;
    this.#cancelTimer = host.clock.after(HANDSHAKE_TIMEOUT_MS, () => this.#tooLate());
    this.#courier = new Courier(connection, {
      clock: host.clock,
      floodBound: host.floodBound,
      openFrame: (payload) => this.#onOpenFrame(payload),
      content: (content) => this.#onContent(content),
      failed: (error) => this.close('bad-input', messageOf(error)),
      spent: (error) => this.#lose(messageOf(error)),
      heard: () => this.#heartbeat?.heard(),
      queued: (bytes) => host.linkQueued(bytes),
      drained: (missedSomething) => {
        if (missedSomething && this.isUp) host.linkDrained(this);
      },
      flooding: () => host.linkFlooding(this),
      closed: (reason) => this.#closed(reason),
    });
    this.#opening = new Opening(role, host, (payload) => this.#courier.sendOpen(payload));
    this.#courier.start();
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
    return this.#courier.congested;
  }

  /** What waits for the other side to read, in bytes, beyond what the connection takes at once. */
  get queuedBytes(): number {
    return this.#courier.queuedBytes;
  }

  /** Whether it is a Parley peer that is at the other end, whoever that may be. */
  get isAnswered(): boolean {
    return this.#opening.isAnswered;
  }

  /** Whether the handshake has shown who is at the other end. */
  get isKnown(): boolean {
    return this.#remote !== null;
  }

  /** When the last byte came, ms since 1970. Null before the link is up. */
  get heardAt(): number | null {
    return this.#heartbeat?.heardAt ?? null;
  }

  /** Who is at the other end. Only after the handshake. */
  get remote(): PeerId {
    if (this.#remote === null) throw new Error('This link has not finished its handshake');
    return this.#remote;
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
    if (!this.isGreeted || this.congested) return;
    this.#heartbeat?.said();
    this.#courier.send(content);
  }

  /** Says why, and ends the link. */
  close(code: Goodbye, message: string): void {
    if (this.#phase === 'ending' || this.#phase === 'ended') return;
    // Said however much waits: this may be the end of whoever has too much waiting.
    if (this.isGreeted) this.#courier.send(encodeGoodbye(code, message));
    else if (code === 'bad-input') this.#courier.sendOpen(badInput(message));
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

  /** True where a frame was sent in the open: all of the opening, and a refusal right after it. */
  #onOpenFrame(payload: Uint8Array): boolean {
    if (this.#phase === 'opening') {
      this.#onOpening(payload);
      return true;
    }
    const refused = this.#awaitsVerdict ? refusedIn(payload) : null;
    if (refused !== null) this.#refused(refused);
    return refused !== null;
  }

  #onContent(content: Uint8Array): void {
    const message = parseMessage(content);
    // What we ask for comes no faster than we ask.
    if (!this.#isAnswer(message)) this.#courier.charge(content.byteLength, weightOf(message));
    this.#onMessage(message);
  }

  #onOpening(payload: Uint8Array): void {
    const step = this.#opening.receive(payload);
    switch (step.state) {
      case 'open':
        break;
      case 'done':
        this.#remote = step.channel.remote;
        this.#courier.seal(step.channel);
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
    if (this.#courier.frameAgeMs >= FRAME_TIMEOUT_MS) {
      this.close('bad-input', 'A frame was begun and not finished');
    }
  }

  /** Ends in good order: what is queued leaves first. */
  #finish(end: LinkEnd): void {
    if (this.#phase === 'ending' || this.#phase === 'ended') return;
    this.#phase = 'ending';
    this.#end = end;
    this.#cancelTimer();
    this.#courier.end();
    this.#cancelTimer = this.#host.clock.after(GOODBYE_TIMEOUT_MS, () => this.#courier.destroy());
  }

  #tooLate(): void {
    if (this.isAnswered) this.#lose('it stopped answering');
    else this.#lose('connections are taken there, but no Parley peer has answered', 'no-word');
  }

  #lose(message: string, code: LossCode = 'lost'): void {
    if (this.#phase === 'ended') return;
    this.#end ??= { how: 'lost', code, message };
    this.#courier.destroy();
  }

  #closed(reason: CloseReason): void {
    this.#phase = 'ended';
    this.#cancelTimer();
    const message = reason?.message ?? 'the connection was closed';
    this.#host.linkEnded(this, this.#end ?? { how: 'lost', code: 'lost', message });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function encodeGoodbye(code: Goodbye, message: string): Uint8Array {
  return encodeMessage({ t: 'goodbye', code, message: message.slice(0, 300) });
}

/** What a message costs to deal with, in entries: at least one, whatever it says. */
function weightOf(message: WireMessage): number {
  if (message.t !== 'entries') return 1;
  return message.runs.reduce((sum, { entries }) => sum + entries.length, 1);
}
