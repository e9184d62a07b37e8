import { expect, test } from 'vitest';
import { EndWatch } from '../../src/renderer/features/timeline/end-watch.ts';

/** CSS pixels. */
const SCREEN = 600;

/** A pane that scrolls no further than its rows reach, as those of a page do. */
class Pane {
  readonly clientHeight = SCREEN;
  #top = 0;
  #height: number;

  constructor(height: number) {
    this.#height = height;
  }

  get scrollTop(): number {
    return this.#top;
  }

  set scrollTop(top: number) {
    this.#top = Math.max(0, Math.min(top, this.#height - SCREEN));
  }

  get scrollHeight(): number {
    return this.#height;
  }

  /** Rows have come and gone. */
  set scrollHeight(height: number) {
    this.#height = height;
    this.scrollTop = this.#top;
  }
}

/** A reader at the end of ten thousand pixels. */
function atEnd() {
  const [watch, pane] = [new EndWatch(), new Pane(10_000)];
  watch.toEnd(pane);
  watch.scrolled(pane, false);
  return { watch, pane };
}

test('whoever goes up leaves the end, and whoever comes back to it follows again', () => {
  const { watch, pane } = atEnd();
  pane.scrollTop -= 100;
  watch.scrolled(pane, false);
  expect(watch.following).toBe(false);
  pane.scrollTop += 90;
  watch.scrolled(pane, false);
  expect(watch.following).toBe(true);
});

test('the end of what is here is none while newer messages are stored', () => {
  const { watch, pane } = atEnd();
  pane.scrollTop -= 100;
  watch.scrolled(pane, true);
  pane.scrollTop += 100;
  watch.scrolled(pane, true);
  expect(watch.following).toBe(false);
});

test('an end that moves away because something was said is still followed', () => {
  const { watch, pane } = atEnd();
  pane.scrollHeight += 400;
  watch.scrolled(pane, false);
  expect(watch.following).toBe(true);
});

test('rows that give way at the top do not count as the reader going up', () => {
  const { watch, pane } = atEnd();
  // Many have gone, and fewer have come.
  pane.scrollHeight -= 1_500;
  watch.toEnd(pane);
  // More is there by the time the page says that it was scrolled.
  pane.scrollHeight += 400;
  watch.scrolled(pane, false);
  expect(watch.following).toBe(true);
  pane.scrollTop -= 100;
  watch.scrolled(pane, false);
  expect(watch.following).toBe(false);
});

test('whoever goes up is believed before the pane has told of it', () => {
  const { watch, pane } = atEnd();
  expect(watch.follows(pane)).toBe(true);
  pane.scrollTop -= 100;
  expect(watch.follows(pane)).toBe(false);
  expect(watch.following).toBe(true);
});
