import type { Block } from './blocks.ts';

/** Least height of a message, CSS pixels: a line in a bubble that goes on a run. */
const LEAST_ROW_PX = 36;

/** What decides which blocks are drawn at once. */
export type View = {
  /** The reader is at the newest message, and is shown what is said. */
  readonly atEnd: boolean;
  /** Somebody is being led to a message. */
  readonly led: boolean;
  /** What the pane is high at most, CSS pixels. */
  readonly height: number;
};

/** Keys of blocks whose rows are in the page. The others are there as empty places of about their size. */
export type Drawn = ReadonlySet<string>;

/**
 * Of these blocks those that are drawn with the next frame: what was drawn before, and at the end as
 * many as fill the pane. In a burst the others scroll by unseen, and a frame has no time for them.
 *
 * Where nothing was drawn before and the reader is elsewhere, and where they are led to a message,
 * all of them.
 */
export function drawnAtOnce(blocks: readonly Block[], before: Drawn, view: View): Drawn {
  const { atEnd, led, height } = view;
  const kept = blocks.filter(({ key }) => before.has(key)).map(({ key }) => key);
  if (led || (!atEnd && kept.length === 0)) return new Set(blocks.map(({ key }) => key));
  return new Set([...kept, ...(atEnd ? filling(blocks, height) : [])]);
}

/** Keys of the last blocks, as many as fill a pane. */
function filling(blocks: readonly Block[], height: number): readonly string[] {
  let rows = 0;
  const above = blocks.findLastIndex((block) => {
    const enough = rows * LEAST_ROW_PX >= height;
    rows += block.rows.length;
    return enough;
  });
  return blocks.slice(above + 1).map(({ key }) => key);
}

/** Where a block stands, CSS pixels. */
type Box = { readonly top: number; readonly bottom: number };

/** Of the blocks that are not drawn the one that is nearest to what is in the pane; -1: there is none. */
export function nearestUndrawn(
  blocks: readonly Block[],
  drawn: Drawn,
  boxes: readonly Box[],
  pane: Box,
): number {
  let [nearest, least] = [-1, Number.POSITIVE_INFINITY];
  for (const [i, { key }] of blocks.entries()) {
    const box = boxes[i];
    if (drawn.has(key) || box === undefined) continue;
    const away = Math.max(0, pane.top - box.bottom, box.top - pane.bottom);
    if (away < least) [nearest, least] = [i, away];
  }
  return nearest;
}
