import { type KeyboardEvent, memo, type Ref, type SyntheticEvent } from 'react';
import { useWords } from '../../words/words.ts';
import styles from './emoji.module.css';
import { type Place, stepInGrid } from './grid-steps.ts';
import { type Cell, cellAt, type Section } from './sections.ts';

/** CSS pixels of a row and of a heading at the usual size of text, as in emoji.module.css. */
const ROW_REM = 2.25;
const HEADING_REM = 1.75;

type EmojiGridProps = {
  readonly ref: Ref<HTMLTableElement>;
  readonly sections: readonly Section[];
  /** Where Tab leads, and the focus is or was last. */
  readonly active: Place;
  readonly onMove: (place: Place) => void;
  /** Up from the first row. */
  readonly onLeave: () => void;
  readonly onPick: (cell: Cell) => void;
  readonly onPoint: (cell: Cell | null) => void;
};

/** All that can be picked, as one grid: arrows move in it, Tab leads into it and out. */
export function EmojiGrid(props: EmojiGridProps) {
  const { ref, sections, active, onMove, onLeave, onPick, onPoint } = props;
  const t = useWords('emoji');

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const place = placeOf(event);
    if (place === null) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const cell = cellAt(sections, place);
      if (cell !== undefined) onPick(cell);
      return;
    }
    if (event.key === 'ArrowUp' && place.row === 0) {
      event.preventDefault();
      onLeave();
      return;
    }
    const lengths = sections.flatMap(({ rows }) => rows.map((row) => row.length));
    const next = stepInGrid(lengths, place, event.key, event.ctrlKey || event.metaKey);
    if (next === null) {
      // A letter goes on with the search.
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) onLeave();
      return;
    }
    event.preventDefault();
    onMove(next);
  }

  function cellUnder(event: SyntheticEvent): Cell | undefined {
    const place = placeOf(event);
    return place === null ? undefined : cellAt(sections, place);
  }

  return (
    <table
      ref={ref}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: this is how a grid is made of a table
      role="grid"
      aria-label={t('emoji')}
      className={styles['grid']}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const cell = cellUnder(event);
        if (cell !== undefined) onPick(cell);
      }}
      onPointerOver={(event) => onPoint(cellUnder(event) ?? null)}
      onPointerLeave={() => onPoint(null)}
      onFocus={(event) => {
        const place = placeOf(event);
        if (place !== null) onMove(place);
      }}
    >
      {sections.map((section) => {
        const here = active.row - section.firstRow;
        const inside = here >= 0 && here < section.rows.length;
        return (
          <Rows
            key={section.kind}
            section={section}
            activeRow={inside ? here : null}
            activeColumn={inside ? active.column : null}
          />
        );
      })}
    </table>
  );
}

type RowsProps = {
  readonly section: Section;
  readonly activeRow: number | null;
  readonly activeColumn: number | null;
};

/** A section. Out of sight it costs neither layout nor paint. */
const Rows = memo(function Rows({ section, activeRow, activeColumn }: RowsProps) {
  const t = useWords('emoji');
  const { kind, firstRow, rows } = section;
  const heightRem = rows.length * ROW_REM + HEADING_REM;
  return (
    <tbody
      aria-label={t(kind)}
      data-section={kind}
      className={styles['section']}
      style={{ containIntrinsicBlockSize: `auto ${heightRem}rem` }}
    >
      {rows.map((cells, i) => (
        <tr key={cells[0]?.char} className={styles['row']}>
          {cells.map(({ char, emoji }, column) => (
            <td
              key={char}
              // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of the grid
              role="gridcell"
              aria-label={emoji.label}
              data-place={`${firstRow + i}:${column}`}
              tabIndex={i === activeRow && column === activeColumn ? 0 : -1}
              className={styles['cell']}
            >
              {char}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
});

/** The cell that an event comes from. */
function placeOf({ target }: SyntheticEvent): Place | null {
  const [row, column] = (target instanceof HTMLElement ? target.dataset['place'] : undefined)
    ?.split(':')
    .map(Number) ?? [undefined, undefined];
  return row === undefined || column === undefined ? null : { row, column };
}
