import type { KeyboardEvent } from 'react';

/**
 * Up and down move the focus among things of one kind: Tab leads to one of them, not through all.
 * `within` and `kind` are CSS selectors, the first one of something round them.
 */
export function stepFocus(event: KeyboardEvent<HTMLElement>, within: string, kind: string): void {
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const here = event.currentTarget;
  const all = [...(here.closest(within)?.querySelectorAll<HTMLElement>(kind) ?? [])];
  all[all.indexOf(here) + step]?.focus();
}
