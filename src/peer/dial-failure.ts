import type { Link } from './link.ts';
import type { LinkEnd } from './link-host.ts';
import type { DialFailure } from './links.ts';

/** The end of a link that had been dialled, as the failure of that dial. */
export function toDialFailure(link: Link, end: LinkEnd): DialFailure {
  const peer = link.isKnown ? link.remote : null;
  switch (end.how) {
    case 'refused': {
      const code = end.code === 'bad-input' ? 'link-failed' : end.code;
      return { code, message: 'it refused', peer, group: end.group };
    }
    case 'goodbye':
    case 'closed': {
      const code = end.code === 'bad-input' ? unfit(link) : end.code;
      return { code, message: 'it ended the connection', peer, group: null };
    }
    case 'turned-away':
      return { code: end.code, message: 'it was turned away', peer, group: null };
    case 'lost':
      return { code: end.code, message: end.message, peer, group: null };
  }
}

/** Who answers as a Parley peer does is one, though what follows does not fit. */
function unfit(link: Link): 'link-failed' | 'not-parley' {
  return link.isAnswered ? 'link-failed' : 'not-parley';
}
