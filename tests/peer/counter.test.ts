import { expect, test } from 'vitest';
import { Counter } from '../../src/peer/counter.ts';
import type { Link } from '../../src/peer/link.ts';

/** All that a counter looks at. */
function reader(congested = false): Link & { congested: boolean } {
  return { congested } as Link & { congested: boolean };
}

/** Lets what has been asked and answered take its way. */
async function turn(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}

test('one reader is served one page at a time, others meanwhile', async () => {
  const counter = new Counter(() => undefined);
  const [ana, ben] = [reader(), reader()];
  const open: (() => void)[] = [];
  const served: string[] = [];
  const serve = (what: string) => (): Promise<void> => {
    served.push(what);
    return new Promise((resolve) => {
      open.push(resolve);
    });
  };
  for (const n of [1, 2, 3]) counter.ask(ana, serve(`ana ${n}`));
  counter.ask(ben, serve('ben 1'));
  expect(served).toEqual(['ana 1', 'ben 1']);
  open[0]?.();
  await turn();
  expect(served).toEqual(['ana 1', 'ben 1', 'ana 2']);
});

test('a failure is told, and the next question answered', async () => {
  const failures: unknown[] = [];
  const counter = new Counter((error) => failures.push(error));
  const ana = reader();
  let served = 0;
  counter.ask(ana, () => Promise.reject(new Error('disk')));
  counter.ask(ana, async () => {
    served += 1;
  });
  await turn();
  expect(failures).toEqual([new Error('disk')]);
  expect(served).toBe(1);
});

test('who has gone is served no more', async () => {
  const counter = new Counter(() => undefined);
  const ana = reader(true);
  counter.ask(ana, () => expect.unreachable('Ana has gone'));
  counter.linkDown(ana);
  ana.congested = false;
  counter.drained(ana);
  await turn();
});
