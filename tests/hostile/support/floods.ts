import { createServer, type Server } from 'node:net';
import { expect } from 'vitest';
import { page } from '../../support/author.ts';
import { type Attack, times } from './attack.ts';
import { Intruder } from './intruder.ts';

const MIB = 1_048_576;
/** In one page of the flood. */
const EACH = 100;

/** What somebody can do who keeps to the letter of the protocol, and does it without end. */
export const FLOODS: readonly Attack[] = [
  {
    name: 'Message flood',
    tried: '6,000 messages as fast as they are read',
    leavesBehind: '6,000 messages',
    run: async ({ port, ana }) => {
      const before = await ana.measure();
      const flooder = await Intruder.join(port, 1, 'Flooder');
      const { author, group } = flooder;
      const began = Date.now();
      const pages = times(60, (n) => () => {
        const texts = times(EACH, (i) => `${n * EACH + i} flood`);
        return flooder.page(page(group, 'live', [author.run(group, texts, { seq: 1 + n * EACH })]));
      });
      await flooder.pour(pages);
      const after = await ana.settled(({ messages }) => messages - before.messages >= 6_000);
      expect(after.messages - before.messages).toBeGreaterThanOrEqual(6_000);
      // Two thousand at once and two thousand a second: it cannot have been faster.
      expect(Date.now() - began).toBeGreaterThan(1_900);
      expect(flooder.ended).toBe(false);
      flooder.destroy();
      return 'read at 2,000 a second after a burst of 2,000, or as fast as Ana can; nothing lost';
    },
  },
  {
    name: 'Flood by ten at once',
    tried: '20,000 entries of ten keys, as fast as they are read',
    run: async ({ port }) => {
      const ten = await Promise.all(times(10, (n) => Intruder.join(port, 10 + n, `Flooder ${n}`)));
      await Promise.all(
        ten.map(async (flooder) => {
          const { author, group } = flooder;
          const pages = times(20, (n) => () => {
            const run = author.run(group, times(EACH, String), { seq: 1 + n * EACH, kind: 'blob' });
            return flooder.page(page(group, 'live', [run]));
          });
          flooder.stopListening();
          await flooder.pour(pages);
          expect(flooder.ended).toBe(false);
          // Ana ends her side once she has read it all.
          flooder.end();
          await flooder.until(() => flooder.ended, 'the end');
        }),
      );
      return 'each has its turn, and so do Ana and Ben';
    },
  },
  {
    name: 'Huge pages',
    tried: '12 MiB of full pages nobody asked for',
    run: async ({ port }) => {
      const flooder = await Intruder.join(port, 2, 'Pages');
      const { author, group } = flooder;
      // Of a kind that is stored and passed on and not shown.
      const body = 'x'.repeat(16_000);
      const pages = times(50, (n) => () => {
        const run = author.run(
          group,
          times(15, () => body),
          { seq: 1 + n * 15, kind: 'blob' },
        );
        return flooder.page(page(group, 'live', [run]));
      });
      const began = Date.now();
      await flooder.pour(pages);
      await roundTrip(flooder);
      expect(Date.now() - began).toBeGreaterThan(900);
      flooder.destroy();
      return 'read at 4 MiB a second after a burst of 4 MiB';
    },
  },
  {
    name: 'Ping flood',
    tried: '6,000 pings as fast as they are read',
    run: async ({ port, ana }) => {
      const flooder = await Intruder.join(port, 3, 'Pinger');
      const began = Date.now();
      await flooder.pour(times(6_000, () => () => flooder.say({ t: 'ping', n: 1 })));
      await roundTrip(flooder);
      expect(Date.now() - began).toBeGreaterThan(1_900);
      expect((await ana.measure()).warnings).toContain('flood');
      flooder.destroy();
      return 'answered at 2,000 a second after a burst of 2,000; the person is told who it is';
    },
  },
  {
    name: 'A reader that never reads',
    tried: '400 questions for 129 kB each and 4,000 pings, no answer read',
    run: async ({ port, ana }) => {
      const reader = await Intruder.join(port, 4, 'Deaf');
      const { author, group } = reader;
      const long = times(30, (n) => `${n} ${'x'.repeat(8_000)}`);
      reader.page(page(group, 'live', [author.run(group, long)]));
      await roundTrip(reader);
      const before = await ana.measure();
      reader.stopReading();
      for (let i = 0; i < 400; i++) {
        reader.say({ t: 'recent', n: i, limit: 200 });
        // Only the latest four wait: so that each is answered they come one after the other.
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await reader.pour(times(4_000, () => () => reader.say({ t: 'ping', n: 1 })));
      const during = await ana.measure();
      // A queue of 1 MiB and a page, what is being sealed, and what the chat has said meanwhile.
      expect(during.heapBytes - before.heapBytes).toBeLessThan(8 * MIB);
      expect(during.sockets).toBe(before.sockets);
      reader.destroy();
      return 'at most 1 MiB and a page waits; the rest is dropped, and said again on asking';
    },
  },
  {
    name: 'Writing and reading without end',
    tried: '6,000 words of who writes and has read what, its own and in Ben’s name',
    run: async ({ port }) => {
      const liar = await Intruder.join(port, 31, 'Scribbler');
      const { peers } = liar.said('neighbours') as { peers: { id: string; name: string }[] };
      const ben = peers.find(({ name }) => name === 'Ben')?.id;
      expect(ben).toBeDefined();
      const writing = times(4_000, (n) => () => {
        const of = n % 4 === 0 ? ben : liar.author.id;
        return liar.say({ t: 'typing', of, on: n % 2 === 0, n });
      });
      const read = times(2_000, (n) => () => {
        const heads = times(20, (i) => [logOf(n * 20 + i), Number.MAX_SAFE_INTEGER]);
        return liar.say({ t: 'read', of: n % 2 === 0 ? ben : liar.author.id, heads });
      });
      await liar.pour([...writing, ...read]);
      await roundTrip(liar);
      expect(liar.ended).toBe(false);
      liar.destroy();
      return 'read at 2,000 a second after a burst of 2,000; two a second count, and none in Ben’s name';
    },
  },
  {
    name: 'Digests and heads of millions of logs',
    tried: '100,096 logs of 2^53 - 1 entries claimed, 400 digests',
    run: async ({ port, ana }) => {
      const before = await ana.measure();
      const liar = await Intruder.join(port, 5, 'Liar');
      const claims = times(391, (n) => () => {
        const heads = times(256, (i) => [
          logOf(n * 256 + i),
          Number.MAX_SAFE_INTEGER,
          '0'.repeat(16),
        ]);
        return liar.say({ t: 'have', of: liar.author.id, heads });
      });
      await liar.pour(claims);
      const digests = times(
        400,
        (n) => () => liar.say({ t: 'digest', hash: n.toString(16).padStart(64, '0'), again: true }),
      );
      await liar.pour(digests);
      await roundTrip(liar);
      const during = await ana.measure();
      expect(during.heapBytes - before.heapBytes).toBeLessThan(12 * MIB);
      const asked = liar.heard.filter(({ t }) => t === 'want').length;
      expect(asked).toBeLessThan(20);
      liar.destroy();
      return '4,096 offers kept, one page asked for at a time; heads told once a second';
    },
  },
  {
    name: 'Connecting and leaving without end',
    tried: '150 times by one key',
    run: async ({ port, ana }) => {
      const before = await ana.measure();
      for (let i = 0; i < 150; i++) {
        const one = await Intruder.join(port, 6, 'Flapper');
        expect(one.ended).toBe(false);
        one.say({ t: 'goodbye', code: 'leaving', message: '' });
        await one.until(() => one.ended, 'the end');
      }
      const after = await ana.measure();
      expect(after.notices - before.notices).toBeLessThanOrEqual(2);
      return 'let in each time; two lines in the timeline, “joined” and “left”';
    },
  },
  {
    name: 'Gossiped addresses of strangers and oneself',
    tried: '512 addresses of 256 invented members: a stranger’s ports, Ana’s own, Ben’s',
    run: async ({ port }) => {
      const stranger = await Stranger.listen();
      const gossip = await Intruder.join(port, 7, 'Gossip');
      const peers = times(256, (n) => ({
        ...{ id: n.toString(16).padStart(64, '5'), name: `Nobody ${n}`, epoch: 'cd'.repeat(8) },
        addresses: [`127.0.0.1:${stranger.port}`, `127.0.0.1:${port}`],
      }));
      for (let i = 0; i < 256; i += 64)
        gossip.say({ t: 'neighbours', peers: peers.slice(i, i + 64) });
      await roundTrip(gossip);
      await stranger.quiet();
      // 128 a minute, and a minute may have turned meanwhile.
      expect(stranger.calls).toBeGreaterThan(0);
      expect(stranger.calls).toBeLessThanOrEqual(256);
      gossip.destroy();
      stranger.close();
      return 'the stranger is dialled 128 times a minute at most, Ana’s own address is not';
    },
  },
  {
    // The last one: for a while nobody else comes in for the first time.
    name: 'A new key for each connection',
    tried: '200 people who join and leave',
    leavesBehind: 'about 130 people',
    run: async ({ port, ana }) => {
      const before = await ana.measure();
      const began = Date.now();
      let full = 0;
      for (let i = 0; i < 200; i++) {
        const one = await Intruder.join(port, 0, `Nobody ${i}`);
        if (!one.ended) one.say({ t: 'goodbye', code: 'leaving', message: '' });
        full += (await one.goodbye()) === 'full' ? 1 : 0;
      }
      const after = await ana.measure();
      expect(full).toBeGreaterThan(20);
      const people = after.people - before.people;
      expect(people).toBeLessThanOrEqual(130 + (Date.now() - began) / 1_000);
      return 'no more than 128 at once and one a second; the others are refused as “full”';
    },
  },
];

/** Waits until all that was said before has been read. */
async function roundTrip(intruder: Intruder): Promise<void> {
  const n = 77_777;
  intruder.say({ t: 'ping', n });
  await intruder.until(
    () => intruder.heard.some(({ t, n: heard }) => t === 'pong' && heard === n) || intruder.ended,
    'the last pong',
  );
  expect(intruder.ended).toBe(false);
}

function logOf(n: number): string {
  return `${n.toString(16).padStart(64, '7')}.${'cd'.repeat(8)}`;
}

/** Somebody who has nothing to do with it, hangs up on every call, and counts them. */
class Stranger {
  readonly port: number;
  calls = 0;
  readonly #server: Server;
  #last = Date.now();

  constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as { port: number }).port;
    server.on('connection', (socket) => {
      this.calls += 1;
      this.#last = Date.now();
      socket.on('error', () => undefined);
      socket.destroy();
    });
  }

  static listen(): Promise<Stranger> {
    return new Promise((resolve) => {
      const server = createServer();
      server.listen(0, '127.0.0.1', () => resolve(new Stranger(server)));
    });
  }

  /** Resolves once somebody has called, and then nobody for two seconds. */
  async quiet(): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (this.calls === 0 || Date.now() - this.#last < 2_000) return;
        clearInterval(look);
        resolve();
      }, 100);
    });
  }

  close(): void {
    this.#server.close();
  }
}
