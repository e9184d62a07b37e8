import { Allowance } from '../core/allowance.ts';
import { FrameReader, MAX_STRANGER_FRAME_BYTES } from '../core/frame.ts';
import type { Clock, Connection } from '../core/ports.ts';
import type { WireMessage } from '../core/wire.ts';

/** Most that one link is read in one turn of the loop; then it is the others' turn. */
const TURN_BYTES = 65_536;
/** So much of what nobody asked for, in messages and entries, ends a turn too: about ten milliseconds of work. */
const TURN_WEIGHT = 100;
/** Between two looks at whether the turn is over. */
const SLICE_BYTES = 4_096;
/** What one link may say in the long run: messages, and entries in them (docs/protocol.md, bounds). */
export const ENTRIES_PER_SECOND = 2_000;
export const BYTES_PER_SECOND: number = 4 * 1_048_576;
/** A burst is no flood: a second's worth of it may come at once. */
const BURST_S = 1;
/** A page of tiny entries takes long to make up for: no link is left unread until it counts as silent. */
const LONGEST_WAIT_MS = 5_000;

export interface InletHost {
  readonly clock: Clock;
  /** Takes a whole frame; may throw. */
  frame(payload: Uint8Array): void;
  /** Hears what `frame` threw, or that the other side announced a frame it may not send. */
  failed(error: unknown): void;
  /** More has come for a while than one link may say: it is read more slowly. */
  flooding(): void;
}

/**
 * What comes in on one connection, cut into frames: a fair slice in each turn, and where the other
 * side floods, no faster than it may. What is not read waits with the other side, and nothing is lost.
 */
export class Inlet {
  readonly #connection: Connection;
  readonly #host: InletHost;
  readonly #reader = new FrameReader(MAX_STRANGER_FRAME_BYTES);
  readonly #entries: Allowance;
  readonly #bytes: Allowance;
  /** Has come and was not read yet: what was under way when we paused, and no more. */
  readonly #waiting: Uint8Array[] = [];
  #cancelTurn: (() => void) | null = null;
  #closed = false;
  #frameBeganAt = 0;
  /** What has been charged in this turn. */
  #turnWeight = 0;

  constructor(connection: Connection, host: InletHost) {
    const now = host.clock.now();
    this.#connection = connection;
    this.#host = host;
    this.#entries = new Allowance(ENTRIES_PER_SECOND, BURST_S * ENTRIES_PER_SECOND, now);
    this.#bytes = new Allowance(BYTES_PER_SECOND, BURST_S * BYTES_PER_SECOND, now);
  }

  /** Longest payload that is taken; raise it once the other side has proved who it is. */
  set maxBytes(bytes: number) {
    this.#reader.maxBytes = bytes;
  }

  /** For how long a frame has been begun and not finished, ms; 0 between frames. */
  get frameAgeMs(): number {
    return this.#reader.midFrame ? this.#host.clock.now() - this.#frameBeganAt : 0;
  }

  receive(bytes: Uint8Array): void {
    if (this.#closed) return;
    this.#waiting.push(bytes);
    if (this.#cancelTurn === null) this.#turn();
  }

  /** Counts what was said against what one link may say. */
  charge(payload: Uint8Array, message: WireMessage): void {
    const now = this.#host.clock.now();
    const weight = weightOf(message);
    this.#turnWeight += weight;
    this.#bytes.take(payload.byteLength, now);
    this.#entries.take(weight, now);
  }

  /** The other side has ended: what has come before that is read now. */
  finish(): void {
    this.#cancelTurn?.();
    for (const bytes of this.#waiting.splice(0)) this.#read(bytes);
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
    this.#readForOneTurn();
    if (this.#closed) return;
    const waitMs = this.#waitMs();
    if (waitMs > 0 || this.#waiting.length > 0) {
      if (!wasPaused) this.#connection.pause();
      this.#frameBeganAt += waitMs;
      this.#cancelTurn = this.#host.clock.after(waitMs, () => this.#turn());
    } else if (wasPaused) {
      this.#connection.resume();
    }
  }

  #readForOneTurn(): void {
    this.#turnWeight = 0;
    let room = TURN_BYTES;
    while (room > 0 && this.#turnWeight < TURN_WEIGHT && !this.#closed) {
      const chunk = this.#waiting.shift();
      if (chunk === undefined) return;
      const slice = chunk.subarray(0, SLICE_BYTES);
      if (slice.byteLength < chunk.byteLength) this.#waiting.unshift(chunk.subarray(SLICE_BYTES));
      room -= slice.byteLength;
      this.#read(slice);
    }
  }

  #read(bytes: Uint8Array): void {
    if (!this.#reader.midFrame) this.#frameBeganAt = this.#host.clock.now();
    try {
      this.#reader.push(bytes, (payload) => {
        this.#frameBeganAt = this.#host.clock.now();
        this.#host.frame(payload);
      });
    } catch (error) {
      this.#host.failed(error);
    }
  }

  #waitMs(): number {
    const now = this.#host.clock.now();
    const waitMs = Math.max(this.#entries.waitMs(now), this.#bytes.waitMs(now));
    if (waitMs > 0) this.#host.flooding();
    return Math.min(waitMs, LONGEST_WAIT_MS);
  }
}

/** What a message costs to deal with, in entries: at least one, whatever it says. */
function weightOf(message: WireMessage): number {
  if (message.t !== 'entries') return 1;
  return message.runs.reduce((sum, { entries }) => sum + entries.length, 1);
}
