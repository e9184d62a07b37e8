import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { receiveBytes, sendBytes } from '../../floor/bytes.ts';
import { TEXT_BYTES } from '../../parley/past.ts';
import type { HealingParams, HealingValues } from './halves.ts';

/** As many bytes of text over `node:net` from each half to each member of the other, into flushed files. */
export async function run({ half, messages }: HealingParams): Promise<HealingValues> {
  const bytes = messages * TEXT_BYTES;
  const server = createServer({ noDelay: true }, (socket) => sendBytes(socket, bytes));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const folder = await mkdtemp(join(tmpdir(), 'raw-'));
  const before = process.cpuUsage();
  const began = performance.now();
  const came = await Promise.all(
    Array.from({ length: 2 * half }, (_, i) => receiveBytes(port, join(folder, String(i)))),
  );
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(before);
  server.close();
  if (came.some((each) => each !== bytes)) throw new Error('Not everything came');
  return { seconds, cpu: (user + system) / (2 * half * messages), bytes: 1 };
}
