import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CountedStore } from '../../parley/counted-store.ts';
import { CountedTransport } from '../../parley/counted-transport.ts';
import { enter, member } from '../../parley/member.ts';
import { TEXT_BYTES } from '../../parley/past.ts';
import type { Host } from '../host-process.ts';
import { Peak } from '../peak.ts';
import { end, started } from '../started.ts';

export type CatchUpParams = { readonly messages: number };

export type CatchUpValues = {
  readonly seconds: number;
  readonly cpu: number;
  readonly rss: number;
  readonly heap: number;
  readonly bytes: number;
};

/**
 * A peer with an empty history joins by another one's address, and gets all that was ever said. The
 * clock runs from the dialling until every log is verified and stored to its end.
 */
export async function run({ messages }: CatchUpParams): Promise<CatchUpValues> {
  const { child, said } = await started<Host>(
    new URL('../host-process.ts', import.meta.url),
    messages,
  );
  const folder = await mkdtemp(join(tmpdir(), 'newcomer-'));
  const store = new CountedStore(join(folder, 'history.db'));
  const transport = new CountedTransport();
  const peer = member(store, transport);
  const peak = new Peak();
  const before = process.cpuUsage();
  const began = performance.now();
  await enter(peer, 'Newcomer', [said.address]);
  await store.holds(said.heads);
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(before);
  const bytes = transport.bytes / (messages * TEXT_BYTES);
  const memory = peak.stop();
  await peer.leave();
  await store.close();
  await end(child);
  return { seconds, cpu: (user + system) / messages, ...memory, bytes };
}
