import { useEffect, useRef, useState } from 'react';
import { type JoinForm, type JoinProblem, parseJoinForm } from '../../../core/join-form.ts';
import { BROKEN_REQUEST } from '../../state/attempt.ts';
import { useMirror } from '../../state/mirror.ts';

/** The form as it is being filled in, and what can be done with it. */
export type Join = {
  readonly form: JoinForm;
  readonly problems: readonly JoinProblem[];
  /** Counts the attempts that failed: a new number is the moment to move the focus. */
  readonly failures: number;
  readonly busy: boolean;
  readonly edit: (field: keyof JoinForm, value: string) => void;
  readonly submit: () => Promise<void>;
  readonly cancel: () => void;
};

/** Runs the join form: checks it here first, then lets main try, and keeps what either objects to. */
export function useJoin(initial: JoinForm): Join {
  const joining = useMirror((mirror) => mirror.joining);
  const [form, setForm] = useState(initial);
  const [problems, setProblems] = useState<readonly JoinProblem[]>([]);
  const [failures, setFailures] = useState(0);
  const [pending, setPending] = useState(false);
  /** The attempt whose answer counts: cancelling makes the answer to the old one meaningless. */
  const current = useRef(0);
  useEffect(() => () => void current.current++, []);

  function edit(field: keyof JoinForm, value: string): void {
    setForm((before) => ({ ...before, [field]: value }));
    setProblems((before) => before.filter((problem) => problem.field !== field));
  }

  function fail(found: readonly JoinProblem[]): void {
    setProblems(found);
    setFailures((count) => count + 1);
  }

  async function submit(): Promise<void> {
    if (pending || joining) return;
    const parsed = parseJoinForm(form);
    if (!parsed.ok) return fail(parsed.error);
    const mine = ++current.current;
    setProblems([]);
    setPending(true);
    const joined = await join(form);
    if (mine !== current.current || joined.length === 0) return;
    setPending(false);
    fail(joined);
  }

  function cancel(): void {
    current.current++;
    setPending(false);
    void window.parley.leave();
  }

  return { form, problems, failures, busy: pending || joining, edit, submit, cancel };
}

/** Asks main; on success it stays busy, because the chat screen comes with the next event. */
async function join(form: JoinForm): Promise<readonly JoinProblem[]> {
  try {
    const joined = await window.parley.join(form);
    return joined.ok ? [] : joined.error;
  } catch {
    return [{ field: 'name', message: BROKEN_REQUEST.message }];
  }
}
