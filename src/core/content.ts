import { utf8Length } from './bytes.ts';
import { type EntryId, isEntryId } from './ids.ts';
import { type Profile, parseProfile } from './profile.ts';
import { err, type Failure, ok, type Result } from './result.ts';
import { MAX_TEXT_BYTES, parseText } from './text.ts';

/** Said by somebody; the body is the text. */
export const TEXT = 'text';
/** Done by somebody, in words of their own: the body is what follows the name, "waves" for one. */
export const ACTION = 'action';
/** Said in answer to another line, which the first line of the body names; the rest is the text. */
export const REPLY = 'reply';
/** Puts another text in the place of the author's own line. */
export const EDIT = 'on-edit';
/** Takes the author's own line back. The body is its id and nothing else. */
export const DELETE = 'on-delete';
/** Puts an emoji on a line (`+`), or takes the author's own off again (`-`). */
export const REACT = 'on-react';
/** What the author is called from here on: see {@link parseProfile}. The first entry of every log. */
export const PROFILE = 'profile';

/** Kinds that change how another entry is shown, those yet to come among them, begin so. */
const CHANGES = 'on-';
/** Longest reaction in UTF-8 bytes: the longest emoji of Unicode 16 has 35. */
export const MAX_EMOJI_BYTES = 64;

/**
 * What an entry is to the timeline: a line of its own, a change of how another is shown, or neither.
 * A kind that is not known here is a line, so that nobody misses that something was said.
 */
export type EntryClass = 'line' | 'change' | 'profile';

/** What an entry says, by its kind. `of` names the line that it is about. */
export type Content =
  | { readonly is: 'text' | 'action'; readonly text: string }
  | { readonly is: 'reply'; readonly of: EntryId; readonly text: string }
  | Change
  | ({ readonly is: 'profile' } & Profile)
  | { readonly is: 'unknown' };

/** What an entry does to another. */
export type Change =
  | { readonly is: 'edit'; readonly of: EntryId; readonly text: string }
  | { readonly is: 'delete'; readonly of: EntryId }
  | {
      readonly is: 'react';
      readonly of: EntryId;
      readonly emoji: string;
      /** False: it is taken off. */
      readonly on: boolean;
    };

type Written = { readonly kind: string; readonly body: string };

export function classOf(kind: string): EntryClass {
  if (kind === PROFILE) return 'profile';
  return kind.startsWith(CHANGES) ? 'change' : 'line';
}

/** Reads a body; null where it does not fit its kind. What kinds not known here hold is not looked at. */
export function parseContent({ kind, body }: Written): Content | null {
  switch (kind) {
    case TEXT:
      return isText(body) ? { is: 'text', text: body } : null;
    case ACTION:
      return isText(body) ? { is: 'action', text: body } : null;
    case REPLY:
    case EDIT: {
      const [of, text] = parts(body);
      if (!isEntryId(of) || text === null || !isText(text)) return null;
      return { is: kind === REPLY ? 'reply' : 'edit', of, text };
    }
    case DELETE:
      return isEntryId(body) ? { is: 'delete', of: body } : null;
    case REACT: {
      const [of, said] = parts(body);
      const sign = said?.slice(0, 1);
      const emoji = said?.slice(1) ?? '';
      if (!isEntryId(of) || (sign !== '+' && sign !== '-') || !isEmoji(emoji)) return null;
      return { is: 'react', of, emoji, on: sign === '+' };
    }
    case PROFILE: {
      const profile = parseProfile(body);
      return profile === null ? null : { is: 'profile', ...profile };
    }
    default:
      return { is: 'unknown' };
  }
}

/** What a change is about, by the first line of its body; null where that names nothing, or it is no change. */
export function aboutOf({ kind, body }: Written): EntryId | null {
  if (classOf(kind) !== 'change') return null;
  const [first] = parts(body);
  return isEntryId(first) ? first : null;
}

export function replyBody(to: EntryId, text: string): string {
  return `${to}\n${text}`;
}

export function editBody(of: EntryId, text: string): string {
  return `${of}\n${text}`;
}

export function reactBody(of: EntryId, emoji: string, on: boolean): string {
  return `${of}\n${on ? '+' : '-'}${emoji}`;
}

/** Checks a reaction: one emoji, as a keyboard or a picker gives it. */
export function parseEmoji(raw: string): Result<string, Failure> {
  if (isEmoji(raw)) return ok(raw);
  return err({ code: 'not-emoji', message: 'A reaction is one emoji.' });
}

// UTS #51, "Possible Emoji": flags, pictures with a skin colour, keycaps, and such pictures joined.
// `Extended_Pictographic` has room for emoji yet to come, so that an older Parley takes them. Tags are
// not seen: only the flag of a region has some (three to six letters and digits, UTS #51, ED-14a).
const PICTURE =
  '(?:\\p{RI}\\p{RI}|[0-9#*]\\u{FE0F}?\\u{20E3}|\\u{1F3F4}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{3,6}\\u{E007F}|\\p{Extended_Pictographic}(?:\\p{EMod}|\\u{FE0F}\\u{20E3}?)?)';
// Four pictures at most, as in a family or a kiss of two: no emoji of Unicode 16 joins more.
const EMOJI: RegExp = new RegExp(`^${PICTURE}(?:\\u{200D}${PICTURE}){0,3}$`, 'u');

/** An emoji without the signs for "as a picture", so that it is the same however a keyboard writes it. */
export function bareEmoji(emoji: string): string {
  return emoji.replaceAll('\u{fe0f}', '');
}

function isEmoji(text: string): boolean {
  return text.length <= MAX_EMOJI_BYTES && utf8Length(text) <= MAX_EMOJI_BYTES && EMOJI.test(text);
}

function isText(text: string): boolean {
  return text.length <= MAX_TEXT_BYTES && parseText(text).ok;
}

/** The first line of a body, and what follows it. */
function parts(body: string): readonly [first: string, rest: string | null] {
  const end = body.indexOf('\n');
  return end < 0 ? [body, null] : [body.slice(0, end), body.slice(end + 1)];
}
