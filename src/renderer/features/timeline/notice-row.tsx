import { memo } from 'react';
import type { Notice } from '../../../core/state.ts';
import { PersonName } from '../../ui/person-name.tsx';
import styles from './timeline.module.css';

/** What comes before and after the name. */
const WORDS: Readonly<Record<Notice['kind'], readonly [before: string, after: string]>> = {
  created: ['', ' created the group'],
  joined: ['', ' joined'],
  left: ['', ' left'],
  lost: ['Lost connection to ', ''],
  back: ['', ' is back'],
};

/** Somebody came or went. */
export const NoticeRow = memo(function NoticeRow({ notice }: { readonly notice: Notice }) {
  const [before, after] = WORDS[notice.kind];
  return (
    <p role="status" className={styles['notice']}>
      {before}
      <PersonName name={notice.peer.name} />
      {after}
    </p>
  );
});
