import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import type { JoinDefaults, JoinForm } from '../../../core/join-form.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useFailures } from '../../words/failures.ts';
import { useWords } from '../../words/words.ts';
import { FormError } from './form-error.tsx';
import { InvitationWords } from './invitation-words.tsx';
import styles from './join.module.css';
import { MoreFields } from './more-fields.tsx';
import { useJoin } from './use-join.ts';

type JoinFieldsProps = {
  readonly defaults: JoinDefaults;
  /** A join that was not started here has ended without a group: see {@link useJoin}. */
  readonly onOthersEnd: () => void;
};

/** The form itself. All fields are controlled, so a problem vanishes with the first keystroke. */
export function JoinFields({ defaults, onOthersEnd }: JoinFieldsProps) {
  const say = useFailures();
  const t = useWords('join');
  const join = useJoin(defaults, onOthersEnd);
  const { form, busy, edit, failures } = join;
  const formRef = useRef<HTMLFormElement>(null);
  const errorOf = (field: keyof JoinForm): string | undefined =>
    sentencesOf(join.problems.filter((problem) => problem.field === field).map(say));

  // Somebody who has been here before only has to press Enter.
  useEffect(() => {
    const selector = defaults.form.name === '' ? 'input' : 'button[type="submit"]';
    formRef.current?.querySelector<HTMLElement>(selector)?.focus();
  }, [defaults]);

  useEffect(() => {
    if (failures === 0) return;
    formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [failures]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    void join.submit();
  }

  return (
    <form
      ref={formRef}
      aria-label={t('form')}
      noValidate
      className={styles['form']}
      onSubmit={submit}
    >
      <Field label={t('name')} error={errorOf('name')}>
        {(control) => (
          <input
            {...control}
            value={form.name}
            readOnly={busy}
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => edit('name', event.target.value)}
          />
        )}
      </Field>
      <Field label={t('port')} hint={t('portHint')} error={errorOf('port')}>
        {(control) => (
          <input
            {...control}
            value={form.port}
            readOnly={busy}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => edit('port', event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t('seeds')}
        hint={
          join.invite === null ? (
            t('seedsHint')
          ) : (
            <InvitationWords invite={join.invite} name={defaults.names[join.invite.invitedBy]} />
          )
        }
        error={errorOf('seeds') ?? (join.linkProblem && say(join.linkProblem))}
      >
        {(control) => (
          <textarea
            {...control}
            value={form.seeds}
            rows={1}
            readOnly={busy}
            placeholder={t('seedsExample')}
            autoComplete="off"
            spellCheck={false}
            onKeyDown={submitOnModifiedEnter}
            onChange={(event) => edit('seeds', event.target.value)}
          />
        )}
      </Field>
      <MoreFields join={join} cards={defaults.cards} errorOf={errorOf} />
      <FormError problems={join.problems} />
      <div className={styles['actions']}>
        <Button look="primary" type="submit" aria-disabled={busy} className={styles['submit']}>
          {busy && <Spinner />}
          {busy ? t('joining') : t('join')}
        </Button>
        {busy && <Button onClick={join.cancel}>{t('cancel')}</Button>}
      </div>
    </form>
  );
}

/** All that is wrong with one field; undefined where nothing is. */
function sentencesOf(said: readonly string[]): string | undefined {
  return said.length === 0 ? undefined : said.join(' ');
}

/** Enter breaks the line among seeds, as in any text of several lines; with Ctrl or ⌘ it joins. */
function submitOnModifiedEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
