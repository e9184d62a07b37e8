import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

type ButtonProps = ComponentProps<'button'> & {
  /** Primary: the one thing to do here. Quiet: there when needed. Icon: a square, named by `aria-label`. */
  readonly look?: 'primary' | 'plain' | 'quiet' | 'icon';
};

/** Every button in the window: never submits by accident, and looks like one of four kinds. */
export function Button({ look = 'plain', className, type = 'button', ...props }: ButtonProps) {
  return (
    <button
      {...props}
      type={type}
      className={classNames(styles['button'], styles[look], className)}
    />
  );
}
