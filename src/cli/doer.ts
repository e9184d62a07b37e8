import type { ChatEvent, PeerRef } from '../core/events.ts';

/** Whose doing an event is, if it is anybody's: what is not heard of those who are muted or blocked. */
export function doerOf(event: ChatEvent): PeerRef | null {
  switch (event.type) {
    case 'message':
    case 'amended':
      return event.author;
    case 'peer-joined':
    case 'peer-left':
    case 'peer-lost':
    case 'peer-back':
    case 'peer-renamed':
      return event.peer;
    default:
      return null;
  }
}
