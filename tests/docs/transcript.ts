import { FrameReader, MAX_FRAME_BYTES } from '../../src/core/frame.ts';
import { KnownAddresses } from '../../src/core/known-addresses.ts';
import { KnownContacts } from '../../src/core/known-contacts.ts';
import { Memberships } from '../../src/core/memberships.ts';
import type { Connection, Crypto, Random, SecureChannel, Transport } from '../../src/core/ports.ts';
import { identityFromSeed } from '../../src/crypto/identity.ts';
import { sealedCrypto } from '../../src/crypto/sealed.ts';
import { MemoryNetwork } from '../../src/net/memory.ts';
import { ChatPeer, type SessionOptions } from '../../src/peer/chat-peer.ts';
import { MemoryStore } from '../../src/store/memory.ts';
import { cheapArgon2 } from '../support/cheap-argon2.ts';
import { ANYWHERE } from '../support/destinations.ts';
import { readOn } from '../support/frame-reading.ts';
import { readFrames } from '../support/frame-writer.ts';
import { ManualClock } from '../support/manual-clock.ts';

/** Time that a chunk of bytes takes from one peer to another. */
const TRAVEL_MS = 5;
/** Longer than any scene needs to become quiet, shorter than the first heartbeat. */
const QUIET_MS = 1_000;

const HOSTS = { Ana: '10.0.0.1', Ben: '10.0.0.2', Cleo: '10.0.0.3' } as const;
type Name = keyof typeof HOSTS;

/**
 * Real peers on a network in memory, and a record of every frame that one of them writes: as long as it
 * is on the wire, and with the content that was sealed in it.
 */
class Stage {
  readonly #clock = new ManualClock();
  readonly #network = new MemoryNetwork(this.#clock, TRAVEL_MS);
  #began = this.#clock.now();
  #lines: string[] = [];
  /** What is in each sealed frame, by its bytes in hex. */
  readonly #contents = new Map<string, readonly Uint8Array[]>();

  /** Starts a peer on port 4242 of its own host; what it does happens as time passes. */
  enter(name: Name, options: Partial<SessionOptions> = {}): ChatPeer {
    const byte = name.charCodeAt(0);
    const peer = new ChatPeer({
      clock: this.#clock,
      random: countingFrom(byte),
      transport: this.#tapped(name),
      crypto: this.#overheard(
        // Counts by itself, so that nonces and epochs do not move with the number of links.
        sealedCrypto(
          identityFromSeed(new Uint8Array(32).fill(byte)),
          countingFrom(byte),
          cheapArgon2,
        ),
      ),
      store: new MemoryStore(),
      addressBook: new KnownAddresses(() => this.#clock.now()),
      contacts: new KnownContacts(() => this.#clock.now()),
      keyring: new Memberships(),
      addresses: (_host, port) => [`${HOSTS[name]}:${port}`],
    });
    void peer.join({
      name,
      port: 4242,
      host: null,
      seeds: [],
      ...ANYWHERE,
      listen: true,
      mesh: true,
      ...options,
    });
    return peer;
  }

  /** The seeds of somebody who knows the address of one peer. */
  seed(name: Name): SessionOptions['seeds'] {
    return [{ host: HOSTS[name], port: 4242 }];
  }

  /** Lets time pass, and everything happen that falls due. */
  async pass(ms: number = QUIET_MS): Promise<void> {
    await this.#clock.advance(ms);
  }

  /** Forgets what was recorded and counts time from here. */
  begin(): void {
    this.#lines = [];
    this.#began = this.#clock.now();
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  #tapped(name: Name): Transport {
    const bare = this.#network.transport(HOSTS[name]);
    return {
      listen: (at, accepted) =>
        bare.listen(at, (connection) => accepted(this.#tap(name, connection))),
      dial: (to, { opened, failed }) =>
        bare.dial(to, {
          opened: (connection) => {
            this.#note(name, connection, 'connects');
            opened(this.#tap(name, connection));
          },
          failed,
        }),
    };
  }

  #tap(name: Name, connection: Connection): Connection {
    const reader = new FrameReader(MAX_FRAME_BYTES);
    return {
      remote: connection.remote,
      start: (handlers) => connection.start(handlers),
      write: (bytes) => {
        readOn(reader, bytes, (payload) => {
          const [first = payload, ...others] = this.#contentsOf(payload);
          const length = String(payload.byteLength).padStart(4);
          this.#note(name, connection, `${length} B  ${readable(first)}`);
          for (const other of others) this.#note(name, connection, `     +  ${readable(other)}`);
        });
        return connection.write(bytes);
      },
      pause: () => connection.pause(),
      resume: () => connection.resume(),
      end: () => {
        this.#note(name, connection, 'ends the connection');
        connection.end();
      },
      destroy: () => connection.destroy(),
    };
  }

  /** The same crypto, and what it seals is kept. */
  #overheard(crypto: Crypto): Crypto {
    return {
      ...crypto,
      handshake: (role, prologue, key) => {
        const handshake = crypto.handshake(role, prologue, key);
        return {
          locked: handshake.locked,
          begin: () => handshake.begin(),
          receive: (message) => {
            const { send, channel } = handshake.receive(message);
            if (channel === null) return { send, channel };
            const seal: SecureChannel['seal'] = (content, before = 0) => {
              const sealed = channel.seal(content, before);
              this.#contents.set(hex(sealed.subarray(before)), readFrames(content));
              return sealed;
            };
            const { remote } = channel;
            return { send, channel: { remote, open: (frame) => channel.open(frame), seal } };
          },
        };
      },
    };
  }

  #contentsOf(payload: Uint8Array): readonly Uint8Array[] {
    return this.#contents.get(hex(payload)) ?? [];
  }

  #note(name: Name, { remote }: Connection, what: string): void {
    const [to] = Object.entries(HOSTS).find(([, host]) => host === remote.host) ?? ['?'];
    const time = String(this.#clock.now() - this.#began).padStart(5);
    this.#lines.push(`${time} ms  ${name.padStart(4)} -> ${to.padEnd(4)}  ${what}`);
  }
}

/** Bytes that differ from draw to draw and are the same in every run. */
function countingFrom(start: number): Random {
  let next = start;
  return {
    bytes: (length) => Uint8Array.from({ length }, () => next++ % 256),
    fraction: () => 0.5,
  };
}

/** A payload as text: JSON as it is, a channel byte before it as a digit, of anything else the beginning. */
function readable(payload: Uint8Array): string {
  const text = Buffer.from(payload);
  if (payload[0] === '{'.charCodeAt(0)) return shorten(text.toString());
  if (payload.byteLength > 1 && payload[1] === '{'.charCodeAt(0)) {
    return `${payload[0]} ${shorten(text.subarray(1).toString())}`;
  }
  return `${hex(payload).slice(0, 4)}…`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** Ids, tags and nonces by their first four digits: enough to tell them apart here. */
function shorten(text: string): string {
  return text.replace(/\b([0-9a-f]{4})[0-9a-f]{12,124}\b/g, '$1…');
}

/** What each transcript in docs/protocol.md shows; each value plays it and returns the lines. */
export const SCENES = {
  async join() {
    const stage = new Stage();
    stage.enter('Ana');
    await stage.pass();
    stage.begin();
    stage.enter('Ben', { seeds: stage.seed('Ana') });
    await stage.pass();
    return stage.lines;
  },

  async message() {
    const { stage, ana } = await pair();
    void ana.send('Hello, Ben');
    await stage.pass();
    return stage.lines;
  },

  async heartbeat() {
    const { stage } = await pair();
    // In a group of two they say enough to keep in step that nobody needs to ask.
    stage.enter('Cleo', { seeds: stage.seed('Ana') });
    await stage.pass(9_000);
    return stage.lines.filter((line) => /ping|pong/.test(line));
  },

  async third() {
    const { stage } = await pair();
    stage.enter('Cleo', { seeds: stage.seed('Ana') });
    await stage.pass();
    const telling = /connects|neighbours|"links|"want"|"entries"/;
    return stage.lines.filter((line) => telling.test(line));
  },

  async relay() {
    const stage = new Stage();
    stage.enter('Ana', { mesh: false });
    await stage.pass();
    const star = { seeds: stage.seed('Ana'), listen: false, mesh: false };
    const ben = stage.enter('Ben', star);
    stage.enter('Cleo', star);
    await stage.pass();
    stage.begin();
    void ben.send('Hello through Ana');
    await stage.pass();
    return stage.lines;
  },

  async chain() {
    const stage = new Stage();
    stage.enter('Ana', { mesh: false });
    await stage.pass();
    stage.enter('Cleo', { seeds: stage.seed('Ana'), mesh: false });
    await stage.pass();
    stage.begin();
    stage.enter('Ben', { seeds: stage.seed('Cleo'), mesh: false });
    await stage.pass();
    return stage.lines.filter((line) => /connects|"links/.test(line));
  },

  async crossing() {
    const stage = new Stage();
    stage.enter('Ana', { seeds: stage.seed('Ben'), group: 'lobby' });
    stage.enter('Ben', { seeds: stage.seed('Ana'), group: 'lobby' });
    await stage.pass();
    return stage.lines.filter((line) => /connects|hello|goodbye|ends/.test(line));
  },

  async refusal() {
    const stage = new Stage();
    stage.enter('Ana', { group: 'design' });
    await stage.pass();
    stage.begin();
    stage.enter('Ben', { seeds: stage.seed('Ana'), group: 'lobby' });
    await stage.pass(100);
    return stage.lines;
  },

  async locked() {
    const stage = new Stage();
    const locked = { group: 'design', secret: 'ocean tiger lamp violin' };
    stage.enter('Ana', locked);
    await stage.pass();
    stage.begin();
    const seeds = stage.seed('Ana');
    stage.enter('Ben', { ...locked, seeds });
    await stage.pass(40);
    stage.enter('Cleo', { ...locked, seeds, secret: 'window candle river fox' });
    await stage.pass(28);
    const opening = /connects|parley|answer|hello|ends| [0-9a-f]{4}…$/;
    return stage.lines.filter(
      (line) => opening.test(line) && !/Ben -> Cleo|Cleo -> Ben/.test(line),
    );
  },

  async leaving() {
    const { stage, ana } = await pair();
    stage.enter('Cleo', { seeds: stage.seed('Ana') });
    await stage.pass();
    stage.begin();
    void ana.leave();
    await stage.pass(100);
    return stage.lines;
  },
} as const satisfies Record<string, () => Promise<readonly string[]>>;

/** Ana and Ben in one group, all quiet. */
async function pair(): Promise<{ readonly stage: Stage; readonly ana: ChatPeer }> {
  const stage = new Stage();
  const ana = stage.enter('Ana');
  await stage.pass();
  stage.enter('Ben', { seeds: stage.seed('Ana') });
  await stage.pass();
  stage.begin();
  return { stage, ana };
}
