import type { ChatFact, PeerRef } from './events.ts';
import type { PeerId } from './ids.ts';

/** Who ended a link: this peer, the other one by its own word, or neither: nothing came any more. */
export type EndedBy = 'us' | 'them' | 'network';

/**
 * One line of a peer's log: what it did, for whoever must find out why two people do not see each
 * other. Never what people say, nor anything secret; a name only where its id would say too little.
 *
 * `link` counts the connections of one membership, so that the lines of one can be told from another's.
 */
export type JournalEntry =
  | {
      readonly event: 'started';
      readonly version: string;
      /** `electron 45.4.1` or `node 20.19.5`. */
      readonly runtime: string;
      /** `linux x64`. */
      readonly platform: string;
    }
  /** Files of the profile to which others had rights, and those to which they still have. */
  | {
      readonly event: 'files';
      readonly narrowed: readonly string[];
      readonly open: readonly string[];
    }
  /** The system was asked to open invite links with this program. */
  | { readonly event: 'links-asked-for'; readonly granted: boolean }
  | { readonly event: 'joining'; readonly group: string | null; readonly seeds: readonly string[] }
  | { readonly event: 'join-failed'; readonly code: string; readonly reason: string }
  | { readonly event: 'listening'; readonly addresses: readonly string[] }
  | {
      readonly event: 'joined-group';
      readonly self: PeerId;
      readonly group: string;
      readonly created: boolean;
      readonly via: string | null;
    }
  | { readonly event: 'left-group' }
  /** Nobody could be connected to; `again`: how often the same had come of it before, unwritten. */
  | {
      readonly event: 'dial-failed';
      readonly to: string;
      readonly code: string;
      readonly reason: string;
      readonly again?: number;
    }
  | {
      readonly event: 'connected';
      readonly link: number;
      readonly way: 'out' | 'in';
      readonly address: string;
    }
  /** Somebody connected for whom there was no place. */
  | { readonly event: 'turned-away'; readonly from: string; readonly code: string }
  | {
      readonly event: 'link-up';
      readonly link: number;
      readonly peer: PeerId;
      readonly name: string;
    }
  | {
      readonly event: 'link-ended';
      readonly link: number;
      /** Null where it was not known yet who is there. */
      readonly peer: PeerId | null;
      readonly by: EndedBy;
      readonly code: string;
      readonly reason: string;
    }
  | { readonly event: 'peer-joined'; readonly peer: PeerId; readonly name: string }
  | { readonly event: 'peer-left' | 'peer-lost' | 'peer-back'; readonly peer: PeerId }
  | {
      readonly event: 'split';
      readonly reached: readonly PeerId[];
      readonly unreachable: readonly PeerId[];
    }
  | { readonly event: 'healed'; readonly peers: readonly PeerId[] }
  /** The program has stood still, or its clock was set. */
  | { readonly event: 'slept' }
  /** The computer has other addresses, or has woken up: every link is looked at. */
  | { readonly event: 'network-changed' }
  /** What the person was told. */
  | {
      readonly event: 'note' | 'warning' | 'error';
      readonly code: string;
      readonly reason: string;
    }
  /** A mistake of the program's own has ended it. */
  | { readonly event: 'crashed'; readonly error: string; readonly where: string }
  | { readonly event: 'resolved'; readonly about: string };

/** What of a fact goes into the log; null for most, and for all that people say. */
export function journalled(fact: ChatFact): JournalEntry | null {
  switch (fact.type) {
    case 'listening':
      return { event: 'listening', addresses: fact.addresses };
    case 'joined-group': {
      const { self, group, created, via } = fact;
      return { event: 'joined-group', self: self.id, group, created, via };
    }
    case 'left-group':
      return { event: 'left-group' };
    case 'peer-joined':
      return { event: 'peer-joined', peer: fact.peer.id, name: fact.peer.name };
    case 'peer-left':
    case 'peer-lost':
    case 'peer-back':
      return { event: fact.type, peer: fact.peer.id };
    case 'split': {
      const [reached, unreachable] = [idsOf(fact.reached), idsOf(fact.unreachable)];
      return { event: 'split', reached, unreachable };
    }
    case 'healed':
      return { event: 'healed', peers: idsOf(fact.peers) };
    case 'note':
    case 'warning':
    case 'error':
      return { event: fact.type, code: fact.code, reason: fact.message };
    case 'resolved':
      return { event: 'resolved', about: fact.about };
    default:
      return null;
  }
}

function idsOf(people: readonly PeerRef[]): readonly PeerId[] {
  return people.map(({ id }) => id);
}
