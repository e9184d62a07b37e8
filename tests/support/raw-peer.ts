import type { Connection } from '../../src/core/ports.ts';
import { Author } from './author.ts';
import { readFrames, writeFrames } from './frame-writer.ts';
import { at, type Group } from './group.ts';

const CONTROL = 1;
export const PAGE = 2;
const EPOCH = 'ee'.repeat(8);

/** Somebody who speaks the protocol by hand, from the document, and may break it at any point. */
export class RawPeer {
  /** What this one claims to be. */
  readonly author: Author;
  readonly id: string;
  readonly heard: Readonly<Record<string, unknown>>[] = [];
  closed = false;
  readonly #connection: Connection;
  #frames = 0;

  constructor(connection: Connection, who = 0xfe) {
    this.author = new Author(who, EPOCH);
    this.id = this.author.id;
    this.#connection = connection;
    connection.start({
      data: (bytes) => this.#hear(bytes),
      drained: () => undefined,
      closed: () => {
        this.closed = true;
      },
    });
  }

  /** Connects to a member and says nothing yet. `who` makes several of them several people. */
  static async dial(group: Group, host: string, who?: number, from = 'mallory'): Promise<RawPeer> {
    const raw = new Promise<RawPeer>((resolve, reject) => {
      group.network.memory.transport(from).dial(at(host), {
        opened: (connection) => resolve(new RawPeer(connection, who)),
        failed: (failure) => reject(new Error(failure.message)),
      });
    });
    return group.run(raw, 'a raw connection');
  }

  /** Goes as far as the other side's hello, without saying its own. */
  async shakeHands(group: Group): Promise<void> {
    this.frame(JSON.stringify({ parley: [1, 1], nonce: '0'.repeat(32), tag: null }));
    await group.until(() => this.#frames === 1, 'a welcome');
    this.write(writeFrames([Uint8Array.of(1)]));
    await group.until(() => this.#frames === 2, 'the answer to the handshake');
    this.write(writeFrames([Buffer.from(this.id, 'hex')]));
    await group.until(() => this.said('hello') !== undefined, 'a hello');
  }

  hello(part: object = {}): void {
    const claims = { versions: [1, 1], features: [], name: 'Mallory', epoch: EPOCH, linked: false };
    this.say({ t: 'hello', ...claims, group: null, port: null, addresses: [], ...part });
  }

  /** A control message of an open link. */
  say(message: object): void {
    this.message(CONTROL, JSON.stringify(message));
  }

  message(channel: number, json: string): void {
    this.contents([Buffer.concat([Uint8Array.of(channel), Buffer.from(json)])]);
  }

  /** Several in one frame, as a link does with what is said in one turn. */
  contents(contents: readonly Uint8Array[]): void {
    this.write(writeFrames([writeFrames(contents)]));
  }

  frame(text: string): void {
    this.write(writeFrames([Buffer.from(text)]));
  }

  write(bytes: Uint8Array): void {
    this.#connection.write(bytes);
  }

  /** Hangs up once all that was written has left. */
  end(): void {
    this.#connection.end();
  }

  destroy(): void {
    this.#connection.destroy();
  }

  /** The first message of a type that the other side has sent. */
  said(type: string): Readonly<Record<string, unknown>> | undefined {
    return this.heard.find(({ t }) => t === type);
  }

  /** The number of the latest question for a page. */
  get asked(): unknown {
    return this.heard.findLast(({ t }) => t === 'want' || t === 'recent')?.['n'];
  }

  /** A link writes a whole frame at a time, so that none needs to be put together here. */
  #hear(bytes: Uint8Array): void {
    this.#frames += 1;
    if (this.#frames <= 2) return;
    for (const content of readFrames(bytes).flatMap(inFrame)) {
      const [channel] = content;
      if (channel !== CONTROL && channel !== PAGE) continue;
      this.heard.push(JSON.parse(content.subarray(1).toString('utf8')));
    }
  }
}

/** What is in a frame of an open link; nothing where it is a frame of the opening. */
function inFrame(payload: Uint8Array): Buffer[] {
  try {
    return readFrames(payload);
  } catch {
    return [];
  }
}
