import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteStore } from '../../src/store/sqlite.ts';
import { type Heads, headsOf } from '../parley/counted-store.ts';
import { enter, member } from '../parley/member.ts';
import { remember } from '../parley/past.ts';

/** Where this member is, and all that it holds. */
export type Host = { readonly address: string; readonly heads: Heads };

/** A member who has been there all along. Ends with the process that has started it. */
async function main(messages: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'host-'));
  const store = new SqliteStore(join(folder, 'history.db'));
  await remember(store, messages);
  const address = await enter(member(store), 'Host', []);
  process.send?.({ address, heads: await headsOf(store) } satisfies Host);
  process.on('disconnect', () => process.exit());
}

await main(Number(process.argv[2]));
