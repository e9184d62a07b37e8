import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { JoinForm, NetworkCard } from '../../../core/join-form.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { useWords } from '../../words/words.ts';
import styles from './join.module.css';
import { networkOptions } from './network-options.ts';
import { SecretField } from './secret-field.tsx';
import type { Join } from './use-join.ts';

const FIELDS: readonly (keyof JoinForm)[] = ['host', 'group', 'secret'];

type MoreFieldsProps = {
  readonly join: Join;
  readonly cards: readonly NetworkCard[];
  readonly errorOf: (field: keyof JoinForm) => string | undefined;
};

/** What most people never need. Closed, it still says in short what has been set. */
export function MoreFields({ join, cards, errorOf }: MoreFieldsProps) {
  const t = useWords('join');
  const { form, invite, busy, edit, failures } = join;
  const [opened, setOpened] = useState(false);
  const [openedFor, setOpenedFor] = useState(0);
  const toggle = useRef<HTMLButtonElement>(null);
  const panelId = useId();
  const wrong = FIELDS.some((field) => errorOf(field) !== undefined);
  // Opens once for every failed attempt, during render, so that the field is there to be focused.
  if (wrong && openedFor !== failures) {
    setOpenedFor(failures);
    setOpened(true);
  }

  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (opened) panel.current?.scrollIntoView({ block: 'nearest' });
  }, [opened]);

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !opened) return;
    setOpened(false);
    toggle.current?.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape bubbles up here from the controls inside
    <div className={styles['more']} onKeyDown={closeOnEscape}>
      <div className={styles['moreBar']}>
        <Button
          ref={toggle}
          look="quiet"
          className={styles['toggle']}
          aria-expanded={opened}
          aria-controls={panelId}
          onClick={() => setOpened(!opened)}
        >
          <ChevronRight size={16} className={styles['chevron']} />
          {t('more')}
        </Button>
        {!opened && (
          <span className={styles['summary']}>{summaryOf(form, invite !== null, t('locked'))}</span>
        )}
      </div>
      <div id={panelId} ref={panel} className={styles['panel']} hidden={!opened}>
        <Field label={t('listenOn')} error={errorOf('host')}>
          {(control) => (
            <Select
              {...control}
              options={networkOptions(cards, form.host, t)}
              value={form.host}
              disabled={busy}
              onChoose={(host) => edit('host', host)}
            />
          )}
        </Field>
        <Field
          label={t('group')}
          hint={invite === null ? undefined : t('fromLink')}
          error={errorOf('group')}
        >
          {(control) => (
            <input
              {...control}
              value={invite?.group ?? form.group}
              readOnly={busy || invite !== null}
              dir="auto"
              placeholder={t('groupExample')}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => edit('group', event.target.value)}
            />
          )}
        </Field>
        <SecretField
          value={invite === null ? form.secret : (invite.secret ?? '')}
          readOnly={busy || invite !== null}
          hint={
            invite === null
              ? undefined
              : invite.secret === null
                ? t('noSecretInLink')
                : t('fromLink')
          }
          error={errorOf('secret')}
          onChange={(secret) => edit('secret', secret)}
        />
      </div>
    </div>
  );
}

/** What an invite link says is said where the link is. */
function summaryOf({ host, group, secret }: JoinForm, invited: boolean, locked: string): string {
  const entered = invited ? [host] : [group.trim(), secret === '' ? '' : locked, host];
  return entered.filter((part) => part !== '').join(' · ');
}
