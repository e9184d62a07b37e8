import { isPressed } from '../../state/shortcuts.ts';

/**
 * Puts text in place of a part of what stands in a box, as if it had been typed: so that it can be
 * undone, which nothing else offers that sets the text of a box (WHATWG, execCommand `insertText`).
 */
export function replaceText(
  box: HTMLTextAreaElement,
  from: number,
  to: number,
  text: string,
): void {
  box.focus();
  box.setSelectionRange(from, to);
  document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
}

/** Markdown's marks, and the shortcut for each. */
const MARKS = [
  ['bold', '**'],
  ['italic', '_'],
  ['code', '`'],
] as const;

/** The mark that a key puts round what is selected. */
export function markFor(press: KeyboardEvent): string | null {
  return MARKS.find(([name]) => isPressed(press, name))?.[1] ?? null;
}

/** Puts a mark round what is selected, or takes it away where it is there already. */
export function toggleMark(box: HTMLTextAreaElement, mark: string): void {
  const { selectionStart: start, selectionEnd: end, value } = box;
  const { length } = mark;
  const inside = value.slice(start, end);
  const marked =
    value.slice(Math.max(0, start - length), start) === mark &&
    value.slice(end, end + length) === mark;
  if (marked) replaceText(box, start - length, end + length, inside);
  else replaceText(box, start, end, `${mark}${inside}${mark}`);
  const from = marked ? start - length : start + length;
  box.setSelectionRange(from, from + inside.length);
}
