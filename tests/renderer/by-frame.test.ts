import { expect, test } from 'vitest';
import { byFrame } from '../../src/renderer/state/by-frame.ts';

/** What was taken, and how to come to the next frame. */
function screen() {
  const taken: (readonly number[])[] = [];
  let waiting: (() => void)[] = [];
  const tell = byFrame<number>(
    (all) => taken.push(all),
    (run) => waiting.push(run),
  );
  const frame = (): void => {
    const due = waiting;
    waiting = [];
    for (const run of due) run();
  };
  return { taken, tell, frame };
}

test('what comes first is taken at once', () => {
  const { taken, tell } = screen();
  tell(1);
  expect(taken).toEqual([[1]]);
});

test('what comes until the next frame is taken together in it, in order', () => {
  const { taken, tell, frame } = screen();
  for (const each of [1, 2, 3]) tell(each);
  expect(taken).toEqual([[1]]);
  frame();
  expect(taken).toEqual([[1], [2, 3]]);
  tell(4);
  expect(taken).toEqual([[1], [2, 3]]);
  frame();
  expect(taken).toEqual([[1], [2, 3], [4]]);
});

test('after a frame in which nothing came it is at once again', () => {
  const { taken, tell, frame } = screen();
  tell(1);
  frame();
  tell(2);
  expect(taken).toEqual([[1], [2]]);
});

test('what comes while something is being taken waits for the next frame', () => {
  const taken: (readonly number[])[] = [];
  let later: () => void = () => undefined;
  const tell = byFrame<number>(
    (all) => {
      taken.push(all);
      if (taken.length === 1) tell(2);
    },
    (run) => {
      later = run;
    },
  );
  tell(1);
  expect(taken).toEqual([[1]]);
  later();
  expect(taken).toEqual([[1], [2]]);
});
