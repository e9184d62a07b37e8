import { MAX_FRAME_BYTES } from '../core/frame.ts';
import type { Clock, CloseReason, Connection, SecureChannel } from '../core/ports.ts';
import { type FloodBound, Inlet } from './inlet.ts';
import { Outlet } from './outlet.ts';

/** A frame once begun must be whole within this. */
const FRAME_WITHIN_MS = 10_000;
/** How long what was said last may take to leave before the connection is cut. */
const END_WITHIN_MS = 1_000;

export interface CourierHost {
  readonly clock: Clock;
  /** What the other side may say in the long run; left out: the usual. */
  readonly floodBound?: FloodBound | undefined;
  /** Looks at a frame as it has come: true where it was sent in the open, and is dealt with. May throw. */
  openFrame(payload: Uint8Array): boolean;
  /** Takes what the other side has said under seal, one thing at a time and in order; may throw. */
  content(content: Uint8Array): void;
  /** Hears what these threw, and what else has come that may not. Nothing is read from then on. */
  failed(error: unknown): void;
  /** No more can be sealed. */
  spent(error: unknown): void;
  /** Something has come, whatever it is. */
  heard(): void;
  /** So many bytes more wait for the other side to read; below zero: fewer. */
  queued(bytes: number): void;
  /** The other side has read what made us hold back; `congested`: so much that things were dropped. */
  drained(congested: boolean): void;
  /** The other side says more than one may: it is read more slowly. */
  flooding(): void;
  /** The connection has ended, whoever ended it. */
  closed(reason: CloseReason): void;
}

/**
 * Carries what two sides say to each other over one connection: at first in the open, frame by frame,
 * and sealed once there is a channel. What those contents are is nothing to it.
 */
export class Courier {
  readonly #connection: Connection;
  readonly #host: CourierHost;
  readonly #inlet: Inlet;
  readonly #outlet: Outlet;
  #channel: SecureChannel | null = null;
  #ended = false;
  #cancelCut: () => void = () => undefined;

  constructor(connection: Connection, host: CourierHost) {
    this.#connection = connection;
    this.#host = host;
    this.#outlet = new Outlet(connection, host);
    this.#inlet = new Inlet(connection, {
      clock: host.clock,
      floodBound: host.floodBound,
      frame: (payload) => (host.openFrame(payload) ? null : this.#open(payload)),
      content: (content) => host.content(content),
      failed: (error) => this.#failed(error),
      flooding: () => host.flooding(),
    });
  }

  /** Begins to read. Once, before anything else. */
  start(): void {
    this.#connection.start({
      data: (bytes) => {
        this.#host.heard();
        this.#inlet.receive(bytes);
      },
      drained: () => this.#drained(),
      closed: (reason) => this.#closed(reason),
    });
  }

  /** Whether what is said is sealed. */
  get isSealed(): boolean {
    return this.#channel !== null;
  }

  /** What waits for the other side to read, in bytes, beyond what the connection takes at once. */
  get queuedBytes(): number {
    return this.#outlet.queuedBytes;
  }

  /** True from when the connection has asked to hold back until `drained`: the time for what is in no hurry to wait. */
  get isHeldBack(): boolean {
    return this.#outlet.isHeldBack;
  }

  /** True while so much waits that whatever can wait must be held back. */
  get congested(): boolean {
    return this.#outlet.congested;
  }

  /** A frame was begun long ago, and is not whole yet. */
  get isStuck(): boolean {
    return this.#inlet.frameAgeMs >= FRAME_WITHIN_MS;
  }

  /** The opening is done: from now on all that is sent and all that comes is sealed. */
  seal(channel: SecureChannel): void {
    this.#channel = channel;
    this.#outlet.channel = channel;
    this.#inlet.maxBytes = MAX_FRAME_BYTES;
  }

  /** Sends a frame of the opening, in the open and at once. */
  sendOpen(payload: Uint8Array): void {
    if (!this.#ended) this.#outlet.sendOpen(payload);
  }

  /**
   * Sends a content under seal, at the end of this turn of the loop, together with what else is said
   * in it. Nothing is dropped here: whoever sends looks at `congested`, or at `isHeldBack`, first.
   */
  send(content: Uint8Array): void {
    if (!this.#ended) this.#outlet.send(content);
  }

  /** Counts what was said against what the other side may say: bytes, and messages and entries in them. */
  charge(bytes: number, weight: number): void {
    this.#inlet.charge(bytes, weight);
  }

  /** Ends in good order: what was said leaves first, within a second. Nothing more is read. */
  end(): void {
    if (this.#ended) return;
    this.#outlet.flush();
    this.#stop();
    this.#connection.end();
    this.#cancelCut = this.#host.clock.after(END_WITHIN_MS, () => this.#connection.destroy());
  }

  /** Ends at once. */
  destroy(): void {
    this.#stop();
    this.#connection.destroy();
  }

  #stop(): void {
    this.#ended = true;
    this.#inlet.close();
    this.#outlet.close();
  }

  #open(payload: Uint8Array): Uint8Array {
    if (this.#channel === null) throw new Error('Sealed frame before the handshake');
    return this.#channel.open(payload);
  }

  #failed(error: unknown): void {
    this.#host.failed(error);
    this.#inlet.close();
  }

  #drained(): void {
    const { congested } = this;
    this.#outlet.release();
    if (!this.#ended) this.#host.drained(congested);
  }

  #closed(reason: CloseReason): void {
    // A goodbye may be among what has come and was not read yet.
    this.#inlet.finish();
    this.#stop();
    this.#cancelCut();
    this.#host.closed(reason);
  }
}
