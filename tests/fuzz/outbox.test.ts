// src/renderer/features/composer/outbox.ts, src/renderer/state/kept.ts
import fc from 'fast-check';
import { expect } from 'vitest';
import { err, ok } from '../../src/core/result.ts';
import { Outbox, type Unsent } from '../../src/renderer/features/composer/outbox.ts';
import { stringsOf } from '../../src/renderer/state/kept.ts';
import { anything, said } from './arbitraries.ts';
import { fuzz, fuzzAsync } from './fuzz.ts';

const act = fc.oneof(
  said.map((text) => ({ do: 'say' as const, text })),
  fc
    .constantFrom(...(['store', 'refuse', 'reload', 'turn'] as const))
    .map((what) => ({ do: what })),
);

/** Texts that were typed, whatever was done to them. */
fuzzAsync(
  'what was typed is handed over once, waits, or stands in the box again: never twice, never gone',
  1_500,
  fc.array(act, { maxLength: 25 }),
  async (acts) => {
    const stored: string[] = [];
    const pending: { readonly text: string; readonly settle: (stored: boolean) => void }[] = [];
    let kept: Unsent = { draft: '', waiting: [] };
    let typed = 0;
    const open = (): Outbox => {
      const outbox = new Outbox(
        {
          keep: (unsent) => {
            kept = unsent;
          },
          send: (text) =>
            new Promise((resolve) => {
              expect(pending, 'one after the other').toEqual([]);
              const settle = (taken: boolean): void => {
                pending.pop();
                if (taken) stored.push(text);
                resolve(taken ? ok(null) : err({ code: 'x', message: 'No.' }));
              };
              pending.push({ text, settle });
            }),
        },
        kept,
      );
      outbox.open();
      return outbox;
    };
    let outbox = open();
    for (const each of acts) {
      if (each.do === 'say') {
        typed += 1;
        const before = outbox.view().draft;
        outbox.edit(`${before}${before === '' ? '' : '\n'}#${typed}# ${each.text}`.slice(0, 3_000));
        if (outbox.view().draft.isWellFormed()) outbox.submit();
      }
      if (each.do === 'store') pending[0]?.settle(true);
      if (each.do === 'refuse') pending[0]?.settle(false);
      if (each.do === 'reload' && pending.length === 0) outbox = open();
      await new Promise((resolve) => setImmediate(resolve));
      const under = pending.map(({ text }) => text);
      const all = [...stored, ...under, ...kept.waiting, outbox.view().draft].join('\n');
      const marks = all.match(/#\d+#(?= )/g) ?? [];
      expect(marks.length).toBe(new Set(marks).size);
      if (all.length < 3_000) expect(marks.length).toBe(typed);
    }
  },
);

fuzz('of whatever was kept only strings come back', 1_000, anything, (value) => {
  for (const each of stringsOf(value)) expect(typeof each).toBe('string');
  if (!Array.isArray(value)) expect(stringsOf(value)).toEqual([]);
});
