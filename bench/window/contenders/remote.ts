import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Values } from '../../harness/benchmark.ts';
import { quantile } from '../../harness/statistics.ts';
import { BenchWindow, now } from '../support/bench-window.ts';
import { ATTEND, OWN_ADDRESS, wordsPainted, write } from '../support/page.ts';
import { chatWith, joining, profileDir, withWindows } from '../support/parley.ts';
import { Talker } from '../support/talker.ts';

/** What lies between the two ends: a bare socket, two peers, or two peers with a window each. */
export type RemoteParams = { readonly between: 'socket' | 'peers' | 'windows' };

const MESSAGES = 60;
/** Between two messages; no multiple of a frame, so that they fall anywhere within one. */
const APART_MS = 103;

/** Sends the message of this number; resolves with how long it took to the other end, ms. */
type Send = (i: number) => Promise<number>;

/** From a message that is sent at one end to its being there, or seen, at the other. */
export async function run({ between }: RemoteParams): Promise<Values> {
  if (between === 'socket') return await overSocket();
  return between === 'peers' ? await amongPeers() : await withWindows(amongWindows);
}

async function times(send: Send): Promise<Values> {
  const took: number[] = [];
  for (let i = 1; i <= MESSAGES; i++) {
    took.push(await send(i));
    await wait(APART_MS);
  }
  return { p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
}

async function overSocket(): Promise<Values> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect({ port: (server.address() as { port: number }).port, noDelay: true });
  const [socket] = await once(server, 'connection');
  const values = await times(async () => {
    const began = now();
    client.write(Buffer.alloc(200));
    await once(socket, 'data');
    return now() - began;
  });
  client.destroy();
  server.close();
  return values;
}

async function amongPeers(): Promise<Values> {
  const ana = await Talker.join('Ana');
  const ben = await Talker.join('Ben', ana.address);
  const values = await times(async (i) => {
    const seen = new Promise<number>((resolve) => {
      const stop = ben.peer.onEvent((event) => {
        if (event.type !== 'message' || event.text !== textOf(i)) return;
        stop();
        resolve(now());
      });
    });
    const began = now();
    await ana.say(textOf(i));
    return (await seen) - began;
  });
  await ben.close();
  await ana.close();
  return values;
}

async function amongWindows(env: NodeJS.ProcessEnv): Promise<Values> {
  const open = async (name: string, seeds: readonly string[]): Promise<BenchWindow> => {
    const parley = { args: joining(name, seeds), ready: chatWith('') };
    return await BenchWindow.open({ env, dir: await profileDir(), parley });
  };
  const ana = await open('Ana', []);
  const ben = await open('Ben', [await ana.page<string>(OWN_ADDRESS)]);
  await ben.page(ATTEND);
  const values = await times(async (i) => {
    const seen = ben.page<number>(wordsPainted(textOf(i)));
    await ana.page(write(textOf(i)));
    await wait(APART_MS);
    const pressed = await ana.press('Return');
    return (await seen) - pressed;
  });
  await ben.close();
  await ana.close();
  return values;
}

function textOf(i: number): string {
  return `number ${i}, and then some words as people write them.`;
}
