import { useMemo } from 'react';
import type { Naming } from '../../core/labels.ts';
import { useMirror } from './mirror.ts';

/** How people are shown here: renders again where anybody's tag or contact has changed. */
export function useNaming(): Naming {
  const tags = useMirror((mirror) => mirror.chat.tags);
  const contacts = useMirror((mirror) => mirror.chat.contacts);
  return useMemo(() => ({ tags, contacts }), [tags, contacts]);
}
