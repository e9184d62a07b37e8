import { Fragment } from 'react';
import { PLACES, partsOf, SHORTCUTS, type ShortcutName } from '../../../core/shortcuts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/words.ts';
import styles from './shortcuts.module.css';

type ShortcutsProps = { readonly open: boolean; readonly onClose: () => void };

/** All that the keyboard does here beyond what it does everywhere. */
export function Shortcuts({ open, onClose }: ShortcutsProps) {
  const t = useWords('shortcuts');
  const names = Object.keys(SHORTCUTS) as ShortcutName[]; // keys of a record that has no others
  return (
    <Dialog open={open} onClose={onClose} title={t('title')} reading>
      <div className={styles['body']}>
        {PLACES.map((place) => (
          <section key={place} aria-label={t(`places.${place}`)}>
            <h3 className={styles['heading']}>{t(`places.${place}`)}</h3>
            <dl className={styles['list']}>
              {names
                .filter((name) => SHORTCUTS[name].place === place)
                .map((name) => (
                  <div key={name} className={styles['line']}>
                    <dt>{t(`does.${name}`)}</dt>
                    <dd className={styles['ways']}>
                      <Ways name={name} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** The keys of a shortcut; of two that are one on many keyboards only the first. */
function Ways({ name }: { readonly name: ShortcutName }) {
  const t = useWords('shortcuts');
  const shown = SHORTCUTS[name].keys.filter((keys) => keys !== 'Mod+=');
  return shown.map((keys, i) => (
    <Fragment key={keys}>
      {i > 0 && <span className={styles['or']}>{t('or')}</span>}
      <Keys keys={keys} />
    </Fragment>
  ));
}

const ON_A_MAC = navigator.platform.startsWith('Mac');

function Keys({ keys }: { readonly keys: string }) {
  const t = useWords('shortcuts');
  const { mod, shift, key } = partsOf(keys);
  const held = [mod && (ON_A_MAC ? '⌘' : t('keys.Ctrl')), shift && t('keys.Shift')];
  const named = isNamed(key) ? t(`keys.${key}`) : (SIGNS[key] ?? key);
  const all = [...held.filter((each) => each !== false), named];
  return (
    <span className={styles['keys']}>
      {all.map((each, i) => (
        <Fragment key={each}>
          {i > 0 && '+'}
          <kbd>{each}</kbd>
        </Fragment>
      ))}
    </span>
  );
}

/** Keys that languages name each in their own way. */
const NAMED = ['Enter', 'Escape', 'ContextMenu', 'Delete'] as const;

function isNamed(key: string): key is (typeof NAMED)[number] {
  return NAMED.some((named) => named === key);
}

/** What stands on a key, where that is not what pages are told. */
const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  '-': '−',
};
