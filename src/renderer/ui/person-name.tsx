import styles from './person-name.module.css';

type PersonNameProps = {
  readonly name: string;
  /** Tells somebody apart from others of that name. */
  readonly tag?: string | undefined;
  readonly className?: string | undefined;
};

/** A name, isolated so that its direction cannot reorder the words round it. */
export function PersonName({ name, tag, className }: PersonNameProps) {
  return (
    <>
      <bdi dir="auto" className={className}>
        {name}
      </bdi>
      {tag !== undefined && <span className={styles['tag']}> ({tag})</span>}
    </>
  );
}
