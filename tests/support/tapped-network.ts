import type {
  Clock,
  Connection,
  ConnectionHandlers,
  Listener,
  Transport,
} from '../../src/core/ports.ts';
import { MemoryNetwork } from '../../src/net/memory.ts';
import { readFrames } from './frame-writer.ts';

/** Something that was written: between whom, and its JSON where it is a message of an open link. */
export type SeenFrame = {
  readonly from: string;
  readonly to: string;
  readonly message: Readonly<Record<string, unknown>> | null;
};

const HEADER_BYTES = 4;

/** A network in memory whose frames and connections a test can count, and whose wires it can break. */
export class TappedNetwork {
  readonly memory: MemoryNetwork;
  readonly frames: SeenFrame[] = [];
  /** Who dialled whom, `ana>ben`, one for each connection that is open now. */
  readonly open: string[] = [];
  /** Every dial so far: at what time, from which host to which. */
  readonly dials: { readonly at: number; readonly from: string; readonly to: string }[] = [];
  readonly #clock: Clock;
  readonly #silent = new Set<string>();
  readonly #stalled = new Set<string>();
  readonly #connections = new Set<TappedConnection>();
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(clock: Clock, delayMs: number) {
    this.#clock = clock;
    this.memory = new MemoryNetwork(clock, delayMs);
  }

  /** The network as seen from one host, overheard. */
  transport(host: string): Transport {
    const inner = this.memory.transport(host);
    return {
      listen: async (at, accepted) => {
        const listening = await inner.listen(at, (connection) =>
          accepted(new TappedConnection(host, connection, this, () => undefined)),
        );
        if (listening.ok) this.#listenersOf(host).add(listening.value);
        return listening;
      },
      dial: (to, handlers) => {
        this.dials.push({ at: this.#clock.now(), from: host, to: to.host });
        return inner.dial(to, {
          failed: handlers.failed,
          opened: (connection) => {
            const way = `${host}>${to.host}`;
            this.open.push(way);
            const closed = (): void => {
              this.open.splice(this.open.indexOf(way), 1);
            };
            handlers.opened(new TappedConnection(host, connection, this, closed));
          },
        });
      },
    };
  }

  /** Cuts every connection between two hosts, as a reset does. */
  cut(hostA: string, hostB: string): void {
    this.memory.cut(hostA, hostB);
  }

  /** From now on what two hosts send each other vanishes, and neither is told: a half-open link. */
  silence(hostA: string, hostB: string): void {
    this.#silent.add(`${hostA} ${hostB}`).add(`${hostB} ${hostA}`);
  }

  unsilence(hostA: string, hostB: string): void {
    this.#silent.delete(`${hostA} ${hostB}`);
    this.#silent.delete(`${hostB} ${hostA}`);
  }

  isSilent(from: string, to: string): boolean {
    return this.#silent.has(`${from} ${to}`);
  }

  /** From now on `reader` reads nothing of what `writer` sends it: it waits with the writer. */
  stall(writer: string, reader: string): void {
    this.#stalled.add(`${writer} ${reader}`);
  }

  /** The reader reads again, and first all that has waited. */
  resume(writer: string, reader: string): void {
    this.#stalled.delete(`${writer} ${reader}`);
    for (const connection of this.#connections) connection.flush();
  }

  isStalled(writer: string, reader: string): boolean {
    return this.#stalled.has(`${writer} ${reader}`);
  }

  /** Bytes that wait now with a writer, for all stalled readers. */
  waitingWith(writer: string): number {
    return [...this.#connections]
      .filter(({ host }) => host === writer)
      .reduce((sum, { waitingBytes }) => sum + waitingBytes, 0);
  }

  /** Called for every connection that begins; the returned function when it has ended. */
  began(connection: TappedConnection): () => void {
    this.#connections.add(connection);
    return () => this.#connections.delete(connection);
  }

  /** Takes a host off the network as a crash does: no door, no links, no goodbye. */
  async crash(host: string, others: readonly string[]): Promise<void> {
    for (const listener of this.#listenersOf(host)) await listener.close();
    for (const other of others) this.cut(host, other);
    for (const other of others) this.silence(host, other);
  }

  /** Closing is told later, never from within the call that closes. */
  soon(run: () => void): void {
    this.#clock.after(0, run);
  }

  /** The messages of one type among the frames written so far. */
  messages(type: string): readonly SeenFrame[] {
    return this.frames.filter(({ message }) => message?.['t'] === type);
  }

  /** A whole frame, as a link writes it: what was said in one turn, or something of the opening. */
  see(from: string, to: string, bytes: Uint8Array): void {
    for (const content of contentsOf(bytes.subarray(HEADER_BYTES))) {
      this.frames.push({ from, to, message: readMessage(content) });
    }
  }

  #listenersOf(host: string): Set<Listener> {
    const listeners = this.#listeners.get(host) ?? new Set<Listener>();
    this.#listeners.set(host, listeners);
    return listeners;
  }
}

class TappedConnection implements Connection {
  readonly remote: Connection['remote'];
  readonly host: string;
  readonly #inner: Connection;
  readonly #network: TappedNetwork;
  readonly #closed: () => void;
  readonly #gone: () => void;
  /** What a stalled reader has not taken yet. */
  #waiting: Uint8Array[] = [];
  #drained: () => void = () => undefined;
  #ended = false;
  /** What to say once this side gives up, where the other side’s end went unheard. */
  #unheard: (() => void) | null = null;

  constructor(host: string, inner: Connection, network: TappedNetwork, closed: () => void) {
    this.remote = inner.remote;
    this.host = host;
    this.#inner = inner;
    this.#network = network;
    this.#closed = closed;
    this.#gone = network.began(this);
  }

  start(handlers: ConnectionHandlers): void {
    this.#drained = () => handlers.drained();
    const deaf = (): boolean => this.#network.isSilent(this.remote.host, this.host);
    this.#inner.start({
      data: (bytes) => {
        if (!deaf()) handlers.data(bytes);
      },
      drained: () => {
        if (this.#waiting.length === 0) handlers.drained();
      },
      closed: (reason) => {
        this.#closed();
        this.#gone();
        // Behind a broken wire nobody hears that the other side has hung up.
        if (this.#ended || !deaf() || reason !== null) handlers.closed(reason);
        else this.#unheard = () => handlers.closed(null);
      },
    });
  }

  write(bytes: Uint8Array): boolean {
    if (this.#network.isSilent(this.host, this.remote.host)) return true;
    this.#network.see(this.host, this.remote.host, bytes);
    if (!this.#network.isStalled(this.host, this.remote.host)) return this.#inner.write(bytes);
    this.#waiting.push(bytes);
    return false;
  }

  get waitingBytes(): number {
    return this.#waiting.reduce((sum, bytes) => sum + bytes.byteLength, 0);
  }

  flush(): void {
    if (this.#network.isStalled(this.host, this.remote.host)) return;
    const waiting = this.#waiting.splice(0);
    if (waiting.length === 0) return;
    const taken = waiting.map((bytes) => this.#inner.write(bytes)).at(-1) ?? true;
    if (taken) this.#network.soon(() => this.#drained());
  }

  pause(): void {
    this.#inner.pause();
  }

  resume(): void {
    this.#inner.resume();
  }

  end(): void {
    this.#ended = true;
    this.#inner.end();
    this.#catchUp();
  }

  destroy(): void {
    this.#ended = true;
    this.#inner.destroy();
    this.#catchUp();
  }

  #catchUp(): void {
    if (this.#unheard !== null) this.#network.soon(this.#unheard);
    this.#unheard = null;
  }
}

/** What is in a frame of an open link; of what is said before, the frame itself. */
function contentsOf(payload: Uint8Array): readonly Uint8Array[] {
  try {
    return readFrames(payload);
  } catch {
    return [payload];
  }
}

/** A content as an open link would read it; null for what is said before. */
function readMessage(content: Uint8Array): SeenFrame['message'] {
  if (content[0] !== 1 && content[0] !== 2) return null;
  try {
    return JSON.parse(Buffer.from(content.subarray(1)).toString('utf8'));
  } catch {
    return null;
  }
}
