import * as v from 'valibot';

export const THEMES = ['system', 'light', 'dark'] as const;
const CONTRASTS = ['system', 'more'] as const;
const MOTIONS = ['system', 'reduced'] as const;
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

const choices = {
  theme: v.picklist(THEMES),
  contrast: v.picklist(CONTRASTS),
  textSize: v.picklist(TEXT_SIZES),
  motion: v.picklist(MOTIONS),
  language: v.picklist(LANGUAGES),
  readReceipts: v.boolean(),
  typing: v.boolean(),
};

/** Of the page: nothing but what can be chosen. */
export const preferencesChangeSchema: v.GenericSchema<unknown, PreferencesChange> = v.strictObject({
  theme: v.exactOptional(choices.theme),
  contrast: v.exactOptional(choices.contrast),
  textSize: v.exactOptional(choices.textSize),
  motion: v.exactOptional(choices.motion),
  language: v.exactOptional(choices.language),
  readReceipts: v.exactOptional(choices.readReceipts),
  typing: v.exactOptional(choices.typing),
});

const usual = DEFAULT_PREFERENCES;
const keptSchema = v.object({
  theme: v.optional(v.fallback(choices.theme, usual.theme), usual.theme),
  contrast: v.optional(v.fallback(choices.contrast, usual.contrast), usual.contrast),
  textSize: v.optional(v.fallback(choices.textSize, usual.textSize), usual.textSize),
  motion: v.optional(v.fallback(choices.motion, usual.motion), usual.motion),
  language: v.optional(v.fallback(choices.language, usual.language), usual.language),
  readReceipts: v.optional(v.fallback(choices.readReceipts, usual.readReceipts), true),
  typing: v.optional(v.fallback(choices.typing, usual.typing), true),
});

/**
 * Preferences as they were kept, perhaps by a newer or an older Parley: what it does not know is
 * passed over, and what it cannot understand is as at first. Null where they are no object at all.
 */
export function readPreferences(kept: unknown): Preferences | null {
  const parsed = v.safeParse(keptSchema, kept);
  return parsed.success ? parsed.output : null;
}
