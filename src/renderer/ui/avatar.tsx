import styles from './avatar.module.css';
import { initialsOf, tintOf } from './identity.ts';

type AvatarProps = {
  readonly id: string;
  readonly name: string;
  /** What they have chosen; else it follows from the id. */
  readonly colour?: number | undefined;
  readonly dimmed?: boolean;
};

/** A coloured disc with initials. They are drawn by CSS, so that they are never read, copied or found. */
export function Avatar({ id, name, colour, dimmed = false }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={styles['avatar']}
      data-initials={initialsOf(name)}
      data-tint={colour ?? tintOf(id)}
      data-dimmed={dimmed}
    />
  );
}
