import { type Address, formatAddress } from '../core/address.ts';
import type {
  Clock,
  CloseReason,
  Connection,
  ConnectionHandlers,
  Listener,
  Transport,
} from '../core/ports.ts';
import { err, type Failure, ok } from '../core/result.ts';

/** Bytes in flight to one end before `write` says to hold back: what a socket buffers, roughly. */
const HIGH_WATER_BYTES = 65_536;

const RESET: Failure = { code: 'reset', message: 'the connection was cut' };

/**
 * A network inside one process, for tests and simulation: same port as TCP, no sockets, and every
 * delivery happens on the clock that was handed in.
 */
export class MemoryNetwork {
  readonly #clock: Clock;
  readonly #doors = new Map<string, (connection: Connection) => void>();
  readonly #ends = new Set<MemoryConnection>();
  /** Time one chunk takes from end to end. */
  readonly #delayMs: number;
  #nextPort = 40_000;

  constructor(clock: Clock, delayMs = 0) {
    this.#clock = clock;
    this.#delayMs = delayMs;
  }

  /** The network as seen from one host. */
  transport(hostName: string): Transport {
    return {
      listen: async ({ port }, accepted) => {
        const own: Address = { host: hostName, port: port === 0 ? this.#nextPort++ : port };
        const key = formatAddress(own);
        if (this.#doors.has(key)) {
          const message = `Port ${own.port} is taken by another program.`;
          return err({ code: 'port-taken', message, params: { port: `${own.port}` } });
        }
        this.#doors.set(key, accepted);
        const listener: Listener = {
          port: own.port,
          close: async () => {
            this.#doors.delete(key);
          },
        };
        return ok(listener);
      },
      dial: (to, handlers) =>
        this.#clock.after(this.#delayMs, () => {
          const accepted = this.#doors.get(formatAddress(to));
          if (accepted === undefined) {
            handlers.failed({ code: 'refused', message: 'nothing is listening there' });
            return;
          }
          const from: Address = { host: hostName, port: this.#nextPort++ };
          const [near, far] = this.#pair(to, from);
          accepted(far);
          handlers.opened(near);
        }),
    };
  }

  /** Cuts every connection between two hosts, as a reset does. */
  cut(hostA: string, hostB: string): void {
    for (const end of [...this.#ends]) {
      const hosts = [end.remote.host, end.other?.remote.host];
      if (hosts.includes(hostA) && hosts.includes(hostB)) end.reset();
    }
  }

  #pair(to: Address, from: Address): readonly [MemoryConnection, MemoryConnection] {
    const forget = (end: MemoryConnection): void => {
      this.#ends.delete(end);
    };
    const near = new MemoryConnection(to, this.#clock, this.#delayMs, forget);
    const far = new MemoryConnection(from, this.#clock, this.#delayMs, forget);
    near.other = far;
    far.other = near;
    this.#ends.add(near).add(far);
    return [near, far];
  }
}

class MemoryConnection implements Connection {
  readonly remote: Address;
  other: MemoryConnection | null = null;
  readonly #clock: Clock;
  readonly #delayMs: number;
  readonly #forget: (end: MemoryConnection) => void;
  #handlers: ConnectionHandlers | null = null;
  /** Has come and was not read yet, with what tells the writer that it was. */
  #waiting: { readonly bytes: Uint8Array; readonly read: () => void }[] = [];
  #paused = false;
  /** The other side has ended; it is told once all that came before has been read. */
  #ended: (() => void) | null = null;
  #inFlight = 0;
  #heldBack = false;
  #ending = false;
  #closed = false;
  #reason: CloseReason = null;

  constructor(
    remote: Address,
    clock: Clock,
    delayMs: number,
    forget: (end: MemoryConnection) => void,
  ) {
    this.remote = remote;
    this.#clock = clock;
    this.#delayMs = delayMs;
    this.#forget = forget;
  }

  start(handlers: ConnectionHandlers): void {
    this.#handlers = handlers;
    this.#readOn();
    if (this.#closed) this.#tellClosed(handlers);
  }

  write(bytes: Uint8Array): boolean {
    if (this.#ending || this.#closed) return true;
    this.#inFlight += bytes.byteLength;
    this.#clock.after(this.#delayMs, () => this.#deliver(bytes));
    this.#heldBack = this.#inFlight > HIGH_WATER_BYTES;
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
    if (this.#ending) return;
    this.#ending = true;
    this.#clock.after(this.#delayMs, () => this.other?.finished(() => this.close(null)));
  }

  /** The other side sends no more: this side ends too, as Node's sockets do, once it has read all. */
  finished(told: () => void): void {
    this.#ended = () => {
      this.close(null);
      told();
    };
    this.#readOn();
  }

  destroy(): void {
    this.close(null);
    this.#clock.after(this.#delayMs, () => this.other?.close(null));
  }

  /** Ends both sides at once with an error. */
  reset(): void {
    this.close(RESET);
    this.other?.close(RESET);
  }

  close(reason: Failure | null): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#reason = reason;
    this.#forget(this);
    // Before `start` there is nobody to tell; it tells then.
    if (this.#handlers !== null) this.#tellClosed(this.#handlers);
  }

  #tellClosed(handlers: ConnectionHandlers): void {
    this.#clock.after(0, () => handlers.closed(this.#reason));
  }

  #deliver(bytes: Uint8Array): void {
    this.other?.receive(bytes, () => this.#taken(bytes.byteLength));
  }

  #taken(length: number): void {
    this.#inFlight -= length;
    if (!this.#heldBack || this.#inFlight > 0 || this.#closed) return;
    this.#heldBack = false;
    this.#handlers?.drained();
  }

  receive(bytes: Uint8Array, read: () => void): void {
    if (this.#closed) return;
    this.#waiting.push({ bytes, read });
    this.#readOn();
  }

  #readOn(): void {
    while (this.#handlers !== null && !this.#paused && !this.#closed) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      next.read();
      this.#handlers.data(next.bytes);
    }
    if (this.#waiting.length === 0 && !this.#paused) this.#ended?.();
  }
}
