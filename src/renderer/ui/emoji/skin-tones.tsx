import { useId } from 'react';
import { useWords } from '../../words/words.ts';
import styles from './emoji.module.css';

/** A hand in every tone, none first, then from light to dark. */
const HANDS = ['✋', '✋🏻', '✋🏼', '✋🏽', '✋🏾', '✋🏿'] as const;
const NAMES = [
  'toneNone',
  'toneLight',
  'toneMediumLight',
  'toneMedium',
  'toneMediumDark',
  'toneDark',
] as const;

type SkinTonesProps = {
  /** 0 is none. */
  readonly tone: number;
  readonly onChoose: (tone: number) => void;
};

/** In which tone hands and people are offered. */
export function SkinTones({ tone, onChoose }: SkinTonesProps) {
  const t = useWords('emoji');
  const group = useId();
  return (
    <fieldset className={styles['tones']}>
      <legend className={styles['heard']}>{t('tones')}</legend>
      {NAMES.map((name, i) => (
        <label key={name} title={t(name)} className={styles['tone']}>
          <input
            type="radio"
            name={group}
            checked={tone === i}
            aria-label={t(name)}
            className={styles['heard']}
            onChange={() => onChoose(i)}
          />
          <span aria-hidden="true">{HANDS[i]}</span>
        </label>
      ))}
    </fieldset>
  );
}
