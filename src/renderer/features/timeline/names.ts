import type { PeerRef, RosterPeer } from '../../../core/events.ts';
import { type Mirror, useMirror } from '../../state/mirror.ts';
import { type Names, NO_NAMES } from '../../ui/markdown/names.ts';

type Members = { readonly self: PeerRef | null; readonly people: readonly RosterPeer[] };

let last: Members & { readonly names: Names } = { self: null, people: [], names: NO_NAMES };

/** Who can be mentioned: the same object for as long as the names are the same, whoever comes or goes. */
export function useNames(): Names {
  return useMirror(namesIn);
}

function namesIn({ chat: { self, people } }: Mirror): Names {
  if (last.self === self && last.people === people) return last.names;
  const all = [...(self === null ? [] : [self]), ...people].map(({ name }) => name);
  const own = self?.name ?? null;
  const same = last.names.own === own && last.names.all.join('\n') === all.join('\n');
  last = { self, people, names: same ? last.names : { all, own } };
  return last.names;
}
