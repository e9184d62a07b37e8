import type { PeerId } from '../core/ids.ts';
import type { Clock } from '../core/ports.ts';
import type { Goodbye, Hello, Refusal, WireMessage } from '../core/wire.ts';
import type { Measurement } from './heartbeat.ts';
import type { FloodBound } from './inlet.ts';
import type { Link } from './link.ts';
import type { OpeningHost, Refused } from './opening.ts';

/** How a link ended. `goodbye` and `refused` are the other side's words, `closed` and `turned-away` our own. */
export type LinkEnd =
  | { readonly how: 'goodbye'; readonly code: Goodbye; readonly message: string }
  | { readonly how: 'closed'; readonly code: Goodbye; readonly message: string }
  | ({ readonly how: 'refused' } & Omit<Refused, 'state'>)
  | { readonly how: 'turned-away'; readonly code: Refusal }
  /**
   * `no-word`: somebody took the connection and said nothing that a Parley peer says. `given-up`: we
   * had no use for it any more, and said nothing of that.
   */
  | { readonly how: 'lost'; readonly code: LossCode; readonly message: string };

export type LossCode = 'lost' | 'no-word' | 'given-up';

/** What a link needs to know of the peer it belongs to, and whom it tells. */
export interface LinkHost extends OpeningHost {
  readonly clock: Clock;
  /** What the other side may say in the long run; left out: the usual. */
  readonly floodBound?: FloodBound | undefined;
  hello(to: PeerId): Hello;
  /** We have dialled a peer with whom another dial of ours has got as far already. */
  isSecondDial(link: Link): boolean;
  /** The other side has proved who it is and said hello; messages may follow. */
  linkUp(link: Link): void;
  linkMessage(link: Link, message: WireMessage): void;
  /** The other end's clock has been compared with ours. */
  linkMeasured(link: Link, measurement: Measurement): void;
  /** This program has stood still, or its clock was set: every link is to be probed. */
  slept(): void;
  /** So many bytes more wait to be read; below zero: fewer. */
  linkQueued(bytes: number): void;
  /** A queue that had filled up is empty again. */
  linkDrained(link: Link): void;
  /** The other side says more than one may, for a while now: it is read more slowly. */
  linkFlooding(link: Link): void;
  linkEnded(link: Link, end: LinkEnd): void;
}
