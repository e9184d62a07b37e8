import { Dices, Eye, EyeOff } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { makeSecret } from '../../../core/secret.ts';
import { randomBytes } from '../../state/random.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Field } from '../../ui/field.tsx';
import { useWords } from '../../words/words.ts';
import styles from './join.module.css';

type SecretFieldProps = {
  readonly value: string;
  readonly readOnly: boolean;
  /** Said in place of what a secret does. */
  readonly hint: string | undefined;
  readonly error: string | undefined;
  readonly onChange: (secret: string) => void;
};

/** The secret, hidden like a password until it is asked for, and a way to a good one. */
export function SecretField({ value, readOnly, hint, error, onChange }: SecretFieldProps) {
  const t = useWords('join');
  const [shown, setShown] = useState(false);
  const toggle = shown ? t('hideSecret') : t('showSecret');

  function make(): void {
    onChange(makeSecret(randomBytes));
    // Made by nobody's hand: whoever wants to write it down has to see it.
    setShown(true);
  }

  return (
    <div className={styles['secretField']}>
      <Field label={t('secret')} hint={hint ?? t('secretMeaning')} error={error}>
        {(control) => (
          <div className={styles['secretLine']}>
            <textarea
              {...control}
              rows={1}
              className={classNames(control.className, !shown && styles['secret'])}
              value={value}
              readOnly={readOnly}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onKeyDown={submitOnEnter}
              onChange={(event) => onChange(event.target.value)}
            />
            <Button
              look="icon"
              aria-label={toggle}
              title={toggle}
              aria-controls={control.id}
              onClick={() => setShown(!shown)}
            >
              {shown ? <EyeOff size={16} /> : <Eye size={16} />}
            </Button>
          </div>
        )}
      </Field>
      {!readOnly && (
        <Button className={styles['make']} onClick={make}>
          <Dices size={16} />
          {t('makeSecret')}
        </Button>
      )}
    </div>
  );
}

/** It is one line that may be too long to be seen as one: twelve words, for people to write down. */
function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
