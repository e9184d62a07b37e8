export { isPressed, type ShortcutName } from '../../core/shortcuts.ts';
