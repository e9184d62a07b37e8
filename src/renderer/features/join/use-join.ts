import { useEffect, useRef, useState } from 'react';
import type { Invite } from '../../../core/invite.ts';
import {
  type JoinDefaults,
  type JoinForm,
  type JoinProblem,
  parseJoinForm,
} from '../../../core/join-form.ts';
import type { Failure } from '../../../core/result.ts';
import { parseSeeds } from '../../../core/seeds.ts';
import { BROKEN_REQUEST } from '../../state/attempt.ts';
import { useMirror } from '../../state/mirror.ts';
import { randomBytes } from '../../state/random.ts';

/** The form as it is being filled in, and what can be done with it. */
export type Join = {
  readonly form: JoinForm;
  /** What the link among the seeds says: it goes before the fields *Group* and *Secret*. */
  readonly invite: Invite | null;
  /** What is wrong with that link, said at once: nobody types one, so it will not get better. */
  readonly linkProblem: Failure | undefined;
  readonly problems: readonly JoinProblem[];
  /** Counts the attempts that failed: a new number is the moment to move the focus. */
  readonly failures: number;
  readonly busy: boolean;
  readonly edit: (field: keyof JoinForm, value: string) => void;
  readonly submit: () => Promise<void>;
  readonly cancel: () => void;
};

/**
 * Runs the join form: checks it here first, then lets main try, and keeps what either objects to.
 *
 * `onOthersEnd` is called where a join that was not started here has ended on this screen: the one
 * from the command line, or one from before a reload. Only main knows why, so ask it again.
 */
export function useJoin(defaults: JoinDefaults, onOthersEnd: () => void): Join {
  const joining = useMirror((mirror) => mirror.joining);
  const [form, setForm] = useState(defaults.form);
  const [found, setFound] = useState(defaults.problems);
  const [failures, setFailures] = useState(defaults.problems.length > 0 ? 1 : 0);
  const [pending, setPending] = useState(false);
  /** The attempt whose answer counts: cancelling makes the answer to the old one meaningless. */
  const current = useRef(0);
  useEffect(() => () => void current.current++, []);

  const joiningBefore = useRef(joining);
  const startedHere = useRef(false);
  useEffect(() => {
    const ended = joiningBefore.current && !joining;
    joiningBefore.current = joining;
    if (!ended) return;
    if (!startedHere.current) onOthersEnd();
    startedHere.current = false;
  }, [joining, onOthersEnd]);

  const seeds = parseSeeds(form.seeds);
  const invite = seeds.ok ? seeds.value.invite : null;
  const linkProblem = seeds.ok
    ? undefined
    : seeds.error.find(({ code }) => code.startsWith('invite'));
  const problems = invite === null ? found : found.map(besideTheLink);

  const invitation = useMirror((mirror) => mirror.invitation);
  const busy = pending || joining;
  useEffect(() => {
    // While joining the fields are not the person's to change; the chat screen may come to ask.
    if (invitation === null || busy) return;
    setForm((before) => ({ ...before, seeds: invitation.link, group: '', secret: '' }));
    setFound([]);
    void window.parley.putInvitationAway(invitation.number);
  }, [invitation, busy]);

  function edit(field: keyof JoinForm, value: string): void {
    setForm((before) => ({ ...before, [field]: value }));
    setFound(problems.filter((problem) => problem.field !== field));
  }

  function fail(why: readonly JoinProblem[]): void {
    setFound(why);
    setFailures((count) => count + 1);
  }

  async function submit(): Promise<void> {
    if (busy) return;
    // What was typed there before the link came is not meant any more, and not shown either.
    const meant = invite === null ? form : { ...form, group: '', secret: '' };
    const parsed = parseJoinForm(meant, randomBytes);
    if (!parsed.ok) return fail(parsed.error);
    const mine = ++current.current;
    setFound([]);
    setPending(true);
    startedHere.current = true;
    const why = await problemsOfJoining(meant);
    if (mine !== current.current || why === null) return;
    setPending(false);
    fail(why);
  }

  function cancel(): void {
    current.current++;
    setPending(false);
    void window.parley.leave();
  }

  return { form, invite, linkProblem, problems, failures, busy, edit, submit, cancel };
}

/** Lets main try. Null is success: the form stays busy, as the chat screen comes with an event. */
async function problemsOfJoining(form: JoinForm): Promise<readonly JoinProblem[] | null> {
  try {
    const joined = await window.parley.join(form);
    return joined.ok ? null : joined.error;
  } catch {
    return [{ field: null, ...BROKEN_REQUEST }];
  }
}

/** What is wrong with the group or the secret of a link is wrong with the link. */
function besideTheLink(problem: JoinProblem): JoinProblem {
  const linked = problem.field === 'group' || problem.field === 'secret';
  return linked ? { ...problem, field: 'seeds' } : problem;
}
