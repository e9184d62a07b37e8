import type { JsonEvent, PeerProcess } from '../../support/peer-process.ts';
import type { Host } from './host.ts';

/** A program that starts on a busy machine takes seconds, and is here only then. */
const HERE_BOUND_MS = 30_000;

type Presence = 'direct' | 'relayed' | 'offline';

/** How this program now says that somebody can be reached; null where it has not met them. */
function presence(peer: PeerProcess, name: string): Presence | null {
  const roster = peer.all('roster').at(-1)?.['peers'] ?? [];
  const who = (roster as readonly { name: string; state: Presence }[]).find(
    (one) => one.name === name,
  );
  return who?.state ?? null;
}

/** Resolves once this program has found or started its group. */
export async function joined(peer: PeerProcess): Promise<void> {
  await peer.event('joined-group', undefined, HERE_BOUND_MS);
}

/** Resolves once this program says that each of these people can be reached in this way. */
export async function sees(
  peer: PeerProcess,
  state: Presence,
  people: readonly Host[],
  boundMs: number = HERE_BOUND_MS,
): Promise<void> {
  const names = people.map(({ name }) => name);
  const done = (): boolean => names.every((name) => presence(peer, name) === state);
  await peer.until(done, `${names.join(' and ')} ${state}`, boundMs);
}

/** Waits until this program tells something of somebody, at or after a moment; resolves with when. */
export async function tells(
  peer: PeerProcess,
  type: 'peer-joined' | 'peer-left' | 'peer-lost' | 'peer-back',
  who: Host,
  since: number,
  boundMs: number = HERE_BOUND_MS,
): Promise<number> {
  const isIt = (event: JsonEvent): boolean =>
    Number(event['at']) >= since && (event['peer'] as { name: string }).name === who.name;
  return Number((await peer.event(type, isIt, boundMs))['at']);
}
