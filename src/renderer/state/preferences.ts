import { nextTextSize, type Preferences, type PreferencesChange } from '../../core/preferences.ts';
import type { Failure, Result } from '../../core/result.ts';
import { attempt } from './attempt.ts';
import { useMirror } from './mirror.ts';

export const usePreferences = (): Preferences => useMirror((mirror) => mirror.preferences);

/** Chooses. What it comes to is heard from main, as with everything. */
export function setPreferences(change: PreferencesChange): Promise<Result<null, Failure>> {
  return attempt(window.parley.setPreferences(change));
}

export function stepTextSize(step: 1 | -1): void {
  const { textSize } = useMirror.getState().preferences;
  void setPreferences({ textSize: nextTextSize(textSize, step) });
}
