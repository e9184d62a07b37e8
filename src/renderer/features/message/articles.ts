import type { EntryId } from '../../../core/ids.ts';

/** Messages as they stand in the timeline, which is another feature: each says its id. */
const ARTICLES = 'article[data-id]';

/** The message that something of the page belongs to. */
export function messageAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(ARTICLES) : null;
}

/** The id of a message; the timeline has put it there. */
export function idOf(article: HTMLElement): EntryId {
  return (article.dataset['id'] ?? '') as EntryId;
}

export function articleOf(id: EntryId): HTMLElement | null {
  return document.querySelector<HTMLElement>(`article[data-id="${CSS.escape(id)}"]`);
}

/** Where something about a message opens: at its actions, which are at the edge of its bubble. */
export function anchorIn(article: HTMLElement): HTMLElement {
  return article.querySelector<HTMLElement>('[data-actions]') ?? article;
}

/** The message before or after one, or where there is none the newest in view. */
export function stepFrom(log: Element, here: HTMLElement | null, step: 1 | -1): HTMLElement | null {
  const all = [...log.querySelectorAll<HTMLElement>(ARTICLES)];
  if (here !== null) return all[all.indexOf(here) + step] ?? null;
  const { bottom } = log.getBoundingClientRect();
  // Nobody may ask where a row is that the browser has not laid out: see the timeline's `isLaidOut`.
  const shown = all.filter((article) => article.checkVisibility({ contentVisibilityAuto: true }));
  return shown.findLast((article) => article.getBoundingClientRect().top < bottom) ?? null;
}
