import * as v from 'valibot';
import {
  CONTRASTS,
  DEFAULT_PREFERENCES,
  LANGUAGES,
  MOTIONS,
  type Preferences,
  type PreferencesChange,
  TEXT_SIZES,
  THEMES,
} from './preferences.ts';

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
