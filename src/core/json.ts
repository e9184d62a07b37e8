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

/** One pass over the text: what is inside strings does not count, except the names of keys. */
function checkShape(text: string): void {
  const keys: number[] = [];
  let stringFrom = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text[i]) {
      case '"': {
        stringFrom = i;
        i = endOfString(text, i);
        break;
      }
      case ':':
        keys.push((keys.pop() ?? 0) + 1);
        if ((keys.at(-1) ?? 0) > MAX_JSON_KEYS) throw new JsonError('Too many keys in an object');
        checkKey(text.slice(stringFrom, i));
        break;
      case '{':
      case '[':
        keys.push(0);
        if (keys.length > MAX_JSON_DEPTH) throw new JsonError('Nested too deeply');
        break;
      case '}':
      case ']':
        keys.pop();
        break;
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return text.length;
}

function checkKey(quoted: string): void {
  // An escape can spell a forbidden name; no key of the protocol needs one.
  if (quoted.includes('\\') || /^"(__proto__|constructor)"/.test(quoted)) {
    throw new JsonError('A key that is not allowed');
  }
}
