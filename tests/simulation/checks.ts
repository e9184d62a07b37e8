import type { ChatMessage } from '../../src/core/events.ts';
import type { EntryId } from '../../src/core/ids.ts';
import type { Machine } from './machine.ts';
import type { SimNetwork } from './network.ts';
import { type Look, lookOf, looks } from './oracle.ts';

/** A text without its padding: `m3#17`. */
export function short(text: string): string {
  return text.split(' ', 1)[0] ?? '';
}

/** What does not hold yet of a group that should have everything and see everybody. */
export async function differences(
  machines: readonly Machine[],
  network: SimNetwork,
  owed: ReadonlyMap<EntryId, string>,
): Promise<readonly string[]> {
  // Histories are read only once this quick look finds nothing.
  const apart = machines.flatMap((machine) => [
    ...unreachable(machine, machines),
    ...doubled(machine, machines, network),
    ...unfinished(machine),
  ]);
  if (apart.length > 0) return apart;
  const histories = await Promise.all(machines.map((machine) => machine.history()));
  const [first = []] = histories;
  return machines.flatMap((machine, index) => {
    const history = histories[index] ?? [];
    return [
      ...(index === 0 ? [] : unlike(machine.name, history, machines[0]?.name ?? '', first)),
      ...twice(machine.name, history),
      ...missing(machine, history, owed),
      ...amiss(machine, history),
      ...stale(machine, history),
    ];
  });
}

function unlike(
  name: string,
  history: readonly ChatMessage[],
  otherName: string,
  other: readonly ChatMessage[],
): readonly string[] {
  const at = history.findIndex((message, place) => {
    const its = other[place];
    return its === undefined || JSON.stringify(lookOf(message)) !== JSON.stringify(lookOf(its));
  });
  if (at === -1 && history.length === other.length) return [];
  const place = at === -1 ? history.length : at;
  const [here, there] = [history[place]?.text, other[place]?.text].map((text) => short(text ?? ''));
  return [
    `${name} differs from ${otherName} at message ${place}: ${here} and ${there} ` +
      `(of ${history.length} and ${other.length})`,
  ];
}

function twice(name: string, history: readonly ChatMessage[]): readonly string[] {
  const seen = new Set<string>();
  return history.flatMap(({ id, text }) => {
    if (seen.has(id)) return [`${name} holds ${short(text)} twice`];
    seen.add(id);
    return [];
  });
}

function missing(
  { name, disk }: Machine,
  history: readonly ChatMessage[],
  owed: ReadonlyMap<EntryId, string>,
): readonly string[] {
  const shown = new Set(history.map(({ id }) => id));
  const lacking = [...owed].flatMap(([id, text]) => {
    const isChange = disk.entries.get(id)?.kind.startsWith('on-');
    return isChange || shown.has(id) ? [] : [short(text)];
  });
  if (lacking.length === 0) return [];
  return [`${name} lacks ${lacking.length} that count as sent: ${lacking.slice(0, 5).join(' ')}`];
}

/** Messages that do not look as everything on the disk has made them. */
function amiss({ name, disk }: Machine, history: readonly ChatMessage[]): readonly string[] {
  const expected = looks(disk.entries.values());
  return different(history.map(lookOf), expected, `${name} does not show as it is`);
}

/** Messages on the screen that look otherwise than those in the history: they are not told anew. */
function stale({ name, peer }: Machine, history: readonly ChatMessage[]): readonly string[] {
  const stored = new Map(history.map((message) => [message.id, lookOf(message)]));
  const onScreen = (peer?.state.messages ?? []).map(lookOf);
  return different(onScreen, stored, `${name} was not told anew of`);
}

function different(
  seen: readonly Look[],
  expected: ReadonlyMap<string, Look>,
  what: string,
): readonly string[] {
  const wrong = seen.find((look) => JSON.stringify(look) !== JSON.stringify(expected.get(look.id)));
  if (wrong === undefined) return [];
  return [
    `${what}: ${JSON.stringify(wrong)}, but is ${JSON.stringify(expected.get(wrong.id) ?? null)}`,
  ];
}

/** What a screen shows only for as long as it lasts. */
function unfinished({ name, peer }: Machine): readonly string[] {
  const { splits = [], catchUp = null } = peer?.state ?? {};
  return [
    ...(splits.length === 0 ? [] : [`${name} still shows a split`]),
    ...(catchUp === null ? [] : [`${name} still shows that it catches up`]),
  ];
}

/** Quiet machines that reach each other have exactly one connection. */
function doubled(
  machine: Machine,
  machines: readonly Machine[],
  network: SimNetwork,
): readonly string[] {
  return machines.flatMap(({ index, name }) => {
    const count = index > machine.index ? network.connections(machine.index, index) : 1;
    return count === 1 ? [] : [`${machine.name} and ${name} have ${count} connections`];
  });
}

function unreachable(machine: Machine, machines: readonly Machine[]): readonly string[] {
  const people = machine.peer?.state.people ?? [];
  const states = new Map<string, string>(people.map(({ id, state }) => [id, state]));
  return machines.flatMap(({ id, name }) => {
    const state = states.get(id) ?? 'unknown';
    const fine = machine.id === id || state === 'direct' || state === 'relayed';
    return fine ? [] : [`${machine.name} sees ${name} as ${state}`];
  });
}
