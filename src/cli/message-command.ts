import * as v from 'valibot';
import { type EntryId, isEntryId } from '../core/ids.ts';

/** What a program does beside saying a text. */
export type MessageCommand =
  | { readonly type: 'act'; readonly text: string }
  | { readonly type: 'reply'; readonly to: EntryId; readonly text: string }
  | { readonly type: 'edit'; readonly id: EntryId; readonly text: string }
  | { readonly type: 'delete'; readonly id: EntryId }
  | {
      readonly type: 'react';
      readonly id: EntryId;
      readonly emoji: string;
      readonly on: boolean;
    };

const id = v.custom<EntryId>(isEntryId);

const schema = v.union([
  v.pipe(
    v.strictObject({ act: v.string() }),
    v.transform(({ act }): MessageCommand => ({ type: 'act', text: act })),
  ),
  v.pipe(
    v.strictObject({ reply: id, text: v.string() }),
    v.transform(({ reply, text }): MessageCommand => ({ type: 'reply', to: reply, text })),
  ),
  v.pipe(
    v.strictObject({ edit: id, text: v.string() }),
    v.transform(({ edit, text }): MessageCommand => ({ type: 'edit', id: edit, text })),
  ),
  v.pipe(
    v.strictObject({ delete: id }),
    v.transform((command): MessageCommand => ({ type: 'delete', id: command.delete })),
  ),
  v.pipe(
    v.strictObject({ react: id, emoji: v.string(), on: v.optional(v.boolean(), true) }),
    v.transform(
      ({ react, emoji, on }): MessageCommand => ({ type: 'react', id: react, emoji, on }),
    ),
  ),
]);

/** Reads `{"act": "waves"}`, `{"reply": id, "text": text}` and their like; null where it is none. */
export function parseMessageCommand(value: unknown): MessageCommand | null {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : null;
}
