/** The parts of the window in the order of the page: who is there, what was said, what is written. */
const PANES = 'aside, [role="log"], main textarea';

/** Moves the focus into the next part of the window, or back; after the last comes the first. */
export function stepPane(step: 1 | -1): void {
  // A dialog keeps the focus.
  if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
  const panes = [...document.querySelectorAll<HTMLElement>(PANES)];
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = here < 0 ? (step === 1 ? 0 : -1) : (here + step) % panes.length;
  panes.at(next)?.focus();
}
