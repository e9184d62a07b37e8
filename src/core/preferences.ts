export const THEMES = ['system', 'light', 'dark'] as const;
export const CONTRASTS = ['system', 'more'] as const;
export const MOTIONS = ['system', 'reduced'] as const;
export const LANGUAGES = ['system', 'en', 'it'] as const;

/** Percent of the usual size. Twice as large has to be possible (WCAG 1.4.4). */
export const TEXT_SIZES = [85, 100, 115, 130, 150, 175, 200] as const;

export type Theme = (typeof THEMES)[number];
export type Contrast = (typeof CONTRASTS)[number];
export type Motion = (typeof MOTIONS)[number];
export type Language = (typeof LANGUAGES)[number];
export type TextSize = (typeof TEXT_SIZES)[number];

/** What the person at this profile has chosen; `system` is whatever the computer is set to. */
export type Preferences = {
  readonly theme: Theme;
  readonly contrast: Contrast;
  readonly textSize: TextSize;
  readonly motion: Motion;
  readonly language: Language;
  /** Others are told what has been read here, and what they have read is shown. */
  readonly readReceipts: boolean;
  /** Others are told while something is being written here. */
  readonly typing: boolean;
};

/** One step up or down in size; beyond the ends there is none. */
export function nextTextSize(size: TextSize, step: 1 | -1): TextSize {
  return TEXT_SIZES[TEXT_SIZES.indexOf(size) + step] ?? size;
}

/** What is left out stays. */
export type PreferencesChange = Partial<Preferences>;

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  contrast: 'system',
  textSize: 100,
  motion: 'system',
  language: 'system',
  readReceipts: true,
  typing: true,
};
