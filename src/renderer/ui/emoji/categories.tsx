import type { KeyboardEvent } from 'react';
import { useWords } from '../../words/words.ts';
import styles from './emoji.module.css';
import type { Section } from './sections.ts';

/** An emoji that stands for all of its section. */
const SIGNS = {
  recent: '🕒',
  found: '',
  smileys: '😀',
  people: '👋',
  animals: '🐻',
  food: '🍔',
  travel: '🚗',
  activities: '⚽',
  objects: '💡',
  symbols: '💯',
  flags: '🏁',
} as const satisfies Record<Section['kind'], string>;

type CategoriesProps = {
  readonly sections: readonly Section[];
  /** The row where the focus is or was last. */
  readonly active: number;
  readonly onGo: (section: Section) => void;
};

/** Leads to the sections: one stop for Tab, arrows between them. */
export function Categories({ sections, active, onGo }: CategoriesProps) {
  const t = useWords('emoji');
  const current = sections.findLast(({ firstRow }) => firstRow <= active);
  if (current === undefined || current.kind === 'found') return null;
  return (
    <div role="toolbar" aria-label={t('categories')} className={styles['categories']}>
      {sections.map((section) => (
        <button
          key={section.kind}
          type="button"
          aria-label={t(section.kind)}
          title={t(section.kind)}
          tabIndex={section === current ? 0 : -1}
          className={styles['category']}
          data-current={section === current}
          onClick={() => onGo(section)}
          onKeyDown={stepAside}
        >
          {SIGNS[section.kind]}
        </button>
      ))}
    </div>
  );
}

function stepAside(event: KeyboardEvent<HTMLElement>): void {
  const { nextElementSibling, previousElementSibling } = event.currentTarget;
  const beside = event.key === 'ArrowRight' ? nextElementSibling : previousElementSibling;
  if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
  event.preventDefault();
  if (beside instanceof HTMLElement) beside.focus();
}
