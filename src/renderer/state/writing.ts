import { useEffect, useState, useSyncExternalStore } from 'react';
import type { EntryId, GroupId } from '../../core/ids.ts';
import type { Failure, Result } from '../../core/result.ts';
import { attempt } from './attempt.ts';
import { keep, recall } from './kept.ts';
import { Outbox, type OutboxView, type Spell } from './outbox.ts';
import { draftOf, NOTHING_UNSENT, type Outgoing, parseUnsent, type Unsent } from './unsent.ts';

/** Storing takes milliseconds: only what takes longer is shown as not stored yet, in ms. */
const SLOW_MS = 200;

/** The one outbox of the window. It is kept here because messages are answered and changed elsewhere. */
export const writing: Outbox = new Outbox({ send: hand });

/** What is being written, and what is on its way. */
export function useWriting(): OutboxView {
  return useSyncExternalStore(writing.subscribe, writing.view);
}

/** Fills the outbox for as long as the group is on the screen. `spell` must always be the same. */
export function useOpenOutbox(spell: Spell): void {
  useEffect(() => {
    let here = true;
    const kept = recall('outbox');
    let room: GroupId | null = null;
    // For a reload, which gives no time to ask anybody, and for when the group is joined again.
    const keepUnsent = (unsent: Unsent): void => {
      if (here) keep('outbox', unsent);
      if (room !== null) void attempt(window.parley.keepDraft(room, draftOf(unsent)));
    };
    writing.open(kept === null ? NOTHING_UNSENT : parseUnsent(kept), {
      ...{ spell, keep: keepUnsent },
    });
    void attempt(window.parley.draft()).then((draft) => {
      if (!here || !draft.ok) return;
      room = draft.value.room;
      // What is typed until then is kept with it.
      writing.found(kept === null ? draft.value.text : '');
    });
    return () => {
      here = false;
      writing.close();
    };
  }, [spell]);
}

/** A text of one's own that is not stored yet, though there was time. */
export type Pending = {
  readonly key: string;
  readonly text: string;
  readonly form: 'text' | 'action';
};

const NONE: readonly Pending[] = [];

/** Own texts that wait for the store; those of messages that are changed stand in the timeline. */
export function usePending(): readonly Pending[] {
  const { pending } = useWriting();
  const any = pending.length > 0;
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!any) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [any]);
  if (!any || !slow) return NONE;
  return pending.flatMap(({ key, text, form }) =>
    form.as === 'edit' ? [] : [{ key, text, form: form.as === 'action' ? 'action' : 'text' }],
  );
}

function hand({ text, form }: Outgoing): Promise<Result<EntryId | null, Failure>> {
  switch (form.as) {
    case 'text':
      return attempt(window.parley.send(text));
    case 'action':
      return attempt(window.parley.act(text));
    case 'reply':
      return attempt(window.parley.reply(form.id, text));
    case 'edit':
      return attempt(window.parley.edit(form.id, text));
  }
}
