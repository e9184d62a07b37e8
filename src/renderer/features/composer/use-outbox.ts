import { useRef, useState } from 'react';
import { parseText } from '../../../core/text.ts';
import { attempt } from '../../state/attempt.ts';

export type Outbox = {
  readonly draft: string;
  readonly problem: string | undefined;
  /** Something has been handed over and is not stored yet. */
  readonly sending: boolean;
  readonly edit: (text: string) => void;
  readonly submit: () => void;
};

/**
 * The draft, and the texts on their way to the store.
 *
 * The box empties at once, so that the next words cannot mix with the last. A text still leaves
 * this hook only when it is stored: texts go one after the other, and where one is refused, it and
 * those behind it return to the box, above what has been typed since.
 */
export function useOutbox(): Outbox {
  const [draft, setDraft] = useState('');
  const [problem, setProblem] = useState<string>();
  const [sending, setSending] = useState(false);
  const queue = useRef<string[]>([]);

  function edit(text: string): void {
    setDraft(text);
    setProblem(undefined);
  }

  function submit(): void {
    if (draft === '') return;
    const parsed = parseText(draft);
    if (!parsed.ok) {
      setProblem(parsed.error.message);
      return;
    }
    edit('');
    queue.current.push(parsed.value);
    if (queue.current.length === 1) void sendAll();
  }

  async function sendAll(): Promise<void> {
    setSending(true);
    for (let text = queue.current[0]; text !== undefined; text = queue.current[0]) {
      const sent = await attempt(window.parley.send(text));
      if (sent.ok) {
        queue.current.shift();
      } else {
        const returned = queue.current.splice(0).join('\n');
        setDraft((typed) => (typed === '' ? returned : `${returned}\n${typed}`));
        setProblem(sent.error.message);
      }
    }
    setSending(false);
  }

  return { draft, problem, sending, edit, submit };
}
