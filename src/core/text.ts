import { fitsUtf8, utf8Length } from './bytes.ts';
import { err, type Failure, ok, type Result } from './result.ts';

/** Longest message text in UTF-8 bytes: fits one frame many times over (docs/protocol.md, bounds). */
export const MAX_TEXT_BYTES = 8_192;
/** Longest draft that is kept, in UTF-16 units: more than a hundred messages' worth. */
export const MAX_DRAFT_UNITS = 1_000_000;
/** Longest display name in graphemes: what a person would count as characters. */
export const MAX_NAME_GRAPHEMES = 32;
/** Longest display name in UTF-8 bytes: one grapheme may hold any number of combining marks. */
export const MAX_NAME_BYTES = 256;

/** Longest status in graphemes: a short sentence, beside a name. */
export const MAX_STATUS_GRAPHEMES = 80;
/** The same in UTF-8 bytes: as many for each character as a name has. */
export const MAX_STATUS_BYTES = 640;

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
  if (!fitsUtf8(text, MAX_TEXT_BYTES)) {
    const bytes = utf8Length(text);
    return err({
      code: 'text-too-long',
      message: `This message is too long: ${bytes} of at most ${MAX_TEXT_BYTES} bytes.`,
      params: { bytes, limit: MAX_TEXT_BYTES },
    });
  }
  return ok(text);
}

/** Checks and normalises a display name (NFKC, trimmed, inner spaces folded). */
export function parseName(raw: string): Result<string, Failure> {
  return parseLabel(raw, NAME, 'Enter your name.');
}

/** Checks and normalises a group name by the same rule as a person's. */
export function parseGroup(raw: string): Result<string, Failure> {
  return parseLabel(raw, GROUP, 'Enter the group’s name.');
}

/** Checks and normalises what somebody says of how they are, by the same rule. Empty is none. */
export function parseStatus(raw: string): Result<string, Failure> {
  return parseLabel(raw, STATUS, null);
}

type Kind = {
  readonly what: string;
  readonly subject: string;
  readonly most: number;
  readonly mostBytes: number;
};

const A_NAME = { most: MAX_NAME_GRAPHEMES, mostBytes: MAX_NAME_BYTES };
const NAME: Kind = { what: 'name', subject: 'Your name', ...A_NAME };
const GROUP: Kind = { what: 'group', subject: 'The group’s name', ...A_NAME };
const STATUS: Kind = {
  what: 'status',
  subject: 'Your status',
  most: MAX_STATUS_GRAPHEMES,
  mostBytes: MAX_STATUS_BYTES,
};

/** `whenEmpty`: what is said of a label that is; null where it may be. */
function parseLabel(
  raw: string,
  { what, subject, most, mostBytes }: Kind,
  whenEmpty: string | null,
): Result<string, Failure> {
  const label = raw.normalize('NFKC').trim().replace(/ +/g, ' ');
  if (label === '') {
    return whenEmpty === null ? ok('') : err({ code: `${what}-empty`, message: whenEmpty });
  }
  if (hasInvisible(label)) {
    return err({
      code: `${what}-characters`,
      message: `${subject} holds an invisible or control character.`,
    });
  }
  // Bytes first: counting the characters of 16,000 takes seconds and gigabytes, for each comes with
  // a copy of the whole.
  const tooLarge = utf8Length(label) > mostBytes;
  const length = tooLarge ? null : [...graphemes.segment(label)].length;
  if (length === null || length > most) {
    const counted = length === null ? 'use' : `${length} of`;
    return err({
      code: `${what}-too-long`,
      message: `${subject} is too long: ${counted} at most ${most} characters.`,
      params: { limit: most },
    });
  }
  return ok(label);
}

/** Whether a text holds what nobody sees: control, format, private-use and blank characters. */
export function hasInvisible(text: string): boolean {
  return NOT_IN_NAMES.test(text.replace(EMOJI_JOINER, ''));
}
