// C0 without tab and line feed, delete, C1, and the nine bidi embeddings, overrides and isolates.
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is what this is for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Shows control and bidi override characters instead of obeying them.
 *
 * Why: a message is its author's byte for byte, so it may hold U+202E, which would turn the rest
 * of a line round and make it say something else.
 */
export function visibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSEEN, (character) => symbolFor(character));
}

function symbolFor(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  // Unicode's Control Pictures block mirrors C0 from U+2400 and has delete at U+2421.
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
