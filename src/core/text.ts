import { utf8Length } from './bytes.ts';
import { err, type Failure, ok, type Result } from './result.ts';

/** Longest message text in UTF-8 bytes: fits one frame many times over (docs/protocol.md, bounds). */
export const MAX_TEXT_BYTES = 8_192;
/** Longest display name in graphemes: what a person would count as characters. */
export const MAX_NAME_GRAPHEMES = 32;
/** Longest display name in UTF-8 bytes: one grapheme may hold any number of combining marks. */
export const MAX_NAME_BYTES = 256;

const graphemes: Intl.Segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
// Cc control, Cf format (zero-width and bidi controls), Zl and Zp line breaks, Co private use,
// Cs half surrogates, DI invisible by default, U+2800 a blank that counts as a sign: a name made of
// these could pose as another or tear the layout. U+FE0F only asks for an emoji's coloured form.
const NOT_IN_NAMES: RegExp =
  /(?!\u{FE0F})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u{2800}]/u;
// The joiner inside emoji such as a family is format-like but harmless.
const EMOJI_JOINER: RegExp =
  /\p{Extended_Pictographic}[\u{FE0F}\p{Emoji_Modifier}]?\u{200D}(?=\p{Extended_Pictographic})/gu;

/** Checks the text of a message. Nothing is altered: content is the author's, byte for byte. */
export function parseText(text: string): Result<string, Failure> {
  if (text.trim() === '') return err({ code: 'text-empty', message: 'There is nothing to send.' });
  if (!text.isWellFormed()) {
    return err({
      code: 'text-broken',
      message: 'This text holds half a character (a lone surrogate). Type it again.',
    });
  }
  const bytes = utf8Length(text);
  if (bytes > MAX_TEXT_BYTES) {
    return err({
      code: 'text-too-long',
      message: `This message is too long: ${bytes} of at most ${MAX_TEXT_BYTES} bytes.`,
    });
  }
  return ok(text);
}

/** Checks and normalises a display name (NFKC, trimmed, inner spaces folded). */
export function parseName(raw: string): Result<string, Failure> {
  return parseLabel(raw, 'name', 'Your name', 'Enter your name.');
}

/** Checks and normalises a group name by the same rule as a person's. */
export function parseGroup(raw: string): Result<string, Failure> {
  return parseLabel(raw, 'group', 'The group’s name', 'Enter the group’s name.');
}

function parseLabel(
  raw: string,
  what: string,
  subject: string,
  whenEmpty: string,
): Result<string, Failure> {
  const label = raw.normalize('NFKC').trim().replace(/ +/g, ' ');
  if (label === '') return err({ code: `${what}-empty`, message: whenEmpty });
  if (hasInvisible(label)) {
    return err({
      code: `${what}-characters`,
      message: `${subject} holds an invisible or control character.`,
    });
  }
  // Bytes first: counting the characters of 16,000 takes seconds and gigabytes, for each comes with
  // a copy of the whole.
  const tooLarge = utf8Length(label) > MAX_NAME_BYTES;
  const length = tooLarge ? null : [...graphemes.segment(label)].length;
  if (length === null || length > MAX_NAME_GRAPHEMES) {
    const counted = length === null ? 'use' : `${length} of`;
    return err({
      code: `${what}-too-long`,
      message: `${subject} is too long: ${counted} at most ${MAX_NAME_GRAPHEMES} characters.`,
    });
  }
  return ok(label);
}

/** Whether a text holds what nobody sees: control, format, private-use and blank characters. */
export function hasInvisible(text: string): boolean {
  return NOT_IN_NAMES.test(text.replace(EMOJI_JOINER, ''));
}
