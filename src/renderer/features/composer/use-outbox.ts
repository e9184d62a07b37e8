import { useEffect, useState, useSyncExternalStore } from 'react';
import { attempt } from '../../state/attempt.ts';
import { keep, recall, stringsOf } from '../../state/kept.ts';
import { Outbox, type OutboxView, type Unsent } from './outbox.ts';

type UseOutbox = OutboxView & {
  readonly edit: (text: string) => void;
  readonly submit: () => void;
};

/** One outbox for as long as the group is on the screen, filled with what a reload interrupted. */
export function useOutbox(): UseOutbox {
  const [outbox] = useState(
    () =>
      new Outbox(
        {
          send: (text) => attempt(window.parley.send(text)),
          keep: (unsent) => keep('outbox', unsent),
        },
        recallUnsent(),
      ),
  );
  useEffect(() => {
    outbox.open();
    return () => outbox.close();
  }, [outbox]);
  const view = useSyncExternalStore(outbox.subscribe, outbox.view);
  return { ...view, edit: outbox.edit, submit: outbox.submit };
}

function recallUnsent(): Unsent {
  const kept = recall('outbox');
  if (typeof kept !== 'object' || kept === null) return { draft: '', waiting: [] };
  const draft = 'draft' in kept && typeof kept.draft === 'string' ? kept.draft : '';
  return { draft, waiting: stringsOf('waiting' in kept ? kept.waiting : []) };
}
