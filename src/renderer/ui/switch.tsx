import { type ReactNode, useId } from 'react';
import styles from './switch.module.css';

type SwitchProps = {
  readonly label: string;
  readonly hint: ReactNode;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
};

/** Something that is on or off at once, and what that means. */
export function Switch({ label, hint, on, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className={styles['switch']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <input
        id={id}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says by itself whether it is checked
        role="switch"
        className={styles['control']}
        checked={on}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <p id={`${id}-hint`} className={styles['hint']}>
        {hint}
      </p>
    </div>
  );
}
