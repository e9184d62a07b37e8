import { useId } from 'react';
import { Avatar } from '../../ui/avatar.tsx';
import { useWords } from '../../words/words.ts';
import styles from './profile.module.css';

/** In the order of the tints of `tokens.css`. */
const COLOURS = ['red', 'ochre', 'olive', 'green', 'blue', 'indigo', 'violet', 'pink'] as const;

type ColoursProps = {
  readonly id: string;
  readonly name: string;
  /** Null: as the key has it. */
  readonly chosen: number | null;
  readonly onChoose: (colour: number | null) => void;
};

/** How one's own initials look, in each colour there is; the arrow keys go from one to the next. */
export function Colours({ id, name, chosen, onChoose }: ColoursProps) {
  const t = useWords('profile');
  const group = useId();
  const choices = [
    { colour: null, label: t('automatic') },
    ...COLOURS.map((name, colour) => ({ colour, label: t(`colours.${name}`) })),
  ];
  return (
    <fieldset className={styles['colours']}>
      <legend className={styles['legend']}>{t('colour')}</legend>
      <div className={styles['row']}>
        {choices.map(({ colour, label }) => (
          <label
            key={label}
            className={styles['colour']}
            data-automatic={colour === null}
            title={label}
          >
            <input
              type="radio"
              name={group}
              aria-label={label}
              className={styles['control']}
              checked={colour === chosen}
              onChange={() => onChoose(colour)}
            />
            <Avatar id={id} name={name} colour={colour ?? undefined} />
            {colour === null && <span aria-hidden="true">{label}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
