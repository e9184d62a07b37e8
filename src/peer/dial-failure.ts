import type { PeerId } from '../core/ids.ts';
import type { LinkEnd } from './link.ts';
import type { DialFailure } from './links.ts';

/** The end of a link that had been dialled, as the failure of that dial. */
export function toDialFailure(end: LinkEnd, peer: PeerId | null): DialFailure {
  switch (end.how) {
    case 'refused':
      return { code: end.code, message: 'it refused', peer, group: end.group };
    case 'goodbye':
      return { code: end.code, message: 'it ended the connection', peer, group: null };
    case 'closed':
      return { code: end.code, message: end.message, peer, group: null };
    case 'turned-away':
      return { code: end.code, message: 'it was turned away', peer, group: null };
    case 'lost':
      return { code: 'lost', message: end.message, peer, group: null };
  }
}
