/** What somebody can set. */
export const preferences = {
  title: 'Preferences',
  appearance: 'Appearance',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  textSize: 'Text size',
  percent: '{size, number, percent}',
  language: 'Language',
  systemLanguage: 'System',
  contrast: 'More contrast',
  contrastMeans: 'Stronger colours and lines. When off, your system decides.',
  motion: 'Less motion',
  motionMeans: 'Nothing slides or fades. When off, your system decides.',
  privacy: 'Privacy',
  readReceipts: 'Read receipts',
  readReceiptsMean:
    'Others see what you have read, and you see what they have. When off, neither is shown.',
  typing: 'Typing',
  typingMeans: 'Others see that you are writing, before you send it.',
} as const;
