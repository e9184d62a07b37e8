import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { type GroupId, isGroupId, isPeerId, type PeerId } from '../core/ids.ts';
import { type KnownAddress, KnownAddresses } from '../core/known-addresses.ts';
import type { AddressBook, Places, Whereabouts } from '../core/ports.ts';
import { replaceDurably } from './durable-file.ts';

/** Meetings gather for this long before they are written: a whole group is often met at once. */
const SAVE_AFTER_MS = 1_000;

const file = v.object({
  addresses: v.array(
    v.object({
      group: v.custom<GroupId>(isGroupId),
      peer: v.custom<PeerId>(isPeerId),
      address: v.pipe(v.string(), v.maxLength(270)),
      proven: v.boolean(),
      metAt: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    }),
  ),
});

/**
 * The addresses at which people were met, in a file of the profile. Only a help: what cannot be read
 * or written is done without, and nobody need hear of it.
 */
export class AddressBookFile implements AddressBook {
  readonly #path: string;
  readonly #known: KnownAddresses;
  #timer: NodeJS.Timeout | null = null;

  constructor(path: string) {
    this.#path = path;
    this.#known = new KnownAddresses(() => Date.now(), read(path));
  }

  of(group: GroupId): readonly Whereabouts[] {
    return this.#known.of(group);
  }

  met(group: GroupId, peer: PeerId, places: Places): void {
    this.#known.met(group, peer, places);
    this.#timer ??= setTimeout(() => this.save(), SAVE_AFTER_MS);
  }

  save(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    try {
      replaceDurably(this.#path, JSON.stringify({ addresses: this.#known.all }, null, 1));
    } catch {
      // A full or vanished disk: whoever is met next is written again.
    }
  }
}

function read(path: string): readonly KnownAddress[] {
  try {
    return v.parse(file, JSON.parse(readFileSync(path, 'utf8'))).addresses;
  } catch {
    return [];
  }
}
