import { beforeEach, expect, test, vi } from 'vitest';
import { err, ok, type Result } from '../../src/core/result.ts';
import { jumpTo, laidOut, useJump } from '../../src/renderer/state/jump.ts';
import { useMirror } from '../../src/renderer/state/mirror.ts';
import { entry, placeOf } from '../support/entries.ts';
import { PLAIN } from '../support/message.ts';

const said = entry({ seq: 1, hlc: [1, 0] });
const { id: elsewhere } = placeOf(entry({ seq: 2, hlc: [2, 0] }));
const here = {
  ...{ ...PLAIN, ...placeOf(said), author: { id: said.author, name: 'Ana' } },
  ...{ text: '', sentAt: 1, own: false, late: false },
};

/** A request that is answered when the test says so. */
function pending(): {
  promise: Promise<Result<null, unknown>>;
  resolve: (answer: Result<null, unknown>) => void;
} {
  let resolve: (answer: Result<null, unknown>) => void = () => undefined;
  const promise = new Promise<Result<null, unknown>>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

beforeEach(() => {
  useJump.setState({ to: null, there: false });
  useMirror.setState(({ chat }) => ({ chat: { ...chat, messages: [here] } }));
});

function answering(answer: Promise<Result<null, unknown>>): void {
  vi.stubGlobal('window', { parley: { showAround: () => answer } });
}

test('nobody is sent later to a message that is here and not shown', async () => {
  await jumpTo(here.id);
  expect(useJump.getState().to).toBe(here.id);
  laidOut(false);
  expect(useJump.getState().to).toBeNull();
});

test('a message that is not here yet is waited for until the window has moved, and no longer', async () => {
  const asked = pending();
  answering(asked.promise);
  const jumped = jumpTo(elsewhere);
  laidOut(false);
  expect(useJump.getState().to).toBe(elsewhere);
  asked.resolve(ok(null));
  await jumped;
  expect(useJump.getState().to).toBe(elsewhere);
  laidOut(false);
  expect(useJump.getState().to).toBeNull();
});

test('whoever is sent elsewhere meanwhile is not held back by an answer that comes late', async () => {
  const late = pending();
  answering(late.promise);
  const first = jumpTo(elsewhere);
  await jumpTo(here.id);
  late.resolve(err({ code: 'message-not-here', message: 'Not here.' }));
  await first;
  expect(useJump.getState().to).toBe(here.id);
});
