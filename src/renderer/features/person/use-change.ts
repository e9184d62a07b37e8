import { useState } from 'react';
import type { ContactChange } from '../../../core/contacts.ts';
import type { PeerId } from '../../../core/ids.ts';
import { attempt } from '../../state/attempt.ts';
import { useFailures } from '../../words/failures.ts';

export type Change = {
  /** Asks for a change; whether it was made. What it made of the person comes as an event. */
  readonly change: (wanted: ContactChange) => Promise<boolean>;
  /** Why the last one was not made. */
  readonly problem: string | undefined;
};

/** One decision about somebody after another. */
export function useChange(id: PeerId): Change {
  const say = useFailures();
  const [problem, setProblem] = useState<string>();
  async function change(wanted: ContactChange): Promise<boolean> {
    const changed = await attempt(window.parley.changeContact(id, wanted));
    setProblem(changed.ok ? undefined : say(changed.error));
    return changed.ok;
  }
  return { change, problem };
}
