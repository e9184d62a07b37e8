import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { receiveBytes } from '../../floor/bytes.ts';
import { TEXT_BYTES } from '../../parley/past.ts';
import { Peak } from '../peak.ts';
import type { RawHost } from '../raw-host-process.ts';
import { end, started } from '../started.ts';
import type { CatchUpParams, CatchUpValues } from './newcomer.ts';

/** The same bytes of text over `node:net`, written to a file that is flushed after each page. */
export async function run({ messages }: CatchUpParams): Promise<CatchUpValues> {
  const host = new URL('../raw-host-process.ts', import.meta.url);
  const { child, said } = await started<RawHost>(host, messages);
  const path = join(await mkdtemp(join(tmpdir(), 'raw-')), 'bytes');
  const peak = new Peak();
  const before = process.cpuUsage();
  const began = performance.now();
  const bytes = await receiveBytes(said.port, path);
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(before);
  const memory = peak.stop();
  await end(child);
  if (bytes !== messages * TEXT_BYTES) throw new Error(`${bytes} bytes came`);
  return { seconds, cpu: (user + system) / messages, ...memory, bytes: 1 };
}
