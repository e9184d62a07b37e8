import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Entry, idOf } from '../../../src/core/entry.ts';
import type { ChatEvent } from '../../../src/core/events.ts';
import type { EntryId } from '../../../src/core/ids.ts';
import type { ChatPeer } from '../../../src/peer/chat-peer.ts';
import { SqliteStore } from '../../../src/store/sqlite.ts';
import { quantile } from '../../harness/statistics.ts';
import { enter, member } from '../../parley/member.ts';
import { past, ROOM } from '../../parley/past.ts';

export type OpeningParams = { readonly stored: number };

/** How often each thing is done; its median counts, for one may wait for the disk. */
const OPENINGS = 7;
const PAGES = 10;
const JUMPS = 20;
const SENDS = 60;

/** Somebody opens a history of so many messages, reads here and there, and says something. In ms. */
export async function run({ stored }: OpeningParams): Promise<Record<string, number>> {
  const path = join(await mkdtemp(join(tmpdir(), 'long-')), 'history.db');
  const places = await write(path, stored);
  const opened: number[] = [];
  const joined: number[] = [];
  for (let i = 0; i < OPENINGS; i++) {
    const began = performance.now();
    const store = new SqliteStore(path);
    opened.push(performance.now() - began);
    const peer = member(store);
    joined.push(await pageAfter(peer, () => enter(peer, 'Reader', [])));
    if (i < OPENINGS - 1) {
      await peer.leave();
      await store.close();
      continue;
    }
    const values = {
      open: quantile(opened, 0.5),
      first: quantile(joined, 0.5),
      back: await median(PAGES, () => pageAfter(peer, () => peer.loadOlder())),
      jump: await median(JUMPS, (n) =>
        pageAfter(peer, () =>
          peer.showAround(places[n * Math.floor(places.length / JUMPS)] ?? NONE),
        ),
      ),
      send: await median(SENDS, (n) => sent(peer, n)),
    };
    await peer.leave();
    await store.close();
    return values;
  }
  throw new Error('It is opened at least once');
}

const NONE = '' as EntryId;

/** Writes the history; returns a hundred of its messages, from the oldest to the newest. */
async function write(path: string, stored: number): Promise<readonly EntryId[]> {
  const store = new SqliteStore(path);
  const apart = Math.floor(stored / 100);
  const places: EntryId[] = [];
  let written = 0;
  for (const portion of past(stored)) {
    await store.append(ROOM, portion);
    const lines = portion.map(({ entry }) => entry).filter(({ kind }) => kind === 'text');
    const chosen = lines.filter((_: Entry, i: number) => (written + i) % apart === 0);
    places.push(...chosen.map(idOf));
    written += lines.length;
  }
  await store.close();
  return places;
}

/** How long it takes until the next page is told, ms. */
async function pageAfter(peer: ChatPeer, act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  const told = new Promise<number>((resolve) => {
    const stop = peer.onEvent((event: ChatEvent) => {
      if (event.type !== 'history') return;
      stop();
      if (event.messages.length === 0) throw new Error('A page with nothing in it');
      resolve(performance.now() - began);
    });
  });
  await act();
  return told;
}

/** How long it takes until a message is stored, ms. */
async function sent(peer: ChatPeer, n: number): Promise<number> {
  const began = performance.now();
  const outcome = await peer.send(`message ${n}`);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return performance.now() - began;
}

async function median(times: number, measure: (n: number) => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let n = 0; n < times; n++) all.push(await measure(n));
  return quantile(all, 0.5);
}
