/**
 * Keys held together, such as `Shift+F6`: the last is a `key` of UI Events, and `Mod` is Ctrl, or
 * Command on a Mac.
 */
type Keys = string;

/** Where shortcuts hold, in the order in which they are listed. */
export const PLACES = ['anywhere', 'writing', 'message'] as const;

type Shortcut = { readonly place: (typeof PLACES)[number]; readonly keys: readonly Keys[] };

export type ShortcutName =
  | 'shortcuts'
  | 'preferences'
  | 'nextPane'
  | 'previousPane'
  | 'largerText'
  | 'smallerText'
  | 'usualText'
  | 'fullScreen'
  | 'close'
  | 'quit'
  | 'send'
  | 'newLine'
  | 'editLast'
  | 'bold'
  | 'italic'
  | 'code'
  | 'olderMessage'
  | 'newerMessage'
  | 'messageMenu'
  | 'react'
  | 'reply'
  | 'edit'
  | 'copyMessage'
  | 'delete';

/** Every shortcut there is: what is listed, what the page listens for, and what the menu has. */
export const SHORTCUTS: Readonly<Record<ShortcutName, Shortcut>> = {
  shortcuts: { place: 'anywhere', keys: ['Mod+/', '?'] },
  preferences: { place: 'anywhere', keys: ['Mod+,'] },
  nextPane: { place: 'anywhere', keys: ['F6'] },
  previousPane: { place: 'anywhere', keys: ['Shift+F6'] },
  // Without Shift where `+` needs it: nobody presses it on purpose.
  largerText: { place: 'anywhere', keys: ['Mod++', 'Mod+='] },
  smallerText: { place: 'anywhere', keys: ['Mod+-'] },
  usualText: { place: 'anywhere', keys: ['Mod+0'] },
  fullScreen: { place: 'anywhere', keys: ['F11'] },
  close: { place: 'anywhere', keys: ['Escape'] },
  quit: { place: 'anywhere', keys: ['Mod+Q'] },
  send: { place: 'writing', keys: ['Enter', 'Mod+Enter'] },
  newLine: { place: 'writing', keys: ['Shift+Enter'] },
  editLast: { place: 'writing', keys: ['ArrowUp'] },
  bold: { place: 'writing', keys: ['Mod+B'] },
  italic: { place: 'writing', keys: ['Mod+I'] },
  code: { place: 'writing', keys: ['Mod+E'] },
  olderMessage: { place: 'message', keys: ['ArrowUp'] },
  newerMessage: { place: 'message', keys: ['ArrowDown'] },
  messageMenu: { place: 'message', keys: ['Enter', 'Shift+F10', 'ContextMenu'] },
  react: { place: 'message', keys: ['+'] },
  reply: { place: 'message', keys: ['R'] },
  edit: { place: 'message', keys: ['E'] },
  copyMessage: { place: 'message', keys: ['C', 'Mod+C'] },
  delete: { place: 'message', keys: ['Delete'] },
};

/** A press of a key as a page is told of it. */
export type KeyPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
};

/** Legacy key code of a key that an input method has taken (UI Events, section 8.3). */
const KEY_CODE_COMPOSING = 229;

/** Whether this is a key of an input method, which is nobody else's affair. */
export function isComposing({ isComposing, keyCode }: KeyPress): boolean {
  return isComposing || keyCode === KEY_CODE_COMPOSING;
}

/** Whether a press is this shortcut. */
export function isPressed(press: KeyPress, name: ShortcutName): boolean {
  // Alt, with Ctrl as AltGr is told on Windows, makes characters of its own.
  if (isComposing(press) || press.altKey) return false;
  return SHORTCUTS[name].keys.some((keys) => {
    const { mod, shift, key } = partsOf(keys);
    if (press.key.toLowerCase() !== key.toLowerCase()) return false;
    if ((press.ctrlKey || press.metaKey) !== mod) return false;
    // Where a character stands on the keyboard differs, and with it whether it takes Shift.
    return isSign(key) || press.shiftKey === shift;
  });
}

/** The keys of a shortcut one by one, the last of them the one that is pressed. */
export function partsOf(keys: Keys): {
  readonly mod: boolean;
  readonly shift: boolean;
  readonly key: string;
} {
  const [, held = '', key = ''] = /^((?:\w+\+)*)(.+)$/.exec(keys) ?? [];
  return { mod: held.includes('Mod+'), shift: held.includes('Shift+'), key };
}

function isSign(key: string): boolean {
  return key.length === 1 && key.toLowerCase() === key.toUpperCase();
}
