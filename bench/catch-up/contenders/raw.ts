import { once } from 'node:events';
import { mkdtemp, open } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEXT_BYTES } from '../../parley/past.ts';
import { Peak } from '../peak.ts';
import type { RawHost } from '../raw-host-process.ts';
import { end, started } from '../started.ts';
import type { CatchUpParams, CatchUpValues } from './newcomer.ts';

/** Bytes of a page, as Parley asks for them. */
export const PAGE_BYTES = 262_144;

/** The same bytes of text over `node:net`, written to a file that is flushed after each page. */
export async function run({ messages }: CatchUpParams): Promise<CatchUpValues> {
  const host = new URL('../raw-host-process.ts', import.meta.url);
  const { child, said } = await started<RawHost>(host, messages);
  const file = await open(join(await mkdtemp(join(tmpdir(), 'raw-')), 'bytes'), 'w');
  const peak = new Peak();
  const before = process.cpuUsage();
  const began = performance.now();
  const socket = connect({ host: '127.0.0.1', port: said.port, noDelay: true });
  let [bytes, unflushed] = [0, 0];
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    await file.write(chunk);
    bytes += chunk.byteLength;
    unflushed += chunk.byteLength;
    if (unflushed < PAGE_BYTES) continue;
    await file.datasync();
    unflushed = 0;
  }
  await file.datasync();
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(before);
  const memory = peak.stop();
  await file.close();
  if (!socket.closed) await once(socket, 'close');
  await end(child);
  if (bytes !== messages * TEXT_BYTES) throw new Error(`${bytes} bytes came`);
  return { seconds, cpu: (user + system) / messages, ...memory, bytes: 1 };
}
