import type { RosterPeer } from '../../../core/events.ts';
import type { Alert } from '../../../core/state.ts';

/** What the screen knew when an address was dialled: whatever differs later may be the answer. */
export type Dial = {
  /** `host:port` as alerts write it. */
  readonly where: string;
  readonly direct: ReadonlySet<string>;
  readonly alerts: ReadonlySet<string>;
};

export function startDial(
  where: string,
  people: readonly RosterPeer[],
  alerts: readonly Alert[],
): Dial {
  return {
    where,
    direct: new Set(people.filter(isDirect).map((person) => person.id)),
    alerts: new Set(alerts.map((alert) => alert.key)),
  };
}

/**
 * How it went, as far as the screen can tell: somebody new is linked directly, or an alert names
 * the address. Dialling has no answer of its own, because a peer that is away is tried again.
 */
export function outcomeOf(
  dial: Dial,
  people: readonly RosterPeer[],
  alerts: readonly Alert[],
): 'open' | 'worked' | 'failed' {
  const complaint = ({ key, about }: Alert): boolean =>
    !dial.alerts.has(key) && about === dial.where;
  if (alerts.some(complaint)) return 'failed';
  const fresh = people.some((person) => isDirect(person) && !dial.direct.has(person.id));
  return fresh ? 'worked' : 'open';
}

function isDirect(person: RosterPeer): boolean {
  return person.state === 'direct';
}
