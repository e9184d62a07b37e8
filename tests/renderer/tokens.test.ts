import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const CSS = readFileSync(new URL('../../src/renderer/ui/tokens.css', import.meta.url), 'utf8');

const SURFACES = ['canvas', 'surface', 'raised'];
const UNDER_TEXT = [...SURFACES, 'hover', 'bubble'];
const CODE = ['keyword', 'string', 'number', 'title', 'name'].map((kind) => `code-${kind}`);
const TINTS = Array.from({ length: 8 }, (_, i) => `tint-${i}`);

/** What is read, and on what it stands in the window. */
const READ: readonly (readonly [text: string, grounds: readonly string[]])[] = [
  ['text', [...UNDER_TEXT, 'accent-soft', 'danger-soft', 'warning-soft', 'mark', 'code']],
  ['text-quiet', [...UNDER_TEXT, 'code']],
  ['accent-text', [...UNDER_TEXT, 'accent-soft', 'code']],
  ...CODE.map((kind) => [kind, ['code']] as const),
  ['danger', [...SURFACES, 'hover', 'danger-soft', 'code']],
  ['warning', [...SURFACES, 'hover', 'warning-soft']],
  ['here', ['raised']],
  ['on-accent', ['accent', 'accent-hover']],
  ['on-bubble-own', ['bubble-own', 'mark-own']],
  ['on-selection', ['selection']],
  ['on-selection-own', ['selection-own']],
  ['on-tint', TINTS],
];

/** What is seen: edges of controls, signs, and what shows the focus. */
const SEEN: readonly (readonly [sign: string, grounds: readonly string[]])[] = [
  ['line-control', SURFACES],
  ['accent-text', SURFACES],
  ['accent', SURFACES],
  ['here', ['canvas', 'surface']],
  ['relayed', ['canvas', 'surface']],
  ['offline', ['canvas', 'surface']],
];

type Rgb = readonly [number, number, number];
type Look = { readonly theme: 'light' | 'dark'; readonly contrast: 'usual' | 'more' };

const LOOKS: readonly Look[] = (['light', 'dark'] as const).flatMap((theme) =>
  (['usual', 'more'] as const).map((contrast) => ({ theme, contrast })),
);

/** The tokens of one rule, as they are written. */
function rule(selector: string): Map<string, string> {
  const start = CSS.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`tokens.css has no ${selector}`);
  const body = CSS.slice(start, CSS.indexOf('\n}', start));
  return new Map([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, k = '', v = '']) => [k, v]));
}

const usual = rule(':root');
const more = rule(':root[data-contrast="more"]');

function colourOf(token: string, { theme, contrast }: Look): Rgb {
  const written = (contrast === 'more' ? more.get(token) : undefined) ?? usual.get(token) ?? '';
  const [, light, dark] = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(written) ?? [];
  const hex = (theme === 'dark' ? dark : light) ?? written;
  if (!/^#[0-9a-f]{6}$/.test(hex)) throw new Error(`--${token} is no colour: ${written}`);
  const part = (from: number): number => Number.parseInt(hex.slice(from, from + 2), 16);
  return [part(1), part(3), part(5)];
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => {
    const s = part / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number]; // as many as went in
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** The pairs that stay below `least`, with what they come to. */
function tooFaint(pairs: typeof READ, look: Look, least: number): readonly string[] {
  return pairs.flatMap(([sign, grounds]) =>
    grounds
      .map((ground) => [ground, ratio(colourOf(sign, look), colourOf(ground, look))] as const)
      .filter(([, reached]) => reached < least)
      .map(([ground, reached]) => `${sign} on ${ground}: ${reached.toFixed(2)}`),
  );
}

test('black on white is 21 to 1', () => {
  expect(ratio([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
  expect(ratio([118, 118, 118], [255, 255, 255])).toBeCloseTo(4.54, 2);
});

test.each(LOOKS)('text can be read: $theme, $contrast contrast', (look) => {
  expect(tooFaint(READ, look, look.contrast === 'more' ? 7 : 4.5)).toEqual([]);
});

test.each(LOOKS)('signs and edges can be seen: $theme, $contrast contrast', (look) => {
  expect(tooFaint(SEEN, look, look.contrast === 'more' ? 4.5 : 3)).toEqual([]);
});

test.each(LOOKS.filter(({ contrast }) => contrast === 'more'))(
  'with more contrast every line can be seen: $theme',
  (look) => {
    const lines = ['line', 'danger-line', 'warning-line'].map((line) => [line, SURFACES] as const);
    expect(tooFaint(lines, look, 3)).toEqual([]);
  },
);

test('more contrast changes nothing that is not there without it', () => {
  expect([...more.keys()].filter((token) => !usual.has(token))).toEqual([]);
});
