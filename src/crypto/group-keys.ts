import sodium from 'sodium-native';
import { fromHex, toHex, utf8 } from '../core/bytes.ts';
import type { GroupId, GroupKey } from '../core/ids.ts';
import type { Crypto } from '../core/ports.ts';
import type { Stretch } from './argon2.ts';
import { asBuffer } from './buffers.ts';

/** What Argon2id takes as salt, in libsodium. */
const SALT_BYTES: number = sodium.crypto_pwhash_SALTBYTES;
/** As long as the id of an open group. */
const ROOM_BYTES = 16;
/** What Noise takes (9.1). */
const PSK_BYTES = 32;

/**
 * Keys of locked groups, and the ids that come of them. One secret makes another key in every group:
 * the salt is of the group's name, for there is nothing else that two who have never met share.
 */
export function groupKeys(stretch: Stretch): Pick<Crypto, 'groupKey' | 'roomId'> {
  return {
    async groupKey(groupName, secret) {
      const salt = hash(SALT_BYTES, utf8(`parley salt 1\n${groupName}`));
      return toHex(await stretch(utf8(secret), salt)) as GroupKey;
    },
    roomId: (groupName, key) =>
      toHex(hash(ROOM_BYTES, utf8(`parley room 1\n${groupName}`), fromHex(key))) as GroupId,
  };
}

/** What the handshake is keyed with. Derived, so that it is good for nothing else. */
export function pskOf(key: GroupKey): Uint8Array {
  return hash(PSK_BYTES, utf8('parley psk 1\n'), fromHex(key));
}

/** BLAKE2b, keyed where a key is given. */
function hash(bytes: number, input: Uint8Array, key?: Uint8Array): Uint8Array {
  const out = Buffer.alloc(bytes);
  if (key === undefined) sodium.crypto_generichash(out, asBuffer(input));
  else sodium.crypto_generichash(out, asBuffer(input), asBuffer(key));
  return out;
}
