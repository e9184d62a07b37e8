import { Allowance } from '../core/allowance.ts';
import {
  FrameError,
  FrameReader,
  MAX_FRAME_BYTES,
  MAX_STRANGER_FRAME_BYTES,
} from '../core/frame.ts';
import type { Clock, Connection } from '../core/ports.ts';

/** Most that one link is read in one turn of the loop; then it is the others' turn. */
const TURN_BYTES = 65_536;
/** So much of what nobody asked for, in messages and entries, ends a turn too: about ten milliseconds of work. */
const TURN_WEIGHT = 100;
/** A burst is no flood: a second's worth of it may come at once. */
const BURST_S = 1;
/** A page of tiny entries takes long to make up for: no link is left unread until it counts as silent. */
const LONGEST_WAIT_MS = 5_000;

/** What one link may say in the long run: messages and entries in them, and bytes. Infinity is no bound. */
export type FloodBound = { readonly entriesPerSecond: number; readonly bytesPerSecond: number };

/** docs/protocol.md, bounds. */
export const FLOOD_BOUND: FloodBound = {
  entriesPerSecond: 2_000,
  bytesPerSecond: 4 * 1_048_576,
};

export interface InletHost {
  readonly clock: Clock;
  /** Left out: the usual bound. */
  readonly floodBound?: FloodBound | undefined;
  /** Takes a whole frame; returns what was sealed in it, which are frames too, or null for nothing. May throw. */
  frame(payload: Uint8Array): Uint8Array | null;
  /** Takes one of those that were sealed in a frame; may throw. */
  content(content: Uint8Array): void;
  /** Hears what these threw, or that the other side announced a frame it may not send: closes. */
  failed(error: unknown): void;
  /** More has come for a while than one link may say: it is read more slowly. */
  flooding(): void;
}

/**
 * What comes in on one connection, cut into frames and what is in them: a fair slice in each turn, and
 * where the other side floods, no faster than it may. What is not read waits with the other side, and
 * nothing is lost.
 */
export class Inlet {
  readonly #connection: Connection;
  readonly #host: InletHost;
  readonly #frames = new FrameReader(MAX_STRANGER_FRAME_BYTES);
  /** What was sealed in the frame that was read last. */
  readonly #contents = new FrameReader(MAX_FRAME_BYTES);
  #isInFrame = false;
  readonly #entries: Allowance;
  readonly #bytes: Allowance;
  /** Has come and was not begun to be read: what was under way when we paused, and no more. */
  readonly #waiting: Uint8Array[] = [];
  #cancelTurn: (() => void) | null = null;
  #closed = false;
  #frameBeganAt = 0;
  /** What may still be read in this turn. */
  #roomBytes = 0;
  #roomWeight = 0;

  constructor(connection: Connection, host: InletHost) {
    const now = host.clock.now();
    const { entriesPerSecond, bytesPerSecond } = host.floodBound ?? FLOOD_BOUND;
    this.#connection = connection;
    this.#host = host;
    this.#entries = new Allowance(entriesPerSecond, BURST_S * entriesPerSecond, now);
    this.#bytes = new Allowance(bytesPerSecond, BURST_S * bytesPerSecond, now);
  }

  /** Longest payload that is taken; raise it once the other side has proved who it is. */
  set maxBytes(bytes: number) {
    this.#frames.maxBytes = bytes;
  }

  /** For how long a frame has been begun and not finished, ms; 0 between frames. */
  get frameAgeMs(): number {
    return this.#frames.midFrame ? this.#host.clock.now() - this.#frameBeganAt : 0;
  }

  receive(bytes: Uint8Array): void {
    if (this.#closed) return;
    this.#waiting.push(bytes);
    if (this.#cancelTurn === null) this.#turn();
  }

  /** Counts what was said against what one link may say: in bytes, and in messages and entries. */
  charge(bytes: number, weight: number): void {
    const now = this.#host.clock.now();
    this.#roomWeight -= weight;
    this.#bytes.take(bytes, now);
    this.#entries.take(weight, now);
  }

  /** The other side has ended: what has come before that is read now. */
  finish(): void {
    this.#cancelTurn?.();
    while (!this.#closed && this.#readOne());
    this.close();
  }

  /** Nothing more is taken, and whatever still comes is thrown away. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#waiting.splice(0);
    this.#cancelTurn?.();
    this.#connection.resume();
  }

  #turn(): void {
    const wasPaused = this.#cancelTurn !== null;
    this.#cancelTurn = null;
    const isAllRead = this.#readForOneTurn();
    if (this.#closed) return;
    const waitMs = this.#waitMs();
    if (waitMs > 0 || !isAllRead) {
      if (!wasPaused) this.#connection.pause();
      this.#frameBeganAt += waitMs;
      this.#cancelTurn = this.#host.clock.after(waitMs, () => this.#turn());
    } else if (wasPaused) {
      this.#connection.resume();
    }
  }

  /** Whether all that has come was read. */
  #readForOneTurn(): boolean {
    this.#roomBytes = TURN_BYTES;
    this.#roomWeight = TURN_WEIGHT;
    while (this.#roomBytes > 0 && this.#roomWeight > 0) {
      if (this.#closed || !this.#readOne()) return true;
    }
    return false;
  }

  /** Reads on by one content, frame or chunk; false where there is nothing left to read. */
  #readOne(): boolean {
    try {
      return this.#readContent() || this.#readFrame() || this.#readChunk();
    } catch (error) {
      this.#host.failed(error);
      return false;
    }
  }

  #readContent(): boolean {
    if (!this.#isInFrame) return false;
    const content = this.#contents.next();
    if (content === null) {
      if (this.#contents.midFrame) throw new FrameError('What was sealed ends too early');
      this.#isInFrame = false;
      return false;
    }
    this.#roomBytes -= content.byteLength;
    this.#host.content(content);
    return true;
  }

  #readFrame(): boolean {
    const isBegun = this.#frames.midFrame;
    const payload = this.#frames.next();
    if (payload === null) {
      if (!isBegun && this.#frames.midFrame) this.#frameBeganAt = this.#host.clock.now();
      return false;
    }
    const contents = this.#host.frame(payload);
    if (contents === null) {
      this.#roomBytes -= payload.byteLength;
    } else {
      this.#isInFrame = true;
      this.#contents.feed(contents);
    }
    return true;
  }

  #readChunk(): boolean {
    const chunk = this.#waiting.shift();
    if (chunk === undefined) return false;
    this.#frames.feed(chunk);
    return true;
  }

  #waitMs(): number {
    const now = this.#host.clock.now();
    const waitMs = Math.max(this.#entries.waitMs(now), this.#bytes.waitMs(now));
    if (waitMs > 0) this.#host.flooding();
    return Math.min(waitMs, LONGEST_WAIT_MS);
  }
}
