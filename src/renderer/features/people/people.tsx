import { type ReactNode, useMemo } from 'react';
import { useMirror } from '../../state/mirror.ts';
import { useNaming } from '../../state/use-naming.ts';
import { startOfDay } from '../../ui/dates.ts';
import { useLocale } from '../../words/locale.ts';
import { useWords } from '../../words/words.ts';
import { BlockedPeople } from './blocked-people.tsx';
import styles from './people.module.css';
import { PersonRow } from './person-row.tsx';
import { rosterOf } from './roster.ts';

/** Everybody this profile knows in the group; `children` stand under the list. */
export function People({ children }: { readonly children: ReactNode }) {
  const t = useWords('people');
  const self = useMirror((mirror) => mirror.chat.self);
  const people = useMirror((mirror) => mirror.chat.people);
  const naming = useNaming();
  const locale = useLocale();
  const looks = useMirror((mirror) => mirror.chat.looks);
  const typing = useMirror((mirror) => mirror.chat.typing);
  const today = startOfDay(Date.now());
  const roster = useMemo(
    () => rosterOf(self, people, naming, locale, { looks, typing, now: today }),
    [self, people, naming, locale, looks, typing, today],
  );
  const { shown, blocked } = roster;
  const first = shown[0]?.id;

  return (
    <div className={styles['people']}>
      <h2 className={styles['heading']}>
        {t('title')} <span className={styles['count']}>{shown.length}</span>
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must scroll by keyboard */}
      <ul aria-label={t('title')} className={styles['list']} tabIndex={0}>
        {shown.map(({ id, ...person }) => (
          <PersonRow key={id} personId={id} first={id === first} {...person} />
        ))}
      </ul>
      <BlockedPeople people={blocked} />
      <div className={styles['below']}>{children}</div>
    </div>
  );
}
