import type { Address } from '../core/address.ts';
import type { PeerId } from '../core/ids.ts';
import type { CloseReason, Connection, Role, SecureChannel } from '../core/ports.ts';
import {
  encodeMessage,
  type Goodbye,
  type Hello,
  parseMessage,
  type WireMessage,
} from '../core/wire.ts';
import { Charges } from './charges.ts';
import { Courier } from './courier.ts';
import { Heartbeat, type Measurement } from './heartbeat.ts';
import { Introduction } from './introduction.ts';
import type { LinkEnd, LinkHost, LossCode } from './link-host.ts';
import { badInput } from './opening.ts';

/** From connection to hello, in all. Longer and a stranger could hold a place for nothing. */
export const HANDSHAKE_TIMEOUT_MS = 5_000;

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
  readonly #introduction: Introduction;
  #phase: 'open' | 'ending' | 'ended' = 'open';
  #end: LinkEnd | null = null;
  readonly #charges = new Charges();
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
      openFrame: (payload) => this.#introduction.openFrame(payload),
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
    this.#introduction = new Introduction(
      role,
      host,
      {
        known: (channel) => this.#known(channel),
        refused: ({ code, group, reason }) => this.#finish({ how: 'refused', code, group, reason }),
        turnedAway: (code) => this.#finish({ how: 'turned-away', code }),
      },
      (payload) => this.#courier.sendOpen(payload),
    );
    this.#courier.start();
  }

  /** The other end has not said hello yet. */
  get isPending(): boolean {
    return !this.#introduction.isDone;
  }

  get isUp(): boolean {
    return this.#phase === 'open' && this.#introduction.isDone;
  }

  /** Known who is at the other end, hello said, and not ending. */
  get isGreeted(): boolean {
    return this.#phase === 'open' && this.#introduction.isKnown;
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
    return this.#introduction.isAnswered;
  }

  /** Whether the handshake has shown who is at the other end. */
  get isKnown(): boolean {
    return this.#introduction.isKnown;
  }

  /** When the last byte came, ms since 1970. Null before the link is up. */
  get heardAt(): number | null {
    return this.#heartbeat?.heardAt ?? null;
  }

  /** Who is at the other end. Only after the handshake. */
  get remote(): PeerId {
    return this.#introduction.remote;
  }

  /** When the link came up, by the clock that nobody sets. */
  get upSince(): number {
    return this.#upSince;
  }

  /** What the other end said of itself, latest. Only once the link is up. */
  get hello(): Hello {
    return this.#introduction.hello;
  }

  send(message: WireMessage): void {
    this.#charges.said(message);
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
    if (this.#phase !== 'open') return;
    // Said however much waits: this may be the end of whoever has too much waiting.
    const goodbye: WireMessage = { t: 'goodbye', code, message: message.slice(0, 300) };
    if (this.isGreeted) this.#courier.send(encodeMessage(goodbye));
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

  #known(channel: SecureChannel): void {
    this.#courier.seal(channel);
    if (this.#host.isSecondDial(this)) this.close('duplicate', 'There is a dial already');
    else this.send(this.#host.hello(channel.remote));
  }

  #onContent(content: Uint8Array): void {
    const message = parseMessage(content);
    const weight = this.#charges.of(message);
    if (weight > 0) this.#courier.charge(content.byteLength, weight);
    this.#onMessage(message);
  }

  #onMessage(message: WireMessage): void {
    switch (message.t) {
      case 'hello':
        this.#onHello(message);
        break;
      case 'goodbye':
        this.#finish({ how: 'goodbye', code: message.code, message: message.message });
        break;
      case 'addresses':
        this.#introduction.moved(message);
        this.#host.linkMessage(this, message);
        break;
      case 'ping':
        this.send({ t: 'pong', n: message.n, at: this.#host.clock.now() });
        break;
      case 'pong':
        this.#heartbeat?.answered(message.n, message.at);
        break;
      default:
        if (!this.isUp) throw new Error(`${message.t} before hello`);
        this.#host.linkMessage(this, message);
    }
  }

  #onHello(hello: Hello): void {
    this.#introduction.heard(hello);
    this.#upSince = this.#host.clock.now();
    this.#cancelTimer();
    const heartbeat = new Heartbeat({
      clock: this.#host.clock,
      role: this.role,
      ping: (n) => this.send({ t: 'ping', n }),
      measured: (measurement) => this.#host.linkMeasured(this, measurement),
      slept: () => this.#host.slept(),
      look: () => {
        if (this.#courier.isStuck) this.close('bad-input', 'A frame was begun and not finished');
      },
      silent: () => this.#lose('no sign of life'),
    });
    this.#heartbeat = heartbeat;
    this.#cancelTimer = () => heartbeat.stop();
    this.#host.linkUp(this);
    if (this.isUp) heartbeat.ask();
  }

  /** Ends in good order: what is queued leaves first. */
  #finish(end: LinkEnd): void {
    if (this.#phase !== 'open') return;
    this.#phase = 'ending';
    this.#end = end;
    this.#cancelTimer();
    this.#courier.end();
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
