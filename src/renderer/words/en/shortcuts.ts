/** What the keyboard does. */
export const shortcuts = {
  title: 'Keyboard shortcuts',
  or: 'or',
  places: { anywhere: 'Anywhere', writing: 'While writing' },
  keys: { Ctrl: 'Ctrl', Shift: 'Shift', Enter: 'Enter', Escape: 'Esc' },
  does: {
    shortcuts: 'Show this list',
    preferences: 'Preferences',
    nextPane: 'Next part of the window',
    previousPane: 'Previous part of the window',
    largerText: 'Larger text',
    smallerText: 'Smaller text',
    usualText: 'Usual text size',
    fullScreen: 'Full screen',
    close: 'Close what is open',
    quit: 'Quit',
    send: 'Send',
    newLine: 'New line',
  },
} as const;
