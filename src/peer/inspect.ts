import { formatAddress } from '../core/address.ts';
import type { PeerId } from '../core/ids.ts';
import type { Inspection } from '../core/inspection.ts';
import type { Places } from '../core/ports.ts';
import type { Presence } from '../core/presence.ts';
import { MAX_ADDRESSES } from '../core/wire.ts';
import type { Links } from './links.ts';
import { whereabouts } from './whereabouts.ts';

type Sources = {
  readonly presence: Presence;
  readonly links: Links;
  /** Where somebody was dialled before. */
  placesOf(id: PeerId): Places | undefined;
  /** When somebody who is away was last here, ms since 1970; null where that was not noticed. */
  lastSeen(id: PeerId): number | null;
};

/**
 * How somebody of the roster is reached now; null for anybody else. Asks them how long a word takes,
 * for whoever looks again.
 */
export function inspect(
  { presence, links, placesOf, lastSeen }: Sources,
  id: PeerId,
): Inspection | null {
  const peer = presence.roster.find((person) => person.id === id);
  if (peer === undefined) return null;
  const link = links.with(id);
  link?.measure();
  const places = link === undefined ? placesOf(id) : whereabouts(link);
  const said = presence.chart.statement(id)?.who.addresses ?? [];
  const known = [...(places?.proven ?? []), ...(places?.claimed ?? [])].map(formatAddress);
  return {
    fingerprint: id,
    addresses: [...new Set([...known, ...said])].slice(0, MAX_ADDRESSES),
    roundTripMs: link?.measurement?.roundTripMs ?? null,
    clockOffsetMs: link?.measurement?.offsetMs ?? null,
    linkedSince: link?.upSince ?? null,
    lastSeen: peer.state === 'offline' ? lastSeen(id) : null,
  };
}
