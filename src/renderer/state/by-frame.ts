/** Longest that something waits where no frame is made: in a window that is hidden. */
const LONGEST_WAIT_MS = 100;

/**
 * Hands on what comes: at once where nothing has in this frame, the rest together in the next. A page
 * that is told more than it can draw then draws where things stand, and not every step to there.
 */
export function byFrame<T>(
  take: (all: readonly T[]) => void,
  nextFrame: (run: () => void) => void = inNextFrame,
): (one: T) => void {
  let waiting: T[] = [];
  let taken = false;
  function handOn(): void {
    const all = waiting;
    waiting = [];
    taken = all.length > 0;
    if (!taken) return;
    nextFrame(handOn);
    take(all);
  }
  return (one) => {
    waiting.push(one);
    if (!taken) handOn();
  };
}

function inNextFrame(run: () => void): void {
  let over = false;
  const once = (): void => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    run();
  };
  const timer = setTimeout(once, LONGEST_WAIT_MS);
  const frame = requestAnimationFrame(once);
}
