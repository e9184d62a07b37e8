/** Longest that something waits where no frame is made: in a window that is hidden. */
const LONGEST_WAIT_MS = 100;

/**
 * Hands on what comes: at once where nothing has in this turn, the rest together in the next. A page
 * that is told more than it can draw then draws where things stand, and not every step to there.
 */
export function byFrame<T>(
  take: (all: readonly T[]) => void,
  nextTurn: (run: () => void) => void = afterRest,
): (one: T) => void {
  let waiting: T[] = [];
  let taken = false;
  function handOn(): void {
    const all = waiting;
    waiting = [];
    taken = all.length > 0;
    if (!taken) return;
    nextTurn(handOn);
    take(all);
  }
  return (one) => {
    waiting.push(one);
    if (!taken) handOn();
  };
}

/**
 * In the first frame after a rest as long as what is done and drawn now: half of the time is then left
 * for keys, however much comes.
 */
function afterRest(run: () => void): void {
  const began = performance.now();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    setTimeout(() => inNextFrame(run), performance.now() - began);
  };
  // Comes when this turn is over: of a frame, when it has been drawn.
  port2.postMessage(null);
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
