import { useEffect } from 'react';
import { useMirror } from '../state/mirror.ts';
import { useWords } from '../words/words.ts';

/** The window's title says the group, and how much in it is unread. */
export function useTitle(): void {
  const t = useWords('app');
  const joined = useMirror((mirror) => mirror.chat.joined);
  const group = useMirror((mirror) => mirror.chat.group);
  const count = useMirror((mirror) => mirror.chat.unread.count);
  useEffect(() => {
    if (!joined) document.title = 'Parley';
    else document.title = count > 0 ? t('titleUnread', { count, group }) : t('title', { group });
  }, [t, joined, group, count]);
}
