import { Search } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../../words/words.ts';
import { Categories } from './categories.tsx';
import styles from './emoji.module.css';
import { EmojiGrid } from './emoji-grid.tsx';
import type { Place } from './grid-steps.ts';
import { type Cell, cellAt, type Section, sectionsOf } from './sections.ts';
import { SkinTones } from './skin-tones.tsx';
import { useEmojiBook } from './use-emoji-book.ts';
import { chooseTone, chosenTone, rememberEmoji, usedEmoji } from './used-emoji.ts';

const START: Place = { row: 0, column: 0 };

/** What was used last, and smileys: more than fits into the pane. */
const FIRST_SECTIONS = 2;

/** Finds one emoji among all: by a word, by category, or among those used last. */
export function EmojiPanel({ onPick }: { readonly onPick: (char: string) => void }) {
  const t = useWords('emoji');
  const book = useEmojiBook(true);
  const [used] = useState(usedEmoji);
  const [tone, setTone] = useState(chosenTone);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(START);
  const [pointed, setPointed] = useState<Cell | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLTableElement>(null);

  // What opens it has moved the focus before this part was loaded.
  useEffect(() => search.current?.focus({ preventScroll: true }), []);

  const asked = useDeferredValue(query);
  const sections = useMemo(
    () => (book === null ? [] : sectionsOf(book, asked, used, tone)),
    [book, asked, used, tone],
  );
  // What is seen first comes first: some hundred of two thousand.
  const whole = useDeferredValue(true, false);
  const count = sections.reduce((sum, { rows }) => sum + rows.flat().length, 0);
  const shown = pointed ?? cellAt(sections, active);

  function pick({ char }: Cell): void {
    rememberEmoji(char);
    onPick(char);
  }

  function moveTo(place: Place): void {
    setActive(place);
    const cell = grid.current?.querySelector<HTMLElement>(
      `[data-place="${place.row}:${place.column}"]`,
    );
    // What the focus comes from moves it here as well: once is enough.
    if (cell !== document.activeElement) cell?.focus();
  }

  function goTo({ kind, firstRow }: Section): void {
    moveTo({ row: firstRow, column: 0 });
    grid.current?.querySelector(`[data-section="${kind}"]`)?.scrollIntoView({ block: 'start' });
  }

  function onSearchKey(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || book === null) return;
    if (event.key === 'ArrowDown' && sections.length > 0) {
      event.preventDefault();
      moveTo(START);
    }
    if (event.key === 'Enter' && query.trim() !== '') {
      event.preventDefault();
      // Of what is asked by now: what is shown may be of a letter before.
      const first = cellAt(sectionsOf(book, query, used, tone), START);
      if (first !== undefined) pick(first);
    }
  }

  return (
    <div className={styles['panel']}>
      <label className={styles['search']}>
        <Search size={16} />
        <input
          ref={search}
          type="search"
          value={query}
          placeholder={t('search')}
          aria-label={t('search')}
          autoComplete="off"
          spellCheck={false}
          className={styles['field']}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(START);
          }}
          onKeyDown={onSearchKey}
        />
      </label>
      <Categories sections={sections} active={active.row} onGo={goTo} />
      <div className={styles['pane']}>
        <EmojiGrid
          ref={grid}
          sections={whole ? sections : sections.slice(0, FIRST_SECTIONS)}
          active={active}
          onMove={moveTo}
          onLeave={() => search.current?.focus()}
          onPick={pick}
          onPoint={setPointed}
        />
        <p role="status" className={styles[count === 0 ? 'none' : 'heard']}>
          {asked.trim() !== '' && book !== null && t('count', { count })}
        </p>
      </div>
      <div className={styles['foot']}>
        <p className={styles['shown']} aria-hidden="true">
          {shown && (
            <>
              <span className={styles['big']}>{shown.char}</span>
              <span className={styles['said']}>
                {shown.emoji.label}
                <span className={styles['codes']}>:{shown.emoji.codes[0]}:</span>
              </span>
            </>
          )}
        </p>
        <SkinTones
          tone={tone}
          onChoose={(chosen) => {
            chooseTone(chosen);
            setTone(chosen);
          }}
        />
      </div>
    </div>
  );
}
