import type { JoinRequest } from '../core/join-form.ts';
import type {
  AddressBook,
  Clock,
  ContactBook,
  Crypto,
  Journal,
  Keyring,
  Random,
  Sharing,
  Store,
  Transport,
} from '../core/ports.ts';
import type { FloodBound } from './inlet.ts';

/** Everything a peer needs from outside, so that tests and simulations can hand in their own. */
export interface PeerPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  readonly crypto: Crypto;
  readonly store: Store;
  readonly addressBook: AddressBook;
  /** Left out: nothing is written down. */
  readonly journal?: Journal;
  readonly contacts: ContactBook;
  readonly keyring: Keyring;
  /** Asked each time, for the person may change it. Left out: nothing of it is told, or heard. */
  sharing?(): Sharing;
  /** `host:port` that others can really dial while we listen on this host and port, best first. */
  addresses(host: string | null, port: number): readonly string[];
}

/** How to be in a group: what people enter, and two ways of being less than a full mesh peer. */
export type SessionOptions = JoinRequest & {
  /** False: dial only, accept nobody. */
  readonly listen: boolean;
  /** False: talk to the given seeds only, learn no other addresses. */
  readonly mesh: boolean;
  /** Connections from one address; null or left out: 8, and any number from this computer. */
  readonly maxPerAddress?: number | null;
  /** What each link may say in the long run, for measuring without the bound. Left out: the usual. */
  readonly floodBound?: FloodBound;
  /**
   * False: where seeds answer and refuse us for want of the right secret, joining fails with the
   * reason, unless this profile has been in the group before. Left out: a group of one's own begins.
   */
  readonly alone?: boolean;
};
