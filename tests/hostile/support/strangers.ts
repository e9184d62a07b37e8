import { randomBytes } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { expect } from 'vitest';
import { header } from '../../support/frame-writer.ts';
import { type Attack, asStrangers, times } from './attack.ts';
import { Intruder } from './intruder.ts';
import type { MemberProcess } from './member-process.ts';

/** What a stranger can do who has not proved any key. */
export const STRANGERS: readonly Attack[] = [
  {
    name: 'Frames announced too long',
    tried: '100 connections, 1,025 bytes to 4 GiB announced',
    run: async (scene) => {
      await asStrangers(scene, 50, (intruder) => intruder.write(header(1_025)));
      await asStrangers(scene, 50, (intruder) => intruder.write(header(0xffff_ffff)));
      return 'each cut off at the announcement';
    },
  },
  {
    name: 'Frames of no bytes',
    tried: '100 connections',
    run: async (scene) => {
      await asStrangers(scene, 100, (intruder) => intruder.write(header(0)));
      return 'each cut off';
    },
  },
  {
    name: 'Bytes that are no frames',
    tried: '100 connections: HTTP, and what chance yields',
    run: async (scene) => {
      const request = Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
      await asStrangers(scene, 50, (intruder) => intruder.write(request));
      // The first four bytes are a length beyond any.
      const noise = (): Buffer => Buffer.concat([Buffer.of(0xff), randomBytes(4_096)]);
      await asStrangers(scene, 50, (intruder) => intruder.write(noise()));
      return 'each cut off';
    },
  },
  {
    name: 'Handshakes a byte at a time',
    tried: '20 connections, a byte every 50 ms',
    run: async ({ port }) => {
      const slow = await Promise.all(times(20, () => Intruder.connect(port)));
      const preamble = Buffer.from(`{"parley":[1,1],"nonce":"${'0'.repeat(32)}","tag":null}`);
      const whole = Buffer.concat([header(preamble.length * 10), preamble]);
      let at = 0;
      const dripping = setInterval(() => {
        for (const intruder of slow) intruder.write(whole.subarray(at, at + 1));
        at += 1;
      }, 50);
      await Promise.all(
        slow.map((one) => one.until(() => one.ended, 'the end of a slow handshake')),
      );
      clearInterval(dripping);
      // They were cut off while they were still at it.
      expect(at).toBeLessThan(whole.length + 100);
      expect(slow.map(({ answer }) => answer)).toEqual(times(20, () => ''));
      return 'each cut off after 5 s';
    },
  },
  {
    name: 'Half-open flood',
    tried: '400 connections that say nothing',
    run: async ({ port, ana }) => {
      const before = await ana.measure();
      const flood: Intruder[] = [];
      for (let i = 0; i < 400; i++) flood.push(await Intruder.connect(port));
      const during = await ana.measure();
      // Twenty who may come in, and as many who are being told that it is full.
      expect(during.sockets - before.sockets).toBeLessThanOrEqual(40);
      await Promise.all(flood.map((one) => one.until(() => one.ended, 'the end of the silence')));
      const refused = flood.filter(({ answer }) => answer.includes('"full"')).length;
      expect(refused).toBeGreaterThan(0);
      return 'no more than 20 held, the others refused as “full” or cut off; all gone after 5 s';
    },
  },
  {
    name: 'Half-open flood, and an honest newcomer',
    tried: '200 connections from one address, Cleo from another',
    run: async ({ port }) => {
      const flood: Intruder[] = [];
      for (let i = 0; i < 200; i++) flood.push(await Intruder.connect(port));
      const cleo = await Intruder.connect(port, 0x43, '127.0.0.8');
      await cleo.shakeHands();
      cleo.hello({ name: 'Cleo' });
      await cleo.until(() => cleo.said('neighbours') !== undefined, 'Cleo to be let in');
      cleo.say({ t: 'goodbye', code: 'leaving', message: '' });
      for (const one of flood) one.destroy();
      await cleo.until(() => cleo.ended, 'the end');
      return 'she is let in; the oldest of the silent ones makes room';
    },
  },
  {
    name: 'Half-open flood from many addresses, and an honest newcomer',
    tried: '59 addresses, each taking its place anew once it has lost it; Cleo from another',
    run: async ({ port, ana }) => {
      const before = await ana.measure();
      const flood = new SilentCrowd(port);
      await flood.gather();
      const began = Date.now();
      const [cleo, turnedAway] = await askedAgain(port);
      // Before the silent ones are cut off for their silence.
      expect(Date.now() - began).toBeLessThan(4_000);
      expect(turnedAway).toBeGreaterThan(0);
      expect((await ana.measure()).sockets - before.sockets).toBeLessThanOrEqual(40);
      cleo.hello({ name: 'Cleo' });
      await cleo.until(() => cleo.said('neighbours') !== undefined, 'Cleo to be let in');
      cleo.say({ t: 'goodbye', code: 'leaving', message: '' });
      await cleo.until(() => cleo.ended, 'the end');
      flood.disperse();
      return 'she is let in within two seconds, asking again as programs do; the oldest of the silent ones makes room';
    },
  },
  {
    name: 'A recorded session played again',
    tried: '50 times, to the byte',
    run: async ({ port, ana }) => {
      const recorded = await recordSession(port, ana);
      const again = (intruder: Intruder): unknown => intruder.write(recorded);
      await asStrangers({ port, ana, ben: ana }, 50, again, 'welcome');
      return 'each cut off at the last handshake frame: it is for keys that are gone';
    },
  },
  {
    name: 'More keys than one address may have',
    tried: '80 links by 80 keys, 64 allowed here',
    run: async ({ port, ana }) => {
      const before = await ana.measure();
      const keys: Intruder[] = [];
      const said: string[] = [];
      for (let i = 0; i < 80; i++) {
        const one = await Intruder.connect(port, 100 + i);
        await one.shakeHands().catch(() => said.push(one.answer));
        one.hello({ name: `Many ${i}` });
        keys.push(one);
      }
      const during = await ana.measure();
      expect(during.sockets - before.sockets).toBe(64);
      expect(said).toHaveLength(16);
      for (const one of keys) one.destroy();
      return '64 are let in, the others refused as “full”';
    },
  },
  {
    name: 'Handshakes without end',
    tried: '300 by 300 keys, each cut off before its hello',
    run: async ({ port }) => {
      for (let i = 0; i < 300; i++) {
        const one = await Intruder.connect(port, 0);
        await one.shakeHands();
        one.destroy();
      }
      return 'each costs Ana about a millisecond, and leaves nothing';
    },
  },
];

/** How soon a seed that is full is asked again, as the protocol has it. */
const ASK_AGAIN_MS = 300;

/** Cleo from an address of her own, who asks again while she is told that it is full; and how often she was. */
async function askedAgain(port: number): Promise<readonly [Intruder, number]> {
  for (let turnedAway = 0; ; turnedAway++) {
    const cleo = await Intruder.connect(port, 0x43, '127.0.0.61');
    const isIn = await cleo.shakeHands().then(
      () => true,
      () => false,
    );
    if (isIn) return [cleo, turnedAway];
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}

/** Whoever was not cut off sooner had a place. */
const HELD_MS = 500;

/** 127.0.0.2 to 127.0.0.60, all connected and silent. Whoever has had a place and loses it comes again. */
class SilentCrowd {
  readonly #port: number;
  readonly #here = new Set<Intruder>();
  #isOver = false;

  constructor(port: number) {
    this.#port = port;
  }

  /** All at once, so that nobody has held a place for long. */
  async gather(): Promise<void> {
    await Promise.all(times(59, (n) => this.#come(`127.0.0.${n + 2}`)));
  }

  disperse(): void {
    this.#isOver = true;
    for (const one of this.#here) one.destroy();
  }

  async #come(from: string): Promise<Intruder> {
    const one = await Intruder.connect(this.#port, 0, from);
    this.#here.add(one);
    const came = Date.now();
    void one
      .until(() => one.ended, 'the end of the silence')
      .then(() => {
        this.#here.delete(one);
        if (!this.#isOver && Date.now() - came > HELD_MS) void this.#come(from);
      });
    return one;
  }
}

/** What somebody honest sent, from connecting to leaving, as a tap on the wire has it. */
async function recordSession(port: number, ana: MemberProcess): Promise<Buffer> {
  const bytes: Buffer[] = [];
  const tap = createServer((dialler) => {
    const listener = connect(port, '127.0.0.1');
    dialler.on('data', (part) => bytes.push(part)).pipe(listener);
    listener.pipe(dialler);
    listener.on('error', () => undefined);
    dialler.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => {
    tap.listen(0, '127.0.0.1', resolve);
  });
  const { port: tapped } = tap.address() as { port: number };
  const came = ana.told('came', ({ name }) => name === 'Dan');
  const dan = await Intruder.join(tapped, 0x44, 'Dan');
  await came;
  dan.say({ t: 'goodbye', code: 'leaving', message: '' });
  await dan.until(() => dan.ended, 'the end');
  tap.close();
  return Buffer.concat(bytes);
}
