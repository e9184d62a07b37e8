import jsqr from 'jsqr';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { QrCode } from '../../src/renderer/ui/qr-code.tsx';

/** Pixels of a module: a reader wants more than one. */
const SCALE = 4;

/** The code as a camera would see it: the paths of the SVG, black on white. */
function photograph(svg: string): { pixels: Uint8ClampedArray; size: number } {
  const modules = Number(/viewBox="0 0 (\d+) \d+"/.exec(svg)?.[1]);
  const size = modules * SCALE;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  const dark = /<path fill="#000000" d="([^"]*)"/.exec(svg)?.[1] ?? '';
  // Rows of modules: `M4 4h7v1H4z`, or `M4,4 h7v1H4z`.
  for (const [, x, y, width] of dark.matchAll(/M\s*(\d+)[ ,]?(\d+)\s*h(\d+)v1/g)) {
    for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row++) {
      const from = (row * size + Number(x) * SCALE) * 4;
      const to = from + Number(width) * SCALE * 4;
      for (let at = from; at < to; at += 4) pixels.fill(0, at, at + 3);
    }
  }
  return { pixels, size };
}

test.each([
  ['a short link', 'parley://join#v1'],
  ['a long one', `parley://join#${'abcdefgh-_0123456789'.repeat(30)}`],
])('a camera reads %s from the code', (_, value) => {
  const svg = renderToStaticMarkup(createElement(QrCode, { value, label: 'To scan' }));
  const { pixels, size } = photograph(svg);
  expect(jsqr(pixels, size, size)?.data).toBe(value);
});

test('the code is a picture with a name, black on white with four modules of white round it', () => {
  const svg = renderToStaticMarkup(createElement(QrCode, { value: 'x', label: 'To scan' }));
  expect(svg).toContain('role="img"');
  expect(svg).toContain('aria-label="To scan"');
  expect(svg).toContain('<path fill="#ffffff"');
  // Version 1 is 21 modules wide.
  expect(svg).toContain('viewBox="0 0 29 29"');
});
