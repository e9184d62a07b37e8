import { openPanel } from '../state/panel.ts';
import { setPreferences, stepTextSize } from '../state/preferences.ts';
import { isPressed, type ShortcutName } from '../state/shortcuts.ts';
import { stepPane } from './panes.ts';

/** What the page itself does for a shortcut, wherever the focus is. */
const DONE_HERE: readonly (readonly [name: ShortcutName, act: () => void])[] = [
  ['preferences', () => openOver('preferences')],
  ['shortcuts', () => openOver('shortcuts')],
  ['nextPane', () => stepPane(1)],
  ['previousPane', () => stepPane(-1)],
  ['largerText', () => stepTextSize(1)],
  ['smallerText', () => stepTextSize(-1)],
  ['usualText', () => void setPreferences({ textSize: 100 })],
];

/** Listens for shortcuts that hold anywhere. */
export function followShortcuts(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || isWriting(event)) return;
    for (const [name, act] of DONE_HERE) {
      if (!isPressed(event, name)) continue;
      event.preventDefault();
      act();
      return;
    }
  });
}

/** A character that somebody types into a field is nothing but that. */
function isWriting({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (key.length > 1 || ctrlKey || metaKey) return false;
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
}

/** A dialog is answered or closed before another comes over it. */
function openOver(panel: Parameters<typeof openPanel>[0]): void {
  if (document.querySelector('[role="dialog"], [role="alertdialog"]') === null) openPanel(panel);
}
