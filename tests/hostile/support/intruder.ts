import { connect, type Socket } from 'node:net';
import { createIdentity, identityFromSeed } from '../../../src/crypto/identity.ts';
import { Author } from '../../support/author.ts';
import { readFrames, writeFrames } from '../../support/frame-writer.ts';
import { NoiseByHand } from '../../support/noise-by-hand.ts';

const CONTROL = 1;
const PAGE = 2;
const EPOCH = 'ee'.repeat(8);
const PROTOCOL = Buffer.from('parley link 1\n');
/** Another loopback address than the honest ones have, so that they can be told apart. */
const HOST = '127.0.0.9';
/** A bound on what should take a moment: only a failing test waits so long. */
const BOUND_MS = 15_000;

type Heard = Readonly<Record<string, unknown>>;

/** Somebody on a real socket who speaks the protocol by hand, and may break it at any point. */
export class Intruder {
  /** The key that this one has, and writes with. */
  readonly author: Author;
  readonly heard: Heard[] = [];
  readonly #who: number;
  readonly #socket: Socket;
  readonly #frames: Buffer[] = [];
  readonly #watchers = new Set<() => void>();
  #received = Buffer.alloc(0);
  #noise: NoiseByHand | null = null;
  /** Every byte that this one has sent. */
  readonly sent: Buffer[] = [];
  ended: boolean;

  constructor(socket: Socket, who: number) {
    this.#who = who;
    this.#socket = socket;
    this.author = new Author(who, EPOCH);
    socket.on('data', (bytes: Buffer) => this.#hear(bytes));
    socket.on('error', () => undefined);
    this.ended = socket.destroyed;
    socket.on('close', () => {
      this.ended = true;
      this.#changed();
    });
  }

  /** Connects and says nothing yet. `who`, 1 to 255, makes several of them several people; 0 is somebody new. */
  static connect(port: number, who = 0xfe, from: string = HOST): Promise<Intruder> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, localAddress: from, noDelay: true });
      const opened = (): void => resolve(new Intruder(socket, who));
      // Cut off at once: that is an answer too.
      socket.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNRESET' ? opened() : reject(error),
      );
      socket.once('connect', opened);
    });
  }

  /** The same as far as a link that is up, and the id of the group. */
  static async join(port: number, who?: number, name = 'Mallory'): Promise<Intruder> {
    const intruder = await Intruder.connect(port, who);
    await intruder.shakeHands();
    intruder.hello({ name });
    await intruder.until(
      () => intruder.said('neighbours') !== undefined || intruder.ended,
      'a link',
    );
    return intruder;
  }

  get group(): string {
    const { group } = this.said('hello') as { group: { id: string } };
    return group.id;
  }

  /** Goes as far as the other side's hello, without saying its own. */
  async shakeHands(): Promise<void> {
    const preamble = Buffer.from(
      JSON.stringify({ parley: [1, 1], nonce: '0'.repeat(32), tag: null }),
    );
    this.frame(preamble);
    const answer = await this.#next('an answer');
    const prologue = Buffer.concat([PROTOCOL, writeFrames([preamble, answer])]);
    const self = this.#who === 0 ? createIdentity() : identityFromSeed(Buffer.alloc(32, this.#who));
    const noise = new NoiseByHand('dialler', self, prologue);
    this.frame(noise.write());
    noise.read(await this.#next('the answer to the handshake'));
    this.frame(noise.write());
    this.#noise = noise;
    for (const sealed of this.#frames.splice(0)) this.#read(sealed);
    await this.until(() => this.said('hello') !== undefined || this.ended, 'a hello');
  }

  hello(part: object = {}): void {
    const claims = { versions: [1, 1], features: [], name: 'Mallory', epoch: EPOCH, linked: false };
    this.say({ t: 'hello', ...claims, group: null, port: null, addresses: [], ...part });
  }

  /** A control message; false asks to hold back. */
  say(message: object): boolean {
    return this.content(CONTROL, JSON.stringify(message));
  }

  page(json: string): boolean {
    return this.content(PAGE, json);
  }

  content(channel: number, content: string | Uint8Array): boolean {
    if (this.#noise === null) return this.frame(Buffer.from(content));
    const said = Buffer.concat([Uint8Array.of(channel), Buffer.from(content)]);
    return this.sealed(writeFrames([said]));
  }

  /** A frame with this sealed in it, whatever it is. */
  sealed(contents: Uint8Array): boolean {
    return this.frame(this.#noise?.seal(contents) ?? contents);
  }

  frame(payload: Uint8Array): boolean {
    return this.write(writeFrames([payload]));
  }

  write(bytes: Buffer): boolean {
    this.sent.push(bytes);
    return this.#socket.writable ? this.#socket.write(bytes) : true;
  }

  /** Says all of it as fast as the other side reads; in between the honest ones have their turn. */
  async pour(parts: Iterable<() => boolean>): Promise<void> {
    for (const say of parts) {
      if (this.ended) return;
      const taken = say();
      await new Promise((resolve) => setImmediate(resolve));
      if (!taken) await this.#drained();
    }
    await this.#drained();
  }

  /** From now on this one reads all that comes, and looks at none of it. */
  stopListening(): void {
    this.#socket.removeAllListeners('data').on('data', () => undefined);
  }

  /** From now on this one reads nothing. */
  stopReading(): void {
    this.#socket.pause();
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** The first message of a type that the other side has sent. */
  said(type: string): Heard | undefined {
    return this.heard.find(({ t }) => t === type);
  }

  /** The other side's word for why it ended the link, once it has; null where it gave none. */
  async goodbye(): Promise<unknown> {
    await this.until(() => this.ended, 'the end of the connection');
    return this.said('goodbye')?.['code'] ?? null;
  }

  /** Looks again whenever something happens on the socket, until `condition` holds. */
  async until(condition: () => boolean, what: string): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (!condition()) return;
        clearTimeout(timer);
        this.#watchers.delete(look);
        this.#socket.off('drain', look);
        resolve();
      };
      const timer = setTimeout(() => reject(new Error(`An intruder waits for ${what}`)), BOUND_MS);
      this.#watchers.add(look);
      this.#socket.on('drain', look);
    });
  }

  /** The other side's answer in the open: a refusal, for one. */
  get answer(): string {
    return this.#frames[0]?.toString() ?? '';
  }

  #drained(): Promise<void> {
    return this.until(() => this.#socket.writableLength === 0 || this.ended, 'being read');
  }

  async #next(what: string): Promise<Buffer> {
    await this.until(() => this.#frames.length > 0 || this.ended, what);
    const frame = this.#frames.shift();
    if (frame === undefined) throw new Error(`The connection ended before ${what}`);
    return frame;
  }

  #hear(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const length =
        this.#received.length < 4 ? Number.POSITIVE_INFINITY : this.#received.readUInt32BE();
      if (this.#received.length < 4 + length) break;
      const frame = this.#received.subarray(4, 4 + length);
      this.#received = this.#received.subarray(4 + length);
      if (this.#noise === null) this.#frames.push(frame);
      else this.#read(frame);
    }
    this.#changed();
  }

  #read(sealed: Buffer): void {
    for (const content of readFrames(this.#noise?.open(sealed) ?? sealed)) {
      this.heard.push(JSON.parse(content.subarray(1).toString()));
    }
  }

  #changed(): void {
    for (const look of [...this.#watchers]) look();
  }
}
