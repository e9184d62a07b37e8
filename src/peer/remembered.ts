import type { GroupId, PeerId } from '../core/ids.ts';
import type { AddressBook, Places } from '../core/ports.ts';
import type { Link } from './link.ts';
import type { Links } from './links.ts';
import type { Redial } from './redial.ts';
import { whereabouts } from './whereabouts.ts';

export interface RememberedHost {
  readonly addressBook: AddressBook;
  readonly links: Links;
  readonly redial: Redial;
  /** False: nobody is remembered, or dialled for having been. */
  readonly mesh: boolean;
  /** Null until it is known. */
  group(): GroupId | null;
}

/** Neighbours of earlier starts, and where to find them; those of now are remembered for the next. */
export class Remembered {
  readonly #host: RememberedHost;
  /** Who was known before this start. */
  #familiar: ReadonlySet<PeerId> = new Set();

  constructor(host: RememberedHost) {
    this.#host = host;
  }

  /** Begins to dial those of this group; returns whether there are any. `authors`: of its log. */
  open(group: GroupId, authors: ReadonlySet<PeerId>): boolean {
    const { addressBook, links, redial, mesh } = this.#host;
    const remembered = mesh ? addressBook.of(group) : [];
    // Whoever is here by now may have come for the first time, and is remembered already.
    const away = remembered.filter(({ peer }) => links.with(peer) === undefined);
    this.#familiar = new Set([...authors, ...away.map(({ peer }) => peer)]);
    for (const { peer, ...places } of remembered) redial.addRemembered(peer, places);
    return remembered.length > 0;
  }

  /** Whether somebody was known before this start. */
  isFamiliar(id: PeerId): boolean {
    return this.#familiar.has(id);
  }

  /** Where somebody was found before. */
  placesOf(id: PeerId): Places | undefined {
    const group = this.#host.group();
    return group === null
      ? undefined
      : this.#host.addressBook.of(group).find(({ peer }) => peer === id);
  }

  /** A neighbour is here, or has moved. */
  met(link: Link): void {
    const group = this.#host.group();
    if (!this.#host.mesh || group === null) return;
    this.#host.addressBook.met(group, link.remote, whereabouts(link));
  }
}
