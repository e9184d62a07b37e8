import { type Mirror, useMirror } from '../state/mirror.ts';
import { speak } from '../words/locale.ts';

type Preferences = Mirror['preferences'];

const MORE_CONTRAST = matchMedia('(prefers-contrast: more)');
const REDUCED_MOTION = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * Makes the page look and speak as chosen here, or as the system is set where nothing is chosen, from
 * now on. The one place that asks the system, so that a style sheet has one thing to go by.
 *
 * The theme is not set here: main tells it to Chromium, which gives it to the frame as well.
 */
export function followPreferences(): void {
  let told: Preferences | null = null;
  const adopt = (): void => {
    told = useMirror.getState().preferences;
    look(told);
    speak(told.language);
  };
  useMirror.subscribe(({ preferences }) => {
    if (preferences !== told) adopt();
  });
  for (const query of [MORE_CONTRAST, REDUCED_MOTION]) query.addEventListener('change', adopt);
  addEventListener('languagechange', adopt);
  adopt();
}

function look({ contrast, motion, textSize }: Preferences): void {
  const root = document.documentElement;
  root.style.fontSize = `${textSize}%`;
  root.dataset['contrast'] = contrast === 'more' || MORE_CONTRAST.matches ? 'more' : 'usual';
  root.dataset['motion'] = motion === 'reduced' || REDUCED_MOTION.matches ? 'reduced' : 'usual';
}
