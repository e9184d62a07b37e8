import { wordlist } from '@scure/bip39/wordlists/english.js';
import { utf8Length } from './bytes.ts';
import { err, type Failure, ok, type Result } from './result.ts';
import { hasInvisible } from './text.ts';

/** `length` unpredictable bytes: the randomness of ports.ts, or that of a page. */
export type RandomBytes = (length: number) => Uint8Array;

/** Longest secret in UTF-8 bytes, so that every invite link has room for one. */
export const MAX_SECRET_BYTES = 256;
/**
 * Fewest characters of a typed secret that are not foreseeable. A word or a number counts as three: four
 * words drawn off a list of 2,048 are 44 bits, at a tenth of a second for each guess 28,000 years of
 * one core on average, a year and some of 20,000. Words that somebody has chosen are fewer bits, and
 * those that belong together, a quote for one, far fewer: nothing here notices that.
 */
const MIN_COUNTED = 12;
const COUNTED_PER_WORD = 3;
/** More letters in a row than this that are not foreseeable are drawn ones, or several words. */
const LONGEST_WORD = 19;
/** 11 bits a word: twelve are 132, the 128 that nobody can try; six are 66, for people to remember. */
const MADE_WORDS = 12;
const SUGGESTED_WORDS = 6;
/** What guessing begins with. Each counts as one character, whatever its length. */
const COMMON =
  /passw(?:or[dt]|0rd)|secret|geheim|letmein|welcome|qwert[yz]|admin|login|master|iloveyou|dragon|monkey|football|parley/g;
/** Runs along these, either way, go on by themselves. */
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const STEPS: readonly string[] = [...ROWS, ...ROWS.map((row) => [...row].reverse().join(''))];

/**
 * A secret as everybody's key is made of it. What gets lost on the way from a screen to paper to a
 * phone makes no difference: letter case, the number of spaces, full-width forms.
 */
export function normaliseSecret(raw: string): string {
  // Lower case can undo a normal form: J with a caron has none of its own, j has. Hence once more.
  const folded = raw.normalize('NFKC').toLowerCase().normalize('NFKC');
  return folded.trim().replace(/\s+/g, ' ');
}

/** Whether a text is a secret as {@link normaliseSecret} leaves it, strong or not. */
export function isSecret(text: string): boolean {
  const fits = text !== '' && text.isWellFormed() && utf8Length(text) <= MAX_SECRET_BYTES;
  return fits && !hasInvisible(text) && normaliseSecret(text) === text;
}

/** A new secret that nobody can guess: 132 random bits as twelve English words. */
export function makeSecret(randomBytes: RandomBytes): string {
  return words(MADE_WORDS, randomBytes);
}

/** Checks what somebody has typed as a secret; where it is weak, six words are offered instead. */
export function parseSecret(raw: string, randomBytes: RandomBytes): Result<string, Failure> {
  const secret = normaliseSecret(raw);
  if (secret === '') return err({ code: 'secret-empty', message: 'Enter the secret.' });
  if (!secret.isWellFormed() || hasInvisible(secret)) {
    const message = 'The secret holds an invisible or control character.';
    return err({ code: 'secret-characters', message });
  }
  if (utf8Length(secret) > MAX_SECRET_BYTES) {
    const message = `The secret is too long: use at most ${MAX_SECRET_BYTES} bytes.`;
    return err({ code: 'secret-too-long', message, params: { limit: MAX_SECRET_BYTES } });
  }
  if (counted(secret) >= MIN_COUNTED) return ok(secret);
  const example = words(SUGGESTED_WORDS, randomBytes);
  const instead = `use at least four words or ${MIN_COUNTED} random characters, for example “${example}”.`;
  const params = { least: MIN_COUNTED, example };
  return [...secret].length < MIN_COUNTED
    ? err({ code: 'secret-short', message: `Too short to protect the group: ${instead}`, params })
    : err({ code: 'secret-simple', message: `Too easy to guess: ${instead}`, params });
}

function words(count: number, randomBytes: RandomBytes): string {
  const bytes = randomBytes(2 * count);
  const drawn = Array.from({ length: count }, (_, i) => {
    const number = ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0);
    return wordlist[number % wordlist.length]; // 2,048 divides 65,536: each is as likely
  });
  return drawn.join(' ');
}

/** Characters that somebody who has seen those before them would not foresee; of a word, three. */
function counted(secret: string): number {
  const text = [...secret.replace(COMMON, '*')];
  let [sum, inWord, kind] = [0, 0, ''];
  for (const [i, char] of text.entries()) {
    const before = kind;
    kind = /[\p{L}\p{M}]/u.test(char) ? 'letter' : /\p{N}/u.test(char) ? 'digit' : 'sign';
    if (kind !== before || kind === 'sign') {
      sum += worthOf(inWord);
      inWord = 0;
    }
    if (char !== ' ' && !goesOn(text, i) && !repeats(text, i)) inWord += 1;
  }
  return sum + worthOf(inWord);
}

function worthOf(word: number): number {
  return word > LONGEST_WORD ? word : Math.min(word, COUNTED_PER_WORD);
}

/** Whether a character goes on as the two before it did: `aaa`, `345`, `cba`, `qwe`. */
function goesOn(text: readonly string[], i: number): boolean {
  const [a, b, c] = [text[i - 2], text[i - 1], text[i]];
  if (a === undefined || b === undefined || c === undefined) return false;
  return (a === b && b === c) || STEPS.some((steps) => steps.includes(a + b + c));
}

/** Whether it ends three that stand earlier in the same order. */
function repeats(text: readonly string[], i: number): boolean {
  const three = text.slice(i - 2, i + 1).join('');
  return i >= 3 && text.slice(0, i).join('').includes(three);
}
