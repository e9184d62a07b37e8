import { toHex } from '../core/bytes.ts';
import type { Epoch, GroupId } from '../core/ids.ts';
import type { Crypto, Random } from '../core/ports.ts';
import {
  type Answer,
  type Hello,
  MAX_ADDRESSES,
  type Preamble,
  type Reachable,
  VERSION,
} from '../core/wire.ts';

/** A group as links compare it. */
export type Group = { readonly id: GroupId; readonly name: string };

/**
 * Who may come in: what this peer says of itself on a new link, and whom it lets stay. The one place
 * where groups are compared, or taken over by somebody who named none.
 */
export class Door {
  readonly #crypto: Crypto;
  readonly #random: Random;
  readonly #name: string;
  readonly #epoch: Epoch;
  #group: Group | null = null;
  #reachable: Reachable = { port: null, addresses: [] };

  constructor(crypto: Crypto, random: Random, name: string, epoch: Epoch) {
    this.#crypto = crypto;
    this.#random = random;
    this.#name = name;
    this.#epoch = epoch;
  }

  /** Null until a name was given, a seed has answered, or a group was started. */
  get group(): Group | null {
    return this.#group;
  }

  /** Settles which group this is, by its name. */
  adopt(name: string): Group {
    this.#group = { id: this.#crypto.groupId(name), name };
    return this.#group;
  }

  /** Whether this is another way to reach us than before. */
  listening(reachable: Reachable): boolean {
    const before = JSON.stringify(this.#reachable);
    this.#reachable = reachable;
    return JSON.stringify(reachable) !== before;
  }

  preamble(): Preamble {
    const nonce = toHex(this.#random.bytes(16));
    const tag = this.#group === null ? null : this.#crypto.groupTag(this.#group.id, nonce);
    return { parley: [VERSION, VERSION], nonce, tag };
  }

  admit({ parley, nonce, tag }: Preamble): Answer {
    const group = this.#group;
    if (parley[0] > VERSION || parley[1] < VERSION) return this.#refuse('version');
    if (group === null) return this.#refuse('not-ready');
    const fits = tag === null || tag === this.#crypto.groupTag(group.id, nonce);
    return fits ? { answer: 'welcome', version: VERSION } : this.#refuse('other-group');
  }

  hello(): Omit<Hello, 'linked'> {
    return {
      t: 'hello',
      versions: [VERSION, VERSION],
      features: [],
      group: this.#group,
      name: this.#name,
      epoch: this.#epoch,
      port: this.#reachable.port,
      addresses: this.#reachable.addresses.slice(0, MAX_ADDRESSES),
    };
  }

  /** Whether somebody who said this is in our group. */
  accepts({ group: theirs }: Hello): boolean {
    if (theirs === null) return this.#group !== null;
    if (theirs.id !== this.#crypto.groupId(theirs.name)) return false;
    return (this.#group ?? this.adopt(theirs.name)).id === theirs.id;
  }

  #refuse(code: Extract<Answer, { answer: 'refused' }>['code']): Answer {
    return { answer: 'refused', code, group: this.#group?.name ?? null };
  }
}
