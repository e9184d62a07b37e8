import { memo } from 'react';
import { useDates } from '../../ui/dates.ts';
import { useWords } from '../../words/words.ts';
import type { Block } from './blocks.ts';
import { ComingsRow } from './comings-row.tsx';
import { MessageRow } from './message-row.tsx';
import { MutedRow } from './muted-row.tsx';
import { NoticeRow } from './notice-row.tsx';
import type { Row } from './rows.ts';
import styles from './timeline.module.css';

/** Heights in CSS pixels, of a line of text in a bubble and what stands round it. */
const [BUBBLE_PX, NAME_PX, LINE_PX, OTHER_PX] = [36, 32, 20, 40];
/** Characters of a line, about. */
const LINE_LENGTH = 80;

/** About how high a row is: what the scroll bar and places in the pane reckon with until it is seen. */
function heightOf(row: Row): number {
  if (row.type !== 'message') return OTHER_PX;
  const { opens, message } = row;
  const more = Math.floor(message.text.length / LINE_LENGTH) * LINE_PX;
  return BUBBLE_PX + (opens ? NAME_PX : 0) + more;
}

type BlockViewProps = {
  readonly block: Block;
  /** When today began, ms since 1970: decides which day is called so, and changes at midnight. */
  readonly today: number;
  /** Else its rows are not in the page yet, and it keeps a place for them. */
  readonly drawn: boolean;
};

/** Some rows. Out of sight they cost neither layout nor paint, yet stay readable and findable. */
export const BlockView = memo(function BlockView({ block, today, drawn }: BlockViewProps) {
  const height = `${block.rows.reduce((sum, row) => sum + heightOf(row), 0)}px`;
  const containIntrinsicBlockSize = `auto ${height}`;
  return (
    <div
      data-block=""
      className={styles['block']}
      style={drawn ? { containIntrinsicBlockSize } : { blockSize: height }}
    >
      {drawn && block.rows.map((row) => <RowView key={row.key} row={row} today={today} />)}
    </div>
  );
});

function RowView({ row, today }: { readonly row: Row; readonly today: number }) {
  const { dayName } = useDates();
  const t = useWords('timeline');
  if (row.type === 'message') {
    const { message, opens, closes, newestOwn, newestOther } = row;
    return <MessageRow {...{ message, opens, closes, newestOwn, newestOther }} />;
  }
  if (row.type === 'muted') return <MutedRow messages={row.messages} />;
  if (row.type === 'notice') return <NoticeRow notice={row.notice} />;
  if (row.type === 'comings') return <ComingsRow notices={row.notices} />;
  if (row.type === 'unread') return <h2 className={styles['unreadLine']}>{t('unreadLine')}</h2>;
  return <h2 className={styles['day']}>{dayName(row.at, today)}</h2>;
}
