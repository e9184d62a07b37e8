import { useEffect, useState } from 'react';
import { useFailures } from '../words/failures.ts';
import { attempt } from './attempt.ts';

/** How long "Copied" stays, ms: long enough to be read, gone before it could be taken for news. */
const SHOWN_MS = 2_000;

/** What was copied last and is still worth saying, or why it could not be. */
export type CopyOutcome = { readonly text: string; readonly problem: string | null };

/** Copies through main, and remembers the outcome for a moment. */
export function useCopy(): [CopyOutcome | null, (text: string) => Promise<void>] {
  const say = useFailures();
  const [outcome, setOutcome] = useState<CopyOutcome | null>(null);

  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy(text: string): Promise<void> {
    const copied = await attempt(window.parley.copy(text));
    setOutcome({ text, problem: copied.ok ? null : say(copied.error) });
  }

  return [outcome, copy];
}
