import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ChatEvent, PeerRef } from '../../../src/core/events.ts';
import { openPeer } from '../../../src/host/open-peer.ts';
import { preferencesOf } from '../../../src/host/preferences-file.ts';
import { openProfile, withIdentity } from '../../../src/host/profile.ts';
import { ANYWHERE } from '../../support/destinations.ts';
import type { Asked, Told } from './member-words.ts';

/**
 * A member in a process of its own, on real sockets, a real disk and real keys, that says when asked
 * how much memory and how many sockets it holds. Started by `member-process.ts`.
 */
const [, , name = '', dir = '', seeds = ''] = process.argv;
/** Above the twenty that may be coming in: the suite attacks from one computer. */
const MAX_PER_ADDRESS = 64;
/** Collections that a garbage may need until its finalizers have run. */
const COLLECTIONS = 3;

const folder = openProfile(join(dir, name), name);
const profile = await withIdentity(folder, { instead: '' });
const peer = openPeer(profile, preferencesOf(profile));
const told = { messages: 0, warnings: [] as string[], missed: [] as string[] };
/** The two who talk all the time. */
const HONEST: readonly string[] = ['Ana', 'Ben'];

peer.onEvent((event) => {
  if (missing(event).some(({ name }) => HONEST.includes(name))) told.missed.push(event.type);
  if (event.type === 'message') {
    told.messages += 1;
    if (!event.own && event.text.startsWith('honest '))
      tell({ type: 'heard', text: event.text, at: Date.now() });
  } else if (event.type === 'warning' || event.type === 'error') {
    told.warnings.push(event.code);
  } else if (event.type === 'peer-joined' || event.type === 'peer-back') {
    tell({ type: 'came', name: event.peer.name });
  }
});

/** Who cannot be reached, or could not, by this event's word. */
function missing(event: ChatEvent): readonly PeerRef[] {
  switch (event.type) {
    case 'peer-lost':
    case 'peer-left':
    case 'peer-back':
      return [event.peer];
    case 'split':
      return event.unreachable;
    case 'healed':
      return [...event.peers, ...event.missing];
    default:
      return [];
  }
}

process.on('message', (asked: Asked) => {
  void answer(asked);
});

const joined = await peer.join({
  ...{ name, port: 0, host: '127.0.0.1', ...ANYWHERE, group: 'hostile', listen: true, mesh: true },
  seeds: seeds === '' ? [] : [{ host: '127.0.0.1', port: Number(seeds) }],
  maxPerAddress: MAX_PER_ADDRESS,
});
if (!joined.ok) throw new Error(joined.error.message);
tell({ type: 'joined', port: Number(peer.state.address?.split(':').at(-1)) });

async function answer(asked: Asked): Promise<void> {
  switch (asked.type) {
    case 'say':
      await peer.send(asked.text);
      break;
    case 'measure':
      for (let i = 0; asked.collect && i < COLLECTIONS; i++) {
        globalThis.gc?.();
        await new Promise((resolve) => setImmediate(resolve));
      }
      tell({ type: 'measured', ...measure() });
      break;
    case 'leave':
      await peer.leave();
      await profile.store.close();
      process.exit(0);
  }
}

function measure(): Omit<Extract<Told, { type: 'measured' }>, 'type'> {
  const { heapUsed, external, rss } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter((kind) => kind.startsWith('TCP')).length;
  return {
    ...{ heapBytes: heapUsed + external, rssBytes: rss, sockets, files: openFiles() },
    ...{ messages: told.messages, warnings: [...told.warnings], missed: [...told.missed] },
    notices: peer.state.notices.length,
    people: peer.state.people.length,
  };
}

/** How many files and sockets this process has open, where the system says so; elsewhere 0. */
function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}

function tell(told: Told): void {
  process.send?.(told);
}
