import type { Address } from '../../src/core/address.ts';
import type { CloseReason, Connection, ConnectionHandlers } from '../../src/core/ports.ts';
import type { Gate } from './gate.ts';
import type { Pipe } from './pipe.ts';

/** Bytes in flight before `write` says to hold back: what a socket buffers, roughly. */
const HIGH_WATER_BYTES = 65_536;

export const RESET: CloseReason = { code: 'reset', message: 'the connection was cut' };

/** One end of a connection: what TCP does between two sockets, as far as a peer can tell. */
export class SimConnection implements Connection {
  readonly remote: Address;
  readonly gate: Gate;
  readonly out: Pipe;
  other: SimConnection | null = null;
  readonly #forget: (end: SimConnection) => void;
  /** Cuts a chunk in two now and then: TCP keeps no boundaries. */
  readonly #cutAt: (length: number) => number;
  #handlers: ConnectionHandlers | null = null;
  /** Has come and was not read yet, with what tells the writer that it was. */
  #waiting: { readonly bytes: Uint8Array; readonly read: () => void }[] = [];
  #paused = false;
  /** The other side has ended, which is told once all that came before has been read. */
  #finished = false;
  #inFlight = 0;
  #heldBack = false;
  #ending = false;
  #closed = false;
  #reason: CloseReason = null;

  constructor(
    remote: Address,
    gate: Gate,
    out: Pipe,
    cutAt: (length: number) => number,
    forget: (end: SimConnection) => void,
  ) {
    this.remote = remote;
    this.gate = gate;
    this.out = out;
    this.#cutAt = cutAt;
    this.#forget = forget;
  }

  start(handlers: ConnectionHandlers): void {
    this.#handlers = handlers;
    this.#readOn();
    if (this.#closed) this.#tellClosed(handlers);
  }

  write(bytes: Uint8Array): boolean {
    if (this.#ending || this.#closed || !this.gate.alive) return true;
    const cut = this.#cutAt(bytes.byteLength);
    for (const part of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
      if (part.byteLength > 0) this.#send(part);
    }
    this.#heldBack ||= this.#inFlight > HIGH_WATER_BYTES;
    return !this.#heldBack;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#readOn();
  }

  end(): void {
    if (this.#ending || this.#closed) return;
    this.#ending = true;
    this.out.push(0, () => this.other?.finished());
  }

  destroy(): void {
    if (this.#closed) return;
    this.out.push(0, () => this.other?.close(null));
    this.close(null);
  }

  /** The process has died and its kernel says so. */
  hangUp(): void {
    this.out.push(0, () => this.other?.close(RESET));
    this.#closed = true;
    this.#forget(this);
  }

  close(reason: CloseReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#reason = reason;
    this.#forget(this);
    // Before `start` there is nobody to tell; it tells then.
    if (this.#handlers !== null) this.#tellClosed(this.#handlers);
  }

  /** The other side sends no more: this side ends too, as Node's sockets do. */
  finished(): void {
    this.gate.enter(() => {
      this.#finished = true;
      this.#readOn();
    });
  }

  /** Bytes are here; `read` hears when the program has taken them, which makes room for more. */
  receive(bytes: Uint8Array, read: () => void): void {
    this.gate.enter(() => {
      this.#waiting.push({ bytes, read });
      this.#readOn();
    });
  }

  #readOn(): void {
    while (this.#handlers !== null && !this.#paused && !this.#closed) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      next.read();
      this.#handlers.data(next.bytes);
    }
    if (this.#closed) for (const { read } of this.#waiting.splice(0)) read();
    if (!this.#finished || this.#paused || this.#waiting.length > 0) return;
    this.end();
    this.close(null);
  }

  #send(bytes: Uint8Array): void {
    this.#inFlight += bytes.byteLength;
    this.out.push(bytes.byteLength, () => {
      this.other?.receive(bytes, () => this.gate.enter(() => this.#taken(bytes.byteLength)));
    });
  }

  #taken(length: number): void {
    this.#inFlight -= length;
    if (!this.#heldBack || this.#inFlight > 0 || this.#closed) return;
    this.#heldBack = false;
    this.#handlers?.drained();
  }

  #tellClosed(handlers: ConnectionHandlers): void {
    this.out.soon(() => this.gate.enter(() => handlers.closed(this.#reason)));
  }
}
