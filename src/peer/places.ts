import { type Address, formatAddress } from '../core/address.ts';

/** Addresses kept for one peer. */
const MAX_PLACES = 8;
/** Of these, proven ones: whoever has moved must find room for where they are now. */
const MAX_PROVEN = 6;
/** A claim that has led nowhere so often is forgotten: about a minute and a half of growing pauses. */
const MAX_VAIN = 8;

/** An address, and what speaks for it. */
export type Place = {
  readonly address: Address;
  /** Given by the person, or a link has shown it. Else it is a hint, from somebody who may lie. */
  proven: boolean;
  /** Times that it was tried for nothing. */
  vain: number;
};

/** Where one peer may be dialled, in turn. Hints never push out what is proven, and wear out. */
export class Places {
  #places: readonly Place[] = [];
  #next = 0;

  constructor(proven: readonly Address[], claimed: readonly Address[] = []) {
    this.#add(proven.slice(0, MAX_PROVEN), true);
    this.claim(claimed.slice(0, MAX_PLACES - this.#places.length));
    this.#next = 0;
  }

  get isEmpty(): boolean {
    return this.#places.length === 0;
  }

  /** Each has been tried as often as the others. */
  get isRoundOver(): boolean {
    return this.#next % Math.max(1, this.#places.length) === 0;
  }

  /** The one to try next. */
  get next(): Place | undefined {
    return this.#places[this.#next % this.#places.length];
  }

  /** Goes on to the one after. */
  advance(): void {
    this.#next += 1;
  }

  /** Takes hints, which are tried first. Returns whether any is new. */
  claim(addresses: readonly Address[]): boolean {
    const fresh = addresses.filter((address) => this.#find(address) === undefined);
    this.#add(fresh, false);
    return fresh.length > 0;
  }

  /** A link has shown that this is one: the one to begin with, where it is known. */
  prove(address: Address): void {
    const place = this.#find(address);
    if (place === undefined) return;
    place.proven = true;
    place.vain = 0;
    this.#bound();
    this.#next = Math.max(0, this.#places.indexOf(place));
  }

  /** Tried for nothing. */
  failed(place: Place): void {
    place.vain += 1;
    if (!place.proven && place.vain >= MAX_VAIN) this.drop(place);
  }

  drop(place: Place): void {
    const at = this.#places.indexOf(place);
    if (at === -1) return;
    this.#places = this.#places.filter((other) => other !== place);
    if (at < this.#next) this.#next -= 1;
  }

  /** The way there may be another now: hints get another chance. */
  again(): void {
    for (const place of this.#places) place.vain = 0;
  }

  #find(address: Address): Place | undefined {
    const key = formatAddress(address);
    return this.#places.find((place) => formatAddress(place.address) === key);
  }

  #add(addresses: readonly Address[], proven: boolean): void {
    if (addresses.length === 0) return;
    const fresh = addresses.map((address) => ({ address, proven, vain: 0 }));
    this.#places = [...this.#places, ...fresh];
    this.#bound();
    this.#next = Math.max(
      0,
      this.#places.findIndex((place) => fresh.includes(place)),
    );
  }

  /** The oldest give way: of the proven where those are too many, else of the hints. */
  #bound(): void {
    const proven = this.#places.filter((place) => place.proven).slice(-MAX_PROVEN);
    const hints = this.#places.filter((place) => !place.proven);
    const kept = [...proven, ...hints.slice(-(MAX_PLACES - proven.length))];
    this.#places = this.#places.filter((place) => kept.includes(place));
  }
}
