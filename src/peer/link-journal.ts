import { type Address, formatAddress } from '../core/address.ts';
import type { EndedBy } from '../core/journal.ts';
import type { Journal } from '../core/ports.ts';
import type { Failure } from '../core/result.ts';
import type { Link } from './link.ts';
import type { LinkEnd } from './link-host.ts';

/** Addresses whose last failure is kept in mind: those of as many people as links can be. */
const MAX_ADDRESSES = 256;

/** Writes down how connections begin and end, each under a number of its own. */
export class LinkJournal {
  readonly #journal: Journal | undefined;
  readonly #numbers = new WeakMap<Link, number>();
  #count = 0;
  /** What came of dialling an address last, and how often the same has since. */
  readonly #failures = new Map<string, { readonly code: string; again: number }>();

  constructor(journal: Journal | undefined) {
    this.#journal = journal;
  }

  /** Somebody who is away is dialled for hours: only what differs from the last time is written. */
  dialFailed(address: Address, { code, message }: Failure): void {
    const to = formatAddress(address);
    const last = this.#failures.get(to);
    if (last?.code === code) {
      last.again += 1;
      return;
    }
    this.#failures.delete(to);
    this.#failures.set(to, { code, again: 0 });
    const [eldest] = this.#failures.keys();
    if (this.#failures.size > MAX_ADDRESSES && eldest !== undefined) this.#failures.delete(eldest);
    const again = last === undefined || last.again === 0 ? {} : { again: last.again };
    this.#journal?.write({ event: 'dial-failed', to, code, reason: message, ...again });
  }

  /** Somebody came for whom there was no place; `connected` has the rest. */
  turnedAway(from: Address, code: string): void {
    this.#journal?.write({ event: 'turned-away', from: formatAddress(from), code });
  }

  connected(link: Link): void {
    this.#count += 1;
    this.#numbers.set(link, this.#count);
    const { dialledAs, address } = link;
    if (dialledAs !== null) this.#failures.delete(formatAddress(dialledAs));
    const way = dialledAs === null ? 'in' : 'out';
    const where = formatAddress(dialledAs ?? address);
    this.#journal?.write({ event: 'connected', link: this.#count, way, address: where });
  }

  up(link: Link): void {
    const { remote: peer, hello } = link;
    this.#journal?.write({ event: 'link-up', link: this.#numberOf(link), peer, name: hello.name });
  }

  ended(link: Link, end: LinkEnd): void {
    const peer = link.isKnown ? link.remote : null;
    this.#journal?.write({
      ...{ event: 'link-ended', link: this.#numberOf(link), peer },
      ...inWords(end),
    });
  }

  #numberOf(link: Link): number {
    return this.#numbers.get(link) ?? 0;
  }
}

function inWords(end: LinkEnd): {
  readonly by: EndedBy;
  readonly code: string;
  readonly reason: string;
} {
  switch (end.how) {
    case 'goodbye':
      return { by: 'them', code: end.code, reason: end.message };
    case 'closed':
      return { by: 'us', code: end.code, reason: end.message };
    case 'refused':
      return { by: 'them', code: end.code, reason: end.reason };
    case 'turned-away':
      return { by: 'us', code: end.code, reason: 'We refused it' };
    case 'lost':
      return {
        by: end.code === 'given-up' ? 'us' : 'network',
        code: end.code,
        reason: end.message,
      };
  }
}
