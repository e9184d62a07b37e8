// C0 without tab and newline, delete, C1, and the nine bidi embeddings, overrides and isolates. The
// marks (U+200E, U+200F, U+061C) stay: people who write from right to left need them, and they turn
// nothing round.
const UNRULY: RegExp =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be found
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The same text with control and bidi override characters shown instead of obeyed: `\u001b` must not
 * reach a terminal, nor `\u202e` turn the rest of a line round and make it say something else.
 */
export function visible(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNRULY, (character) => {
    const code = character.codePointAt(0) ?? 0;
    // Unicode's Control Pictures block mirrors C0 from U+2400 and has delete at U+2421.
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}
