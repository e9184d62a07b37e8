import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useMirror } from '../../state/mirror.ts';
import { useCopy } from '../../state/use-copy.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/words.ts';
import styles from './address.module.css';
import { AddressLine } from './address-line.tsx';

/** What to give to others, in the form they have to type, and the other ways to reach this peer. */
export function YourAddress() {
  const t = useWords('address');
  const address = useMirror((mirror) => mirror.chat.address);
  const addresses = useMirror((mirror) => mirror.chat.addresses);
  const [outcome, copy] = useCopy();
  const [open, setOpen] = useState(false);
  const headingId = useId();
  const othersId = useId();
  const others = addresses.filter((other) => other !== address);
  const said = outcome === null ? '' : (outcome.problem ?? t('copied'));

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key === 'Escape') setOpen(false);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; this is a labelled group
    <div
      role="group"
      aria-labelledby={headingId}
      className={styles['address']}
      onKeyDown={closeOnEscape}
    >
      <div className={styles['heading']}>
        <h2 id={headingId} className={styles['title']}>
          {t('title')}
        </h2>
        <span aria-live="polite" className={styles['said']} data-problem={outcome?.problem != null}>
          {said}
        </span>
      </div>
      {address === null ? (
        <p className={styles['dialOnly']}>{t('dialOnly')}</p>
      ) : (
        <AddressLine address={address} label={t('copy')} outcome={outcome} onCopy={copy} />
      )}
      {address !== null && others.length > 0 && (
        <>
          <Button
            look="quiet"
            className={styles['toggle']}
            aria-expanded={open}
            aria-controls={othersId}
            onClick={() => setOpen(!open)}
          >
            <ChevronRight size={14} className={styles['chevron']} />
            <span>
              {t.rich('more', {
                count: others.length,
                noun: (words) => <span className={styles['noun']}>{words}</span>,
              })}
            </span>
          </Button>
          <div id={othersId} className={styles['others']} hidden={!open}>
            {open &&
              others.map((other) => (
                <AddressLine
                  key={other}
                  address={other}
                  label={t('copyOther', { address: other })}
                  outcome={outcome}
                  onCopy={copy}
                />
              ))}
          </div>
        </>
      )}
    </div>
  );
}
