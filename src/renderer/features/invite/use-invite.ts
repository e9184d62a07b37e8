import { useEffect, useState } from 'react';
import type { Failure, Result } from '../../../core/result.ts';
import { attempt } from '../../state/attempt.ts';
import { useMirror } from '../../state/mirror.ts';

/**
 * The link that leads others here; null until main has made it. It is made anew whenever our
 * addresses or the people change, because it names addresses that work now, and on `again`.
 */
export function useInvite(again: number): Result<string, Failure> | null {
  const addresses = useMirror((mirror) => mirror.chat.addresses);
  const people = useMirror((mirror) => mirror.chat.people);
  const [invite, setInvite] = useState<Result<string, Failure> | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: these are not read, they are why to ask again
  useEffect(() => {
    let wanted = true;
    void attempt(window.parley.invite()).then((made) => {
      if (wanted) setInvite(made);
    });
    return () => {
      wanted = false;
    };
  }, [again, addresses, people]);

  return invite;
}
