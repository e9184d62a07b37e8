import { expect, test } from 'vitest';
import type { EntryId } from '../../src/core/ids.ts';
import { err, type Failure, ok, type Result } from '../../src/core/result.ts';
import { Outbox, type Spell, type Stay } from '../../src/renderer/state/outbox.ts';
import {
  draftOf,
  NOTHING_UNSENT,
  type Outgoing,
  parseUnsent,
  type Unsent,
} from '../../src/renderer/state/unsent.ts';

type Answer = (result: Result<null, Failure>) => void;

const FULL: Failure = { code: 'not-stored', message: 'The disk is full.' };
const ONE = 'one' as EntryId;
const TWO = 'two' as EntryId;

const asItIs: Spell = (text) => text;
/** A stay in another group. */
const ELSEWHERE: Stay = { spell: asItIs, keep: () => undefined };

/** An outbox as one page has it: what it handed over, how main answers, and what a reload finds. */
function page(unsent: unknown = NOTHING_UNSENT, spell: Spell = asItIs) {
  const handed: Outgoing[] = [];
  const answers: Answer[] = [];
  let kept = parseUnsent(unsent);
  const outbox = new Outbox({
    send: (outgoing) => {
      handed.push(outgoing);
      return new Promise((resolve) => answers.push(resolve));
    },
  });
  const keep = (now: Unsent): void => {
    // As it comes back from where pages keep things.
    kept = JSON.parse(JSON.stringify(now)) as Unsent;
  };
  outbox.open(kept, { spell, keep });
  const answer = async (result: Result<null, Failure>): Promise<void> => {
    answers.shift()?.(result);
    await Promise.resolve();
    await Promise.resolve();
  };
  const say = (text: string): void => {
    outbox.type(text);
    outbox.say([text]);
  };
  const texts = () => handed.map(({ text }) => text);
  const forms = () => handed.map(({ form }) => form);
  return { outbox, texts, forms, answer, say, kept: () => kept };
}

test('a draft is found again after a reload', () => {
  const before = page();
  before.outbox.type('half a thou');
  const after = page(before.kept());
  expect(after.outbox.view().draft).toBe('half a thou');
  expect(after.texts()).toEqual([]);
});

test('a text in main’s hands at the reload is not sent again, those behind it are', async () => {
  const before = page();
  for (const text of ['one', 'two', 'three']) before.say(text);
  before.outbox.type('four');
  expect(before.texts()).toEqual(['one']);

  const after = page(before.kept());
  await after.answer(ok(null));
  await after.answer(ok(null));
  expect(after.texts()).toEqual(['two', 'three']);
  expect(after.outbox.view()).toMatchObject({ draft: 'four', problem: null, pending: [] });
  expect(after.kept()).toEqual({ ...NOTHING_UNSENT, draft: 'four' });
});

test('what is not stored yet is on its way, in order, until it is', async () => {
  const { outbox, answer, say } = page();
  const pending = () => outbox.view().pending.map(({ text }) => text);
  say('one');
  say('two');
  expect(pending()).toEqual(['one', 'two']);
  await answer(ok(null));
  expect(pending()).toEqual(['two']);
  await answer(ok(null));
  expect(pending()).toEqual([]);
});

test('a text that is refused returns to the box with those behind it, and is kept there', async () => {
  const { outbox, texts, answer, say, kept } = page();
  say('one');
  say('two');
  outbox.type('three');
  await answer(err(FULL));
  const draft = 'one\ntwo\nthree';
  expect(outbox.view()).toEqual({ draft, target: null, problem: FULL, pending: [] });
  expect(kept()).toEqual({ ...NOTHING_UNSENT, draft });
  expect(texts()).toEqual(['one']);
});

test('what waits when the group is left is not sent', async () => {
  const { outbox, texts, answer, say, kept } = page();
  say('one');
  say('two');
  const atLeaving = kept();
  outbox.close();
  await answer(ok(null));
  expect(texts()).toEqual(['one']);
  expect(kept()).toBe(atLeaving);
  outbox.open(NOTHING_UNSENT, ELSEWHERE);
  expect(outbox.view()).toEqual({ draft: '', target: null, problem: null, pending: [] });
});

test('an empty text is refused with a sentence, and so is one of several that is too long', () => {
  const { outbox, texts, say } = page();
  say('  ');
  expect(outbox.view()).toMatchObject({ draft: '  ', problem: { code: 'text-empty' } });
  outbox.say(['fine', 'x'.repeat(8_193)]);
  expect(outbox.view()).toMatchObject({ draft: '  ', problem: { code: 'text-too-long' } });
  expect(texts()).toEqual([]);
});

test('of several texts at once the first one is the answer', async () => {
  const { outbox, texts, forms, answer } = page();
  outbox.reply(ONE);
  outbox.say(['a', 'b']);
  expect(outbox.view()).toMatchObject({ draft: '', target: null });
  await answer(ok(null));
  await answer(ok(null));
  expect(texts()).toEqual(['a', 'b']);
  expect(forms()).toEqual([{ as: 'reply', id: ONE }, { as: 'text' }]);
});

test('to answer somebody keeps what has been written, and so does not to', () => {
  const { outbox } = page();
  outbox.type('well');
  outbox.reply(ONE);
  outbox.reply(TWO);
  expect(outbox.view()).toMatchObject({ draft: 'well', target: { as: 'reply', id: TWO } });
  outbox.cancel();
  expect(outbox.view()).toMatchObject({ draft: 'well', target: null });
});

test('what was being written comes back when a message has been changed, or is not', async () => {
  const { outbox, texts, forms, answer } = page();
  outbox.type('half a thou');
  outbox.edit(ONE, 'teh');
  outbox.edit(TWO, 'hte');
  expect(outbox.view()).toMatchObject({ draft: 'hte', target: { as: 'edit', id: TWO } });
  outbox.cancel();
  expect(outbox.view()).toMatchObject({ draft: 'half a thou', target: null });
  outbox.edit(ONE, 'teh');
  outbox.say(['the']);
  expect(outbox.view()).toMatchObject({ draft: 'half a thou', target: null });
  await answer(ok(null));
  expect(texts()).toEqual(['the']);
  expect(forms()).toEqual([{ as: 'edit', id: ONE }]);
});

test('a change that is refused is taken up again, with what was being written beside it', async () => {
  const { outbox, answer } = page();
  outbox.type('half a thou');
  outbox.edit(ONE, 'teh');
  outbox.say(['the']);
  await answer(err(FULL));
  expect(outbox.view()).toMatchObject({
    ...{ draft: 'the', target: { as: 'edit', id: ONE }, problem: FULL },
  });
  outbox.cancel();
  expect(outbox.view()).toMatchObject({ draft: 'half a thou', target: null });
});

test('a refused text does not get into the message that is being changed', async () => {
  const { outbox, answer, say } = page();
  say('one');
  outbox.edit(ONE, 'teh');
  await answer(err(FULL));
  expect(outbox.view()).toMatchObject({ draft: 'teh', problem: FULL });
  outbox.cancel();
  expect(outbox.view()).toMatchObject({ draft: 'one', target: null });
});

test('a refused answer is still one, and a refused action is typed as it was', async () => {
  const { outbox, answer } = page();
  outbox.reply(ONE);
  outbox.say(['yes']);
  await answer(err(FULL));
  expect(outbox.view()).toMatchObject({ draft: 'yes', target: { as: 'reply', id: ONE } });
  outbox.cancel();
  outbox.say(['waves'], 'action');
  await answer(err(FULL));
  expect(outbox.view().draft).toBe('/me waves');
});

test('a later start finds all that was typed, but no change that was begun', () => {
  const { outbox, kept, say } = page();
  for (const text of ['in main’s hands', '/quit', 'two']) say(text);
  outbox.type('three');
  outbox.edit(ONE, 'teh');
  expect(draftOf(kept())).toBe('//quit\ntwo\nthree');
  expect(draftOf(page(kept()).kept())).toBe('two\nthree');
});

test('what has been typed before a draft was found comes after it', () => {
  const { outbox } = page();
  outbox.type('b');
  outbox.found('a');
  expect(outbox.view().draft).toBe('a\nb');
});

/** As long as emoji are being loaded: texts with a name in them wait. */
function slowSpelling() {
  let loaded: () => void = () => undefined;
  const loading = new Promise<void>((resolve) => {
    loaded = resolve;
  });
  const spell: Spell = (text) =>
    text.includes(':tada:') ? loading.then(() => text.replace(':tada:', '🎉')) : text;
  const load = async (): Promise<void> => {
    loaded();
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };
  return { spell, load };
}

test('a text that waits for emoji is said, in order, whatever is typed meanwhile', async () => {
  const { spell, load } = slowSpelling();
  const { outbox, texts, answer, say } = page(NOTHING_UNSENT, spell);
  say('done :tada:');
  say('next');
  outbox.type('and so');
  expect(texts()).toEqual([]);
  expect(outbox.view().draft).toBe('and so');
  await load();
  await answer(ok(null));
  await answer(ok(null));
  expect(texts()).toEqual(['done 🎉', 'next']);
  expect(outbox.view()).toMatchObject({ draft: 'and so', problem: null, pending: [] });
});

test('one that waits for emoji outlives a reload, and is taken back as it was typed', async () => {
  const before = page(NOTHING_UNSENT, slowSpelling().spell);
  before.say('done :tada:');
  const { spell, load } = slowSpelling();
  const after = page(before.kept(), spell);
  await load();
  expect(after.texts()).toEqual(['done 🎉']);
  await after.answer(err(FULL));
  expect(after.outbox.view()).toMatchObject({ draft: 'done :tada:', problem: FULL });
});

test('one that waits for emoji when the group is left is not sent to the next', async () => {
  const { spell, load } = slowSpelling();
  const { outbox, texts, say } = page(NOTHING_UNSENT, spell);
  say('done :tada:');
  outbox.close();
  outbox.open(NOTHING_UNSENT, ELSEWHERE);
  await load();
  expect(texts()).toEqual([]);
});

test.each([false, true])(
  'what is refused after leaving is kept for its group (then in another: %s)',
  async (rejoined) => {
    const { outbox, answer, say, kept } = page();
    say('one');
    say('two');
    outbox.type('three');
    outbox.close();
    if (rejoined) outbox.open({ ...NOTHING_UNSENT, draft: 'elsewhere' }, ELSEWHERE);
    await answer(err(FULL));
    expect(draftOf(kept())).toBe('one\ntwo\nthree');
    const draft = rejoined ? 'elsewhere' : '';
    expect(outbox.view()).toEqual({ draft, target: null, problem: null, pending: [] });
  },
);

test('a draft that is found while a message is being changed waits beside it', () => {
  const { outbox } = page();
  outbox.type('b');
  outbox.edit(ONE, 'teh');
  outbox.found('a');
  expect(outbox.view()).toMatchObject({ draft: 'teh', target: { as: 'edit', id: ONE } });
  outbox.cancel();
  expect(outbox.view()).toMatchObject({ draft: 'a\nb', target: null });
});

test('an action answers nothing, which is said, and the answer is not given up', () => {
  const { outbox, texts } = page();
  outbox.reply(ONE);
  outbox.type('/me waves');
  outbox.say(['waves'], 'action');
  expect(outbox.view()).toMatchObject({
    draft: '/me waves',
    target: { as: 'reply', id: ONE },
    problem: { code: 'action-answers-nothing' },
  });
  expect(texts()).toEqual([]);
  outbox.cancel();
  outbox.say(['waves'], 'action');
  expect(texts()).toEqual(['waves']);
});
