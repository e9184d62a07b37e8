import { Dices, Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { makeSecret } from '../../../core/secret.ts';
import { randomBytes } from '../../state/random.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Field } from '../../ui/field.tsx';
import styles from './join.module.css';

type SecretFieldProps = {
  readonly value: string;
  readonly readOnly: boolean;
  /** Said in place of what a secret does. */
  readonly hint: string | undefined;
  readonly error: string | undefined;
  readonly onChange: (secret: string) => void;
};

const MEANING =
  'Locks the group: only people who have the secret, or an invite link, can come in and read. ' +
  'Empty: an open group.';

/** The secret, hidden like a password until it is asked for, and a way to a good one. */
export function SecretField({ value, readOnly, hint, error, onChange }: SecretFieldProps) {
  const [shown, setShown] = useState(false);
  const toggle = shown ? 'Hide secret' : 'Show secret';

  function make(): void {
    onChange(makeSecret(randomBytes));
    // Made by nobody's hand: whoever wants to write it down has to see it.
    setShown(true);
  }

  return (
    <Field label="Secret" hint={hint ?? MEANING} error={error}>
      {(control) => (
        <>
          <div className={styles['secretLine']}>
            <input
              {...control}
              className={classNames(control.className, !shown && styles['secret'])}
              value={value}
              readOnly={readOnly}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
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
          <Button className={styles['make']} disabled={readOnly} onClick={make}>
            <Dices size={16} />
            Make a secret
          </Button>
        </>
      )}
    </Field>
  );
}
