import { expect, test } from 'vitest';
import { err, type Failure, ok, type Result } from '../../src/core/result.ts';
import { Outbox, type Unsent } from '../../src/renderer/features/composer/outbox.ts';

const NOTHING: Unsent = { draft: '', waiting: [] };

type Answer = (result: Result<null, Failure>) => void;

/** An outbox as one page has it: what it handed over, how main answers, and what a reload finds. */
function page(unsent: Unsent) {
  const handed: string[] = [];
  const answers: Answer[] = [];
  let kept = unsent;
  const send = (text: string): Promise<Result<null, Failure>> => {
    handed.push(text);
    return new Promise((resolve) => answers.push(resolve));
  };
  const keep = (now: Unsent): void => {
    kept = now;
  };
  const outbox = new Outbox({ send, keep }, unsent);
  outbox.open();
  const answer = async (result: Result<null, Failure>): Promise<void> => {
    answers.shift()?.(result);
    await Promise.resolve();
    await Promise.resolve();
  };
  const say = (text: string): void => {
    outbox.edit(text);
    outbox.submit();
  };
  return { outbox, handed, answer, say, kept: () => kept };
}

test('a draft is found again after a reload', () => {
  const before = page(NOTHING);
  before.outbox.edit('half a thou');
  const after = page(before.kept());
  expect(after.outbox.view().draft).toBe('half a thou');
  expect(after.handed).toEqual([]);
});

test('a text in main’s hands at the reload is not sent again, those behind it are', async () => {
  const before = page(NOTHING);
  for (const text of ['one', 'two', 'three']) before.say(text);
  before.outbox.edit('four');
  expect(before.handed).toEqual(['one']);

  const after = page(before.kept());
  await after.answer(ok(null));
  await after.answer(ok(null));
  expect(after.handed).toEqual(['two', 'three']);
  expect(after.outbox.view()).toEqual({ draft: 'four', problem: undefined, sending: false });
  expect(after.kept()).toEqual({ draft: 'four', waiting: [] });
});

test('a text that is refused returns to the box with those behind it, and is kept there', async () => {
  const { outbox, handed, answer, say, kept } = page(NOTHING);
  say('one');
  say('two');
  outbox.edit('three');
  await answer(err({ code: 'not-stored', message: 'The disk is full.' }));
  const draft = 'one\ntwo\nthree';
  expect(outbox.view()).toEqual({ draft, problem: 'The disk is full.', sending: false });
  expect(kept()).toEqual({ draft, waiting: [] });
  expect(handed).toEqual(['one']);
});

test('what waits when the group is left is neither sent nor kept', async () => {
  const { outbox, handed, answer, say, kept } = page(NOTHING);
  say('one');
  say('two');
  const atLeaving = kept();
  outbox.close();
  await answer(ok(null));
  expect(handed).toEqual(['one']);
  expect(kept()).toBe(atLeaving);
});
