import type { EntryId } from '../../core/ids.ts';
import { asTyped } from '../../core/slash.ts';

/** The message that a text answers or changes. */
export type Target = { readonly as: 'reply' | 'edit'; readonly id: EntryId };

/** A text on its way to the store. The key is this page's own. */
export type Outgoing = {
  readonly key: string;
  readonly text: string;
  readonly form: Target | { readonly as: 'text' | 'action' };
};

/** All that main has not been given: what a reload of the page would lose. */
export type Unsent = {
  readonly draft: string;
  readonly target: Target | null;
  readonly aside: string;
  readonly waiting: readonly Outgoing[];
};

export const NOTHING_UNSENT: Unsent = { draft: '', target: null, aside: '', waiting: [] };

/** What of a value that was kept can be understood. */
export function parseUnsent(kept: unknown): Unsent {
  const value = fieldsOf(kept);
  const waiting = Array.isArray(value['waiting']) ? value['waiting'] : [];
  return {
    draft: textOf(value['draft']),
    target: parseTarget(value['target']),
    aside: textOf(value['aside']),
    waiting: waiting.flatMap(parseOutgoing),
  };
}

/**
 * What a later start of the program shows in the box: all that was typed, in one text. An edit that
 * was begun is not of it: the message stands in the timeline, and can be taken up again.
 */
export function draftOf({ draft, target, aside, waiting }: Unsent): string {
  return joined([...typed(waiting), target?.as === 'edit' ? aside : draft]);
}

/** Texts as they would have to be typed one below the other: only the first can be a command. */
export function typed(texts: readonly Outgoing[]): readonly string[] {
  return texts.map(({ text, form }, i) => (i === 0 ? asTyped(text, form.as) : text));
}

export function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}

function parseOutgoing(kept: unknown): readonly Outgoing[] {
  const { text, form } = fieldsOf(kept);
  if (typeof text !== 'string') return [];
  const { as } = fieldsOf(form);
  const plain = { as: as === 'action' ? 'action' : 'text' } as const;
  return [{ key: '', text, form: parseTarget(form) ?? plain }];
}

function parseTarget(kept: unknown): Target | null {
  const { as, id } = fieldsOf(kept);
  if ((as !== 'reply' && as !== 'edit') || typeof id !== 'string') return null;
  return { as, id: id as EntryId }; // this page's own, and main looks at it again
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
