import { COMMANDS, type CommandName } from '../../../core/commands.ts';
import type { Contacts } from '../../../core/contacts.ts';
import type { RosterPeer } from '../../../core/events.ts';

/** The part of a draft before the caret that can be completed. */
export type Trigger = {
  readonly kind: 'command' | 'mention' | 'emoji';
  /** What has been typed of it, without its sign. */
  readonly query: string;
  /** Where its sign stands, and where the caret is, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
};

/** Most that are offered: what one takes in at a glance. */
export const MAX_OFFERED = 8;

/** Longest name that is looked for, in UTF-16 units: a name has 32 characters, some of several units. */
const MAX_QUERY = 64;

/** An `@` at the beginning or after what is no part of a word, so that mail addresses are left alone. */
const MENTION = /(?:^|[^\p{L}\p{N}_.@-])@([^@\n]*)$/u;
/** Two signs at least: ":)" and "at 10:30" are no names of emoji. */
const EMOJI = /(?:^|[^\p{L}\p{N}:]):([\p{L}\p{N}_+-]{2,})$/u;
const COMMAND = /^\/([\p{L}\p{N}_-]*)$/u;

/** What stands before the caret, where something can be completed. */
export function triggerAt(draft: string, caret: number): Trigger | null {
  const before = draft.slice(0, caret);
  const near = before.slice(-MAX_QUERY);
  const found = (kind: Trigger['kind'], query: string | undefined): Trigger | null =>
    query === undefined ? null : { kind, query, from: caret - query.length - 1, to: caret };
  return (
    found('command', COMMAND.exec(before)?.[1]) ??
    found('emoji', EMOJI.exec(near)?.[1]) ??
    found('mention', MENTION.exec(near)?.[1])
  );
}

/** What is put where for what was chosen, and where the caret stands then: behind a blank. */
export function completed(
  draft: string,
  { from, to }: Trigger,
  chosen: string,
): { readonly put: string; readonly from: number; readonly to: number; readonly caret: number } {
  const put = /^\s/.test(draft.slice(to)) ? chosen : `${chosen} `;
  return { put, from, to, caret: from + chosen.length + 1 };
}

/** Commands that begin as typed. */
export function commandsFor(query: string): readonly CommandName[] {
  const typed = query.toLowerCase();
  return COMMANDS.map(({ name }) => name).filter((name) => name.startsWith(typed));
}

/**
 * People whose name, or nickname, has a word that begins as typed. Those who are here come first, and
 * blocked ones not at all. With a blank in it only what begins a name is one: the rest of a sentence
 * looks for nobody.
 */
export function peopleFor(
  query: string,
  people: readonly RosterPeer[],
  contacts: Contacts,
): readonly RosterPeer[] {
  const typed = fold(query);
  const fits = ({ id, name }: RosterPeer): boolean => {
    const names = [name, contacts[id]?.nickname ?? name].map(fold);
    return names.some(
      (each) =>
        each.startsWith(typed) ||
        (!/\s/.test(typed) && each.split(/\s+/).some((word) => word.startsWith(typed))),
    );
  };
  const found = people.filter((person) => contacts[person.id]?.blocked !== true && fits(person));
  const away = (person: RosterPeer): number => (person.state === 'offline' ? 1 : 0);
  return found.toSorted((a, b) => away(a) - away(b)).slice(0, MAX_OFFERED);
}

/** Letters alone: neither case nor accents have to be typed. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
