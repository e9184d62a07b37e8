/** C0 and C1 controls but tab and newline, and what changes the direction of text around it. */
const UNRULY: RegExp =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be found
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The same text with control and bidi-control characters shown instead of obeyed: `\u001b` must not
 * reach a terminal, nor `\u202e` turn the rest of a line round.
 */
export function visible(text: string): string {
  return text.replace(UNRULY, (character) => {
    const code = character.codePointAt(0) ?? 0;
    // Unicode's control pictures: U+2400 and on for C0, U+2421 for DEL.
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}
