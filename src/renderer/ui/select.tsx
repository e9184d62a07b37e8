import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import styles from './select.module.css';

type SelectProps = Omit<ComponentProps<'select'>, 'onChange'> & {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string) => void;
};

/** One of several, listed when asked for. Goes into a `Field`. */
export function Select({ options, onChoose, className, ...props }: SelectProps) {
  return (
    <select
      {...props}
      className={classNames(className, styles['select'])}
      onChange={(event) => onChoose(event.target.value)}
    >
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
