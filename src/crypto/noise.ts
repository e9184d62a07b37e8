import curve from 'noise-curve-ed';
import NoiseHandshake from 'noise-handshake';
import { toHex } from '../core/bytes.ts';
import type { PeerId } from '../core/ids.ts';
import type { Handshake, Random, Role, SecureChannel } from '../core/ports.ts';
import { asBuffer } from './buffers.ts';
import { sealedChannel } from './channel.ts';
import type { Identity } from './identity.ts';

/**
 * Lengths of the three messages, none of which has a payload: an ephemeral key of 32 bytes; the
 * same, then an identity key sealed (48) and an empty payload sealed (16); the last two alone. With a
 * pre-shared key the empty payload of the first is sealed too.
 */
const MESSAGE_BYTES = { XX: [32, 96, 64], XXpsk0: [48, 96, 64] } as const;
const SEED_BYTES = 32;

/**
 * One side of Noise_XX_Ed25519_ChaChaPoly_BLAKE2b, with the identity key as static key: both sides end
 * up with fresh keys and with the other's identity key, proved. With a `psk` of 32 bytes it is XXpsk0,
 * which nobody gets through without the same one.
 */
export function noiseHandshake(
  identity: Identity,
  random: Random,
  role: Role,
  prologue: Uint8Array,
  psk: Uint8Array | null,
): Handshake {
  const pattern = psk === null ? 'XX' : 'XXpsk0';
  const noise = new NoiseHandshake(pattern, role === 'dialler', keyPairOf(identity), {
    ...(psk === null ? {} : { psk: asBuffer(psk) }),
    // Fresh keys come from the randomness that is handed in, so that a simulation can repeat itself.
    curve: {
      ...curve,
      generateKeyPair: () => curve.generateKeyPair(Buffer.from(random.bytes(SEED_BYTES))),
    },
  });
  noise.initialise(asBuffer(prologue));
  let step = 0;

  /** Counted before it is read: after a message that does not fit nothing else fits either. */
  function take(message: Uint8Array): void {
    const due = MESSAGE_BYTES[pattern][step++];
    if (due === undefined) throw new Error('The handshake is over');
    if (message.byteLength !== due) {
      throw new Error(`A handshake message has ${due} bytes here, not ${message.byteLength}`);
    }
    try {
      noise.recv(Buffer.from(message));
    } catch (cause) {
      throw new Error('The handshake does not fit: it proves nobody', { cause });
    }
  }

  function say(): Uint8Array {
    step += 1;
    try {
      return noise.send();
    } catch (cause) {
      throw new Error('The handshake was given a key that is none', { cause });
    }
  }

  return {
    locked: psk !== null,
    begin: () => (role === 'dialler' ? say() : null),
    receive(message) {
      take(message);
      const send = noise.complete ? null : say();
      return { send, channel: noise.complete ? channelOf(noise) : null };
    },
  };
}

function keyPairOf({ publicKey, secretKey }: Identity): { publicKey: Buffer; secretKey: Buffer } {
  return { publicKey: asBuffer(publicKey), secretKey: asBuffer(secretKey) };
}

function channelOf({ rs, tx, rx }: NoiseHandshake): SecureChannel {
  if (rs === null || tx === null || rx === null) throw new Error('The handshake is not over');
  return sealedChannel(toHex(rs) as PeerId, { sending: { key: tx }, receiving: { key: rx } });
}
