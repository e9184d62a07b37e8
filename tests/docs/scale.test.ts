import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { paperTables } from '../../bench/scale/paper.ts';

/** Holds docs/performance/scale.md to the formulas: `UPDATE_DOCS=1 npx vitest run tests/docs` writes it anew. */
const DOCUMENT = new URL('../../docs/performance/scale.md', import.meta.url);
const [BEGIN, END] = ['<!-- paper -->', '<!-- end -->'];

test('what a full mesh costs on paper is what the formulas say', () => {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  expect([from >= 0, to > from]).toEqual([true, true]);
  const today = `${text.slice(0, from + BEGIN.length)}\n${paperTables()}\n${text.slice(to)}`;
  if (process.env['UPDATE_DOCS']) writeFileSync(DOCUMENT, today);
  else expect(text).toBe(today);
});
