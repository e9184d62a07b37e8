import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CountedStore, type Heads, headsOf } from '../../parley/counted-store.ts';
import { CountedTransport } from '../../parley/counted-transport.ts';
import { enter, linked, member } from '../../parley/member.ts';
import { past, ROOM, TEXT_BYTES } from '../../parley/past.ts';

export type HealingParams = { readonly half: number; readonly messages: number };
export type HealingValues = {
  readonly seconds: number;
  readonly cpu: number;
  readonly bytes: number;
};

/**
 * Two groups of `half` peers, each with `messages` that the other has not, become one: somebody of the
 * one dials somebody of the other. The clock runs until all hold everything.
 */
export async function run({ half, messages }: HealingParams): Promise<HealingValues> {
  const [ours, theirs] = [await group(half, messages), await group(half, messages)];
  const all = [...ours.members, ...theirs.members];
  const everything = [...ours.heads, ...theirs.heads];
  const before = process.cpuUsage();
  const sentBefore = bytesOf(all);
  const began = performance.now();
  const bridge = ours.members[0]?.peer.connect(theirs.address);
  if (bridge?.ok !== true) throw new Error('The halves were not joined');
  await Promise.all(all.map(({ store }) => store.holds(everything)));
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(before);
  const came = 2 * half * messages;
  // Each byte has left one of them and come to another.
  const bytes = (bytesOf(all) - sentBefore) / 2 / (came * TEXT_BYTES);
  await Promise.all(all.map(({ peer }) => linked(peer, all.length - 1)));
  for (const { peer, store } of all) {
    await peer.leave();
    await store.close();
  }
  return { seconds, cpu: (user + system) / came, bytes };
}

type Member = {
  readonly peer: ReturnType<typeof member>;
  readonly store: CountedStore;
  readonly transport: CountedTransport;
};

/** A group that has talked: all of it is stored by all of them. */
async function group(
  size: number,
  messages: number,
): Promise<{
  readonly members: readonly Member[];
  readonly heads: Heads;
  readonly address: string;
}> {
  const said = [...past(messages)];
  const members: Member[] = [];
  let address = '';
  for (let i = 0; i < size; i++) {
    const folder = await mkdtemp(join(tmpdir(), 'member-'));
    const store = new CountedStore(join(folder, 'history.db'));
    for (const portion of said) await store.append(ROOM, portion);
    const transport = new CountedTransport();
    const peer = member(store, transport);
    const at = await enter(peer, `Member ${i}`, i === 0 ? [] : [address]);
    if (i === 0) address = at;
    members.push({ peer, store, transport });
  }
  await Promise.all(members.map(({ peer }) => linked(peer, size - 1)));
  const heads = await headsOf((members[0] as Member).store); // there is at least one
  await Promise.all(members.map(({ store }) => store.holds(heads)));
  return { members, heads, address };
}

function bytesOf(members: readonly Member[]): number {
  return members.reduce((sum, { transport }) => sum + transport.bytes, 0);
}
