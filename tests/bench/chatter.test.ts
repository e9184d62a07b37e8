import { expect, test } from 'vitest';
import { run } from '../../bench/chatter/contenders/talk.ts';
import { FLOOR } from '../../bench/group/carriers.ts';

const LITTLE = { peers: 3, messages: 5, everyMs: 20 };

test('a chatter times every message that others have said, in processes of their own', async () => {
  const { p50, p90, p99, cpu } = await run({ ...LITTLE, carrier: FLOOR.module.href });
  expect(p50).toBeGreaterThan(0);
  expect(p90).toBeGreaterThanOrEqual(p50);
  expect(p99).toBeGreaterThanOrEqual(p90);
  expect(p99).toBeLessThan(5_000);
  expect(cpu).toBeGreaterThan(0);
});

test('a chatter fails where a message is lost, and says what is wrong', async () => {
  const carrier = new URL('./contenders/loses.ts', import.meta.url).href;
  await expect(run({ ...LITTLE, messages: 95, everyMs: 2, carrier })).rejects.toThrow(
    /Message 101 of member \d came in place of 100/,
  );
});
