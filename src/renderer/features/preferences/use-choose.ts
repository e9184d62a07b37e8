import { useState } from 'react';
import type { PreferencesChange } from '../../../core/preferences.ts';
import { setPreferences } from '../../state/preferences.ts';
import { useFailures } from '../../words/failures.ts';

export type Choose = (change: PreferencesChange) => void;

/** Chooses, and says what became of the last choice where it could not be kept. */
export function useChoose(): { readonly choose: Choose; readonly problem: string | undefined } {
  const say = useFailures();
  const [problem, setProblem] = useState<string>();
  async function choose(change: PreferencesChange): Promise<void> {
    const chosen = await setPreferences(change);
    setProblem(chosen.ok ? undefined : say(chosen.error));
  }
  return { choose: (change) => void choose(change), problem };
}
