import { fromUtf8 } from './bytes.ts';

/** Deepest nesting accepted: structuredClone and recursive readers overflow far below a text's size. */
export const MAX_JSON_DEPTH = 16;
/** Most keys in one object. */
export const MAX_JSON_KEYS = 256;

/** JSON from outside that is not what it may be. The message is safe to show in a log. */
export class JsonError extends Error {}

/**
 * Decodes and parses JSON from a stranger. Depth and width are counted before anything is built;
 * the keys `__proto__` and `constructor` are refused.
 */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = fromUtf8(bytes);
  } catch (cause) {
    throw new JsonError('Not valid UTF-8', { cause });
  }
  checkShape(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new JsonError('Not valid JSON', { cause });
  }
}

// Codes, because comparing characters of a long text makes a string of each.
const QUOTE = 0x22;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** One pass over the text: what is inside strings does not count, except the names of keys. */
function checkShape(text: string): void {
  const keys: number[] = [];
  let stringFrom = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE: {
        stringFrom = i;
        i = endOfString(text, i);
        break;
      }
      case COLON:
        keys.push((keys.pop() ?? 0) + 1);
        if ((keys.at(-1) ?? 0) > MAX_JSON_KEYS) throw new JsonError('Too many keys in an object');
        checkKey(text.slice(stringFrom, i));
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        keys.push(0);
        if (keys.length > MAX_JSON_DEPTH) throw new JsonError('Nested too deeply');
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        keys.pop();
        break;
    }
  }
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

/** Whether an odd number of backslashes stands before this place. */
function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text.charCodeAt(from - 1) === BACKSLASH) from--;
  return (at - from) % 2 === 1;
}

function checkKey(quoted: string): void {
  // An escape can spell a forbidden name; no key of the protocol needs one.
  if (quoted.includes('\\') || /^"(__proto__|constructor)"/.test(quoted)) {
    throw new JsonError('A key that is not allowed');
  }
}
