import type { ContactChange } from '../core/contacts.ts';
import type { ProfileChange } from '../core/profile.ts';

/** What a line asks about somebody, who is named as a person would: by name, tag or key. */
export type PersonCommand =
  | { readonly type: 'who'; readonly who: string }
  | { readonly type: 'contact'; readonly who: string; readonly change: ContactChange }
  /** Says something else of oneself. */
  | { readonly type: 'profile'; readonly change: ProfileChange };

const CHANGES: Readonly<Record<string, ContactChange>> = {
  '/verify': { verified: true },
  '/unverify': { verified: false },
  '/mute': { muted: true },
  '/unmute': { muted: false },
  '/block': { blocked: true },
  '/unblock': { blocked: false },
};

/** Reads `/who NAME` and its like; null where a line is none of them, a sentence where it lacks a name. */
export function parsePersonCommand(text: string): PersonCommand | string | null {
  const [word = ''] = text.split(/\s/, 1);
  const who = text.slice(word.length).trim();
  const change = CHANGES[word];
  if (word === '/status') return { type: 'profile', change: { status: who } };
  if (word !== '/who' && word !== '/nick' && change === undefined) return null;
  if (word === '/nick') return parseNick(who);
  if (who === '') return `Whom? Write ${word} NAME; /peers lists people.`;
  return change === undefined ? { type: 'who', who } : { type: 'contact', who, change };
}

/**
 * `NAME` is what one is called from now on oneself. `NAME = NICKNAME` is about somebody else; nothing
 * after the sign takes the nickname back.
 */
function parseNick(text: string): PersonCommand | string {
  const sign = text.indexOf('=');
  if (sign < 0 && text !== '') return { type: 'profile', change: { name: text } };
  const who = text.slice(0, Math.max(sign, 0)).trim();
  if (who === '') {
    return 'Write /nick YOURNAME, /nick NAME = NICKNAME for somebody else, or /nick NAME = to take that back.';
  }
  return { type: 'contact', who, change: { nickname: text.slice(sign + 1).trim() } };
}
