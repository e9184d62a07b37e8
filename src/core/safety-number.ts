import { wordlist } from '@scure/bip39/wordlists/english.js';
import { fromHex, utf8 } from './bytes.ts';
import type { PeerId } from './ids.ts';
import type { Crypto } from './ports.ts';

/** What two people compare, to know that nobody stands between them: both see the same. */
export type SafetyNumber = {
  /** Twelve groups of five digits: six for each of the two keys. */
  readonly numbers: readonly string[];
  /** The same bits as eighteen words of the BIP 39 list. */
  readonly words: readonly string[];
};

/** Stands before what is hashed, so that nothing else that is signed or hashed can be taken for it. */
const CONTEXT = utf8('parley safety number 1\n');
/** Nine words of a list of 2,048 (11 bits each), and 30 digits nearly full (2^99 is 6.3 * 10^29). */
const BITS_A_KEY = 99n;
/**
 * Hashes for one key. Who wants a key with the number of another has to try 2^99 keys, and each costs
 * 2^13 hashes: 2^112 in all, what Signal’s 60 digits and 5,200 rounds come to. About 50 ms a key.
 */
const ROUNDS = 8_192;
const HASH_BITS = 256n;
const BITS_A_WORD = 11n;
const WORDS_A_KEY = 9;
const DIGITS_A_KEY = 30;

/**
 * The safety number of two keys, in either order. Each key has its own half and the lower one comes
 * first: were both hashed together, somebody in the middle could look for two keys of theirs that make
 * the same number on both sides, which costs only the square root (docs/decisions/0016).
 */
export function safetyNumber(hash: Crypto['hash'], one: PeerId, other: PeerId): SafetyNumber {
  const halves = [half(hash, one), half(hash, other)].sort((a, b) => (a < b ? -1 : 1));
  return { numbers: halves.flatMap(toNumbers), words: halves.flatMap(toWords) };
}

function half(hash: Crypto['hash'], id: PeerId): bigint {
  const key = fromHex(id);
  let digest = hash(joined(CONTEXT, key));
  for (let round = 1; round < ROUNDS; round++) digest = hash(joined(fromHex(digest), key));
  return BigInt(`0x${digest}`) >> (HASH_BITS - BITS_A_KEY);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}

function toNumbers(bits: bigint): readonly string[] {
  return bits.toString().padStart(DIGITS_A_KEY, '0').match(/\d{5}/g) ?? [];
}

function toWords(bits: bigint): readonly string[] {
  return Array.from({ length: WORDS_A_KEY }, (_, i) => {
    const above = BITS_A_WORD * BigInt(WORDS_A_KEY - 1 - i);
    return wordlist[Number((bits >> above) % (1n << BITS_A_WORD))] ?? '';
  });
}

/**
 * How something typed, pasted or scanned compares: numbers or words, with anything between them.
 * Null where it is too short or too long to say.
 */
export function compareSafetyNumber(number: SafetyNumber, typed: string): 'same' | 'other' | null {
  const digits = typed.replace(/\D/g, '');
  const words = typed.toLowerCase().match(/[a-z]+/g) ?? [];
  if (digits.length === number.numbers.join('').length) {
    return digits === number.numbers.join('') ? 'same' : 'other';
  }
  if (digits !== '' || words.length !== number.words.length) return null;
  return words.join(' ') === number.words.join(' ') ? 'same' : 'other';
}
