import { expect } from 'vitest';
import type { JsonEvent, PeerProcess } from '../../support/peer-process.ts';
import { CATCH_UP_BOUND_MS } from './bounds.ts';

/** More than any test writes. */
const EVERYTHING = 100_000;

/** What a program has told, in its order. */
type Told = {
  /** Shown: when they came, or in an answer to `history`, which may be the quicker one. */
  readonly ids: Set<string>;
  /** Shown when they came: never twice. */
  readonly came: Set<string>;
  /** Of these, the ones that it calls its own: they are sent, and must never be lost. */
  readonly own: Set<string>;
  /** Events read so far. */
  read: number;
};

const all = new WeakMap<PeerProcess, Told>();

/** Reads on where it stopped; throws where a message is told for the second time. */
function told(peer: PeerProcess): Told {
  const known = all.get(peer) ?? {
    ids: new Set(),
    came: new Set(),
    own: new Set(),
    read: 0,
  };
  all.set(peer, known);
  for (const event of peer.events.slice(known.read)) {
    known.read += 1;
    if (event.type === 'message') take(known, event);
    if (event.type === 'history') for (const one of messagesOf(event)) known.ids.add(idOf(one));
  }
  return known;
}

function take(known: Told, message: JsonEvent): void {
  const id = idOf(message);
  if (known.came.has(id)) throw new Error(`Told twice: ${JSON.stringify(message)}`);
  known.came.add(id);
  known.ids.add(id);
  if (message['own'] === true) known.own.add(id);
}

function idOf(message: Readonly<Record<string, unknown>>): string {
  return String(message['id']);
}

function messagesOf(history: JsonEvent): readonly JsonEvent[] {
  return history['messages'] as readonly JsonEvent[];
}

/** How many messages this program has shown. */
export function shown(peer: PeerProcess): number {
  return told(peer).ids.size;
}

/** The messages that any of these programs has called sent. */
export function sent(...peers: readonly PeerProcess[]): readonly string[] {
  return peers.flatMap((peer) => [...told(peer).own]);
}

/** Types lines and resolves once each of them is told as sent. */
export async function say(peer: PeerProcess, ...lines: readonly string[]): Promise<void> {
  const before = told(peer).own.size;
  for (const line of lines) peer.type(line);
  await peer.until(() => told(peer).own.size >= before + lines.length, `${lines.length} sent`);
}

/** Resolves once each of these programs has shown all these messages. */
export async function arrived(
  ids: readonly string[],
  peers: readonly PeerProcess[],
  boundMs: number,
): Promise<void> {
  const wanted = new Set(ids);
  const complete = (peer: PeerProcess) => (): boolean => {
    const { ids: has } = told(peer);
    return has.size >= wanted.size && ids.every((id) => has.has(id));
  };
  const what = `all ${wanted.size} messages`;
  await Promise.all(peers.map((peer) => peer.until(complete(peer), what, boundMs)));
}

/** Everything that this program holds, in the order in which it shows it. */
export async function history(peer: PeerProcess): Promise<readonly JsonEvent[]> {
  const asked = peer.all('history').length;
  peer.type({ history: EVERYTHING });
  await peer.until(() => peer.all('history').length > asked, 'an answer to history');
  const answer = peer.all('history')[asked];
  return answer === undefined ? [] : messagesOf(answer);
}

/**
 * Checks that all hold the same messages in the same order, and among them all of these; each once,
 * even where the same text came under two ids: no test says a thing twice.
 */
export async function expectSameHistory(
  peers: readonly PeerProcess[],
  ids: readonly string[],
): Promise<void> {
  // Whoever was killed may have stored more than it still could call sent: that gets round too.
  const before = await Promise.all(peers.map(history));
  await arrived(before.flat().map(idOf), peers, CATCH_UP_BOUND_MS);
  const histories = await Promise.all(peers.map(history));
  const lines = histories.map((messages) => messages.map((one) => `${idOf(one)} ${one['text']}`));
  const [first = []] = lines;
  for (const other of lines) expect(other).toEqual(first);
  const [messages = []] = histories;
  const held = new Set(messages.map(idOf));
  expect(held.size).toBe(messages.length);
  expect(new Set(messages.map(({ text }) => text)).size).toBe(messages.length);
  expect(ids.filter((id) => !held.has(id))).toEqual([]);
}
