import { toHex } from '../core/bytes.ts';
import type { Epoch, GroupId, GroupKey } from '../core/ids.ts';
import type { Crypto, Random } from '../core/ports.ts';
import {
  type Answer,
  type Hello,
  MAX_ADDRESSES,
  type Preamble,
  type Reachable,
  type Refusal,
  VERSION,
} from '../core/wire.ts';
import type { OpeningHost } from './opening.ts';

/** A group as links compare it. An open one has no key. */
export type Group = {
  readonly id: GroupId;
  readonly name: string;
  readonly key: GroupKey | null;
};

/** Which group is meant, as far as that is known before somebody of it has answered. */
export type Aim = {
  /** Null: whatever group is there. */
  readonly name: string | null;
  /** We have a secret, so it is no open group. */
  readonly locked: boolean;
  /** Null for an open group, and where no name is known to make a key for. */
  readonly key: GroupKey | null;
  /** Null where somebody of the group is to tell. */
  readonly id: GroupId | null;
};

/** Why somebody who has said hello may not stay. */
export type Objection = 'other-group' | 'other-room';

/** What is said and checked on one new link. */
export interface Entry extends OpeningHost {
  objection(hello: Hello): Objection | null;
}

/**
 * Who may come in: what this peer says of itself on a new link, and whom it lets stay. The one place
 * where groups are compared, or taken over by somebody who does not know all of theirs.
 */
export class Door {
  readonly #crypto: Crypto;
  readonly #random: Random;
  #name: string;
  readonly #epoch: Epoch;
  #aim: Aim;
  #group: Group | null = null;
  #reachable: Reachable = { port: null, addresses: [] };

  constructor(crypto: Crypto, random: Random, name: string, epoch: Epoch, locked: boolean) {
    this.#crypto = crypto;
    this.#random = random;
    this.#name = name;
    this.#epoch = epoch;
    this.#aim = { name: null, locked, key: null, id: null };
  }

  /** Null until it is known all about, a seed has answered, or a group was started. */
  get group(): Group | null {
    return this.#group;
  }

  /** What is said to those who come now, and to those we dial: `aim` where it is more than we know. */
  entry(aim: Aim | null = null): Entry {
    // As it is when the link begins: by its end the group may be another, or its key.
    let meant = this.#aim;
    return {
      preamble: () => {
        meant = aim ?? this.#aim;
        return this.#preamble(meant);
      },
      admit: (preamble) => {
        meant = this.#aim;
        return this.#admit(preamble);
      },
      handshake: (role, prologue) => {
        if (meant.locked && meant.key === null) {
          throw new Error('Welcomed without having said which group');
        }
        return this.#crypto.handshake(role, prologue, meant.key);
      },
      objection: (hello) => this.#objection(hello, meant),
    };
  }

  /** From now on this group is meant; settled where its id is known. */
  seek(aim: Aim): void {
    this.#aim = aim;
    const { name, key } = aim;
    const id = aim.id ?? (name === null || aim.locked ? null : this.#crypto.groupId(name));
    if (name !== null && id !== null) this.settle({ id, name, key });
  }

  settle(group: Group): void {
    this.#group = group;
    this.#aim = { ...group, locked: group.key !== null };
  }

  /** What is said of us on links that begin from now on. */
  rename(name: string): void {
    this.#name = name;
  }

  /** Whether this is another way to reach us than before. */
  listening(reachable: Reachable): boolean {
    const before = JSON.stringify(this.#reachable);
    this.#reachable = reachable;
    return JSON.stringify(reachable) !== before;
  }

  hello(): Omit<Hello, 'linked'> {
    const group = this.#group;
    return {
      t: 'hello',
      versions: [VERSION, VERSION],
      features: [],
      group: group === null ? null : { id: group.id, name: group.name },
      name: this.#name,
      epoch: this.#epoch,
      port: this.#reachable.port,
      addresses: this.#reachable.addresses.slice(0, MAX_ADDRESSES),
    };
  }

  #preamble({ name, locked }: Aim): Preamble {
    const nonce = toHex(this.#random.bytes(16));
    const tag = name === null ? null : this.#tag(name, nonce);
    return { parley: [VERSION, VERSION], nonce, tag, ...(locked ? { locked: true } : {}) };
  }

  #admit({ parley, nonce, tag, locked }: Preamble): Answer {
    const group = this.#group;
    if (parley[0] > VERSION || parley[1] < VERSION) return this.#refuse('version');
    if (group === null) return this.#refuse('not-ready');
    if (tag !== null && tag !== this.#tag(group.name, nonce)) return this.#refuse('other-group');
    if (group.key === null && locked) return this.#refuse('open');
    // Without a name there is no key: the name is in the refusal, and they come again with both.
    if (group.key !== null && (!locked || tag === null)) return this.#refuse('locked');
    return { answer: 'welcome', version: VERSION };
  }

  /** By the name, which is all that two need to find out what else they do not share. */
  #tag(name: string, nonce: string): string {
    return this.#crypto.groupTag(this.#crypto.groupId(name), nonce);
  }

  /** Takes over what we did not know of the group, from the first who may say it. */
  #objection({ group: theirs }: Hello, meant: Aim): Objection | null {
    const ours = this.#group;
    if (theirs === null) return ours === null ? 'other-group' : null;
    const isOpen = theirs.id === this.#crypto.groupId(theirs.name);
    if (isOpen === meant.locked) return 'other-group';
    const { name, key, id } = ours ?? meant;
    if (name !== null && name !== theirs.name) return 'other-group';
    if (key !== meant.key) return 'other-group';
    if (id !== null && id !== theirs.id) return 'other-room';
    if (ours === null) this.settle({ ...theirs, key });
    return null;
  }

  #refuse(code: Refusal): Answer {
    return { answer: 'refused', code, group: this.#group?.name ?? null };
  }
}
