import { useId } from 'react';
import {
  LANGUAGES,
  type Language,
  TEXT_SIZES,
  type TextSize,
  THEMES,
} from '../../../core/preferences.ts';
import { usePreferences } from '../../state/preferences.ts';
import { Choices } from '../../ui/choices.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useWords } from '../../words/words.ts';
import styles from './preferences.module.css';
import type { Choose } from './use-choose.ts';

/** Each language in its own words, so that whoever reads no other finds it. */
const NAMES: Readonly<Record<Exclude<Language, 'system'>, string>> = {
  en: 'English',
  it: 'Italiano',
};

/** How the window looks and speaks. */
export function Appearance({ choose }: { readonly choose: Choose }) {
  const t = useWords('preferences');
  const { theme, textSize, contrast, motion, language } = usePreferences();
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles['section']}>
      <h3 id={titleId} className={styles['heading']}>
        {t('appearance')}
      </h3>
      <Choices
        label={t('theme')}
        choices={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
        chosen={theme}
        onChoose={(chosen) => choose({ theme: chosen })}
      />
      <div className={styles['pair']}>
        <Field label={t('textSize')}>
          {(control) => (
            <Select
              {...control}
              value={textSize}
              options={TEXT_SIZES.map((size) => ({
                value: String(size),
                label: t('percent', { size: size / 100 }),
              }))}
              // One of the options above.
              onChoose={(size) => choose({ textSize: Number(size) as TextSize })}
            />
          )}
        </Field>
        <Field label={t('language')}>
          {(control) => (
            <Select
              {...control}
              value={language}
              options={LANGUAGES.map((value) => ({
                value,
                label: value === 'system' ? t('systemLanguage') : NAMES[value],
              }))}
              onChoose={(chosen) => choose({ language: chosen as Language })} // likewise
            />
          )}
        </Field>
      </div>
      <Switch
        label={t('contrast')}
        hint={t('contrastMeans')}
        on={contrast === 'more'}
        onChange={(on) => choose({ contrast: on ? 'more' : 'system' })}
      />
      <Switch
        label={t('motion')}
        hint={t('motionMeans')}
        on={motion === 'reduced'}
        onChange={(on) => choose({ motion: on ? 'reduced' : 'system' })}
      />
    </section>
  );
}
