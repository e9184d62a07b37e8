import type { ContactChange } from '../core/contacts.ts';

/** What a line asks about somebody, who is named as a person would: by name, tag or key. */
export type PersonCommand =
  | { readonly type: 'who'; readonly who: string }
  | { readonly type: 'contact'; readonly who: string; readonly change: ContactChange };

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
  if (word !== '/who' && word !== '/nick' && change === undefined) return null;
  if (word === '/nick') return parseNick(who);
  if (who === '') return `Whom? Write ${word} NAME; /peers lists people.`;
  return change === undefined ? { type: 'who', who } : { type: 'contact', who, change };
}

/** `NAME = NICKNAME`; nothing after the sign takes the nickname back. */
function parseNick(text: string): PersonCommand | string {
  const sign = text.indexOf('=');
  const who = text.slice(0, Math.max(sign, 0)).trim();
  if (who === '') return 'Write /nick NAME = NICKNAME, or /nick NAME = to take it back.';
  return { type: 'contact', who, change: { nickname: text.slice(sign + 1).trim() } };
}
