// src/renderer/state/outbox.ts, src/renderer/state/unsent.ts, src/renderer/state/kept.ts,
// src/renderer/features/composer/completion.ts, src/core/slash.ts, src/core/commands.ts, src/core/split-text.ts
import fc from 'fast-check';
import { expect } from 'vitest';
import { utf8Length } from '../../src/core/bytes.ts';
import { parseTyped } from '../../src/core/commands.ts';
import type { EntryId } from '../../src/core/ids.ts';
import { err, ok } from '../../src/core/result.ts';
import { asTyped, readSlash, unescaped } from '../../src/core/slash.ts';
import { splitText } from '../../src/core/split-text.ts';
import { triggerAt } from '../../src/renderer/features/composer/completion.ts';
import { stringsOf } from '../../src/renderer/state/kept.ts';
import { Outbox } from '../../src/renderer/state/outbox.ts';
import { draftOf, NOTHING_UNSENT, parseUnsent } from '../../src/renderer/state/unsent.ts';
import { anything, record, said, text } from './arbitraries.ts';
import { fuzz, fuzzAsync } from './fuzz.ts';

const act = fc.oneof(
  said.map((text) => ({ do: 'say' as const, text })),
  fc
    .constantFrom(...(['store', 'refuse', 'reload', 'restart', 'reply', 'cancel', 'turn'] as const))
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
    let kept = NOTHING_UNSENT;
    let typed = 0;
    const open = (found: unknown): Outbox => {
      const outbox = new Outbox({
        send: ({ text }) =>
          new Promise((resolve) => {
            expect(pending, 'one after the other').toEqual([]);
            const settle = (taken: boolean): void => {
              pending.pop();
              if (taken) stored.push(text);
              resolve(taken ? ok(null) : err({ code: 'x', message: 'No.' }));
            };
            pending.push({ text, settle });
          }),
      });
      outbox.open(parseUnsent(found), {
        spell: (text) => text,
        keep: (unsent) => {
          kept = JSON.parse(JSON.stringify(unsent)) as typeof unsent;
        },
      });
      return outbox;
    };
    let outbox = open(kept);
    for (const each of acts) {
      if (each.do === 'say') {
        typed += 1;
        const before = outbox.view().draft;
        outbox.type(`${before}${before === '' ? '' : '\n'}#${typed}# ${each.text}`.slice(0, 3_000));
        if (outbox.view().draft.isWellFormed()) outbox.say([outbox.view().draft]);
      }
      if (each.do === 'store') pending[0]?.settle(true);
      if (each.do === 'refuse') pending[0]?.settle(false);
      if (each.do === 'reload' && pending.length === 0) outbox = open(kept);
      if (each.do === 'restart' && pending.length === 0) {
        outbox = open({ draft: draftOf(kept) });
      }
      if (each.do === 'reply') outbox.reply('somebody’s' as EntryId);
      if (each.do === 'cancel') outbox.cancel();
      await new Promise((resolve) => setImmediate(resolve));
      const under = pending.map(({ text }) => text);
      const waiting = kept.waiting.map(({ text }) => text);
      const all = [...stored, ...under, ...waiting, outbox.view().draft].join('\n');
      const marks = all.match(/#\d+#(?= )/g) ?? [];
      expect(marks.length).toBe(new Set(marks).size);
      if (all.length < 3_000) expect(marks.length).toBe(typed);
      expect(outbox.view().pending.map(({ text }) => text)).toEqual([...under, ...waiting]);
    }
  },
);

const slashedLike = fc
  .tuple(text, fc.constantFrom('/', '@', ':', ' @', ' :sm'), text)
  .map((t) => t.join(''));
const keptTarget = record({ as: fc.constantFrom('reply', 'edit', 'text', 1), id: anything });
const keptLike = record({
  draft: anything,
  target: fc.oneof(anything, keptTarget),
  aside: anything,
  waiting: fc.oneof(
    anything,
    fc.array(record({ key: anything, text: anything, form: fc.oneof(anything, keptTarget) })),
  ),
});
fuzz('of whatever was kept texts come back, and nothing else', 1_000, keptLike, (value) => {
  const { draft, aside, target, waiting } = parseUnsent(value);
  for (const each of [draft, aside, ...waiting.map((said) => said.text)]) {
    expect(typeof each).toBe('string');
  }
  for (const form of [target ?? { as: 'text' }, ...waiting.map((said) => said.form)]) {
    expect(['text', 'action', 'reply', 'edit']).toContain(form.as);
    if ('id' in form) expect(typeof form.id).toBe('string');
  }
  expect(typeof draftOf(parseUnsent(value))).toBe('string');
});

fuzz('of whatever was kept only strings come back', 1_000, anything, (value) => {
  for (const each of stringsOf(value)) expect(typeof each).toBe('string');
  if (!Array.isArray(value)) expect(stringsOf(value)).toEqual([]);
});

const long = fc
  .tuple(fc.array(text, { maxLength: 12 }), fc.constantFrom('', ' ', '\n', '\n\n  '))
  .map(([texts, between]) => texts.join(between).toWellFormed());
const bounded = fc.tuple(long, fc.integer({ min: 4, max: 200 }));
fuzz(
  'a long text in parts loses nothing but blanks, and each part fits',
  1_500,
  bounded,
  ([whole, max]) => {
    const parts = splitText(whole, max);
    for (const part of parts) {
      expect(utf8Length(part)).toBeLessThanOrEqual(max);
      expect(part.isWellFormed() && part.trim() !== '').toBe(true);
    }
    const signs = (said: string): string => said.replace(/\s/g, '');
    expect(signs(parts.join(''))).toBe(signs(whole));
  },
);

fuzz(
  'whatever is typed and wherever, what is completed stands before the caret',
  1_500,
  fc.tuple(slashedLike, fc.nat(60)),
  ([draft, at]) => {
    const trigger = triggerAt(draft, Math.min(at, draft.length));
    if (trigger === null) return;
    const { from, to, query } = trigger;
    expect(to).toBe(Math.min(at, draft.length));
    expect(['/', '@', ':']).toContain(draft[from]);
    expect(draft.slice(from + 1, to)).toBe(query);
  },
);

const slashed = fc
  .tuple(fc.constantFrom('', '/', '//', '/me ', '/etc/'), text)
  .map((t) => t.join(''));
fuzz(
  'a text as it would be typed says that text again, and is no command',
  1_000,
  slashed,
  (said) => {
    const typed = asTyped(said, 'text');
    expect(readSlash(typed)).toBeNull();
    expect(unescaped(typed)).toBe(said);
    expect(parseTyped(typed)).toEqual({ type: 'text', text: said });
  },
);
