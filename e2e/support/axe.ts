import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * Empty places at the edges of what is open, which send the focus on as soon as it comes there: nobody
 * stays on what a screen reader is not told of, which is what axe fears.
 */
const FOCUS_GUARDS = '[data-base-ui-focus-guard]';

/** How the screen is set while a page is looked at. */
const LOOKS = [
  { look: 'light', media: { colorScheme: 'light', contrast: 'no-preference' } },
  { look: 'dark', media: { colorScheme: 'dark', contrast: 'no-preference' } },
  { look: 'light, more contrast', media: { colorScheme: 'light', contrast: 'more' } },
  { look: 'dark, more contrast', media: { colorScheme: 'dark', contrast: 'more' } },
] as const;

/**
 * What axe finds wrong with a page as it stands, in light, dark and high contrast: nothing is expected.
 *
 * Only what it calls serious or critical. In legacy mode it opens no page of its own, which Electron
 * could not; there is but one frame.
 */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { look, media } of LOOKS) {
    // Colours are measured at once, so that nothing may still be fading from the look before.
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await page.waitForFunction(() => document.getAnimations().length === 0);
    const axe = new AxeBuilder({ page }).setLegacyMode().exclude(FOCUS_GUARDS);
    // All else is the same in every look.
    if (look !== 'light') axe.withRules('color-contrast');
    const { violations } = await axe.analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      for (const { html, failureSummary } of nodes) {
        faults.push(`${look}: ${id}: ${html.slice(0, 160)}\n${failureSummary ?? ''}`);
      }
    }
  }
  return faults;
}
