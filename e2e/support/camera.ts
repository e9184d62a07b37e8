import { join } from 'node:path';
import type { ParleyWindow } from './parley-window.ts';

/** Width and height in CSS pixels. The narrow one is the narrowest that a window can have. */
const SIZES = { wide: [1_080, 720], narrow: [360, 640] } as const;
const THEMES = ['light', 'dark'] as const;

type Size = keyof typeof SIZES;
type Theme = (typeof THEMES)[number];
/** One way to take a picture, as its file is called after the dash. */
export type Take = `${Size}-${Theme}`;

const TAKES: readonly Take[] = ['wide-light', 'wide-dark', 'narrow-light', 'narrow-dark'];
/** When all of it happens, by the clocks of every computer in the pictures. */
const MOMENT = Date.parse('2026-03-12T10:24:10Z');

/** How far clocks must be off for it to be the moment of the pictures, or so many minutes from it. */
export function offsetOfMoment(minutes = 0): number {
  return MOMENT + minutes * 60_000 - Date.now();
}

/**
 * Takes a picture of a window: in the ways that pages show, or in all, whichever is asked for.
 *
 * What opens by pointing at something goes when the pointer moves, so there it stays where it is.
 */
export async function shoot(
  window: ParleyWindow,
  name: string,
  shown: readonly Take[] = [],
  pointer: 'away' | 'stays' = 'away',
): Promise<void> {
  const folder = process.env['PARLEY_PICTURES'];
  if (folder === undefined) throw new Error('PARLEY_PICTURES names no folder');
  const { page } = window;
  // The pointer of a virtual display rests in its middle, which is somewhere in the window.
  if (pointer === 'away') await page.mouse.move(0, 0);
  // Playwright says what the system is set to; here it is the preference that decides.
  await page.emulateMedia({ colorScheme: null, contrast: null });
  for (const take of process.env['PARLEY_ALL_PICTURES'] === undefined ? shown : TAKES) {
    const [width, height] = SIZES[take.startsWith('wide') ? 'wide' : 'narrow'];
    await page.setViewportSize({ width, height });
    await ask(window, 'setPreferences', { theme: take.endsWith('dark') ? 'dark' : 'light' });
    await settle(window);
    await page.screenshot({ path: join(folder, `${name}-${take}.png`), animations: 'disabled' });
  }
  await page.setViewportSize({ width: SIZES.wide[0], height: SIZES.wide[1] });
}

/** Asks the program what a click would ask it, where clicks are not what is to be seen. */
export async function ask(
  window: ParleyWindow,
  request: string,
  ...args: readonly unknown[]
): Promise<void> {
  await window.page.evaluate(
    async ([request, args]) => {
      const bridge: unknown = Reflect.get(globalThis, 'parley');
      if (typeof bridge !== 'object' || bridge === null) throw new Error('There is no bridge');
      await Reflect.get(bridge, request)(...args);
    },
    [request, args] as const,
  );
}

/** Until fonts are there and two frames have been drawn, so that all has found its place. */
async function settle({ page }: ParleyWindow): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  });
}
