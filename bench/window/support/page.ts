/** What the bench does in a page, as text: what tsx makes of a function names helpers that no page has. */

/** Calls `then` with the time when the frame that is being made has been painted. */
const PAINTED = `(then) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => then(performance.timeOrigin + performance.now());
  port2.postMessage(null);
})`;

/** Resolves with the time at which these words stand in the messages, painted. */
export function wordsPainted(words: string): string {
  return `new Promise((resolve) => {
    const log = document.querySelector('[role="log"]');
    const look = () => {
      if (!log.textContent.includes(${JSON.stringify(words)})) return;
      observer.disconnect();
      (${PAINTED})(resolve);
    };
    const observer = new MutationObserver(look);
    observer.observe(log, { childList: true, subtree: true, characterData: true });
    look();
  })`;
}

/** From now on {@link CHARACTER_PAINTED} is about the next character that is typed. */
export const WATCH_CHARACTER: string = `globalThis.character = new Promise((resolve) => {
  const box = document.querySelector('textarea');
  box.addEventListener('input', () => (${PAINTED})(resolve), { once: true });
}), null`;

/** Resolves with the time at which it has been painted. */
export const CHARACTER_PAINTED = 'globalThis.character';

/** From now on somebody looks at the window, whatever a display without a desktop makes of its focus. */
export const ATTEND = 'document.hasFocus = () => true, dispatchEvent(new Event("focus"))';

/** Writes into the box, as a person would have. */
export function write(text: string): string {
  return `document.querySelector('textarea').focus(),
    document.execCommand('insertText', false, ${JSON.stringify(text)})`;
}

/** A box to write in, for a window that has none. */
export const ADD_BOX = `document.body.append(document.createElement('textarea')),
  document.querySelector('textarea').focus()`;

/** Lines to scroll through, for a window that has none. */
export const ADD_LINES = `for (let i = 1; i <= 8000; i++) {
  const line = document.createElement('p');
  line.textContent = i + ': words to scroll through';
  document.body.append(line);
}
scrollTo(0, document.body.scrollHeight)`;

/** `host:port` at which others find the one whose window this is. */
export const OWN_ADDRESS = "document.body.textContent.match(/127\\.0\\.0\\.1:\\d+/)?.[0] ?? ''";

export type Scrolled = {
  /** How long each frame took, ms. */
  readonly took: readonly number[];
  /** How many messages went by. */
  readonly passed: number;
};

/** Scrolls by so many CSS pixels in each of so many frames. */
export function scroll(step: number, frames: number): string {
  return `new Promise((resolve) => {
    const pane = document.querySelector('[role="log"]') ?? document.scrollingElement;
    const place = () => {
      const row = document.elementFromPoint(innerWidth * 0.6, innerHeight / 2);
      return parseInt(row?.closest('article, p')?.textContent.match(/(\\d+): /)?.[1]);
    };
    const places = [];
    const took = [];
    let last = performance.now();
    requestAnimationFrame(function next(now) {
      took.push(now - last);
      last = now;
      pane.scrollBy(0, ${step});
      // Seldom: it makes the page lay out.
      if (took.length % 20 === 0) places.push(place());
      if (took.length < ${frames}) return requestAnimationFrame(next);
      const numbers = places.filter(Number.isFinite);
      resolve({ took, passed: Math.max(...numbers) - Math.min(...numbers) });
    });
  })`;
}
