import { describe, expect, test } from 'vitest';
import { type FanOutParams, run } from '../../bench/fan-out/contenders/flood.ts';
import { FLOOR, LIMIT, LINKS, WHOLE } from '../../bench/group/carriers.ts';

const LITTLE = { receivers: 3, processes: false, messages: 200, warmUp: 50, limitMs: 10_000 };

function flood(carrier: URL, params: Partial<FanOutParams> = {}): ReturnType<typeof run> {
  return run({ ...LITTLE, ...params, carrier: carrier.href });
}

function spoiled(name: string, limitMs = 10_000): ReturnType<typeof run> {
  return flood(new URL(`./contenders/${name}.ts`, import.meta.url), { limitMs });
}

const POSITIVE = { rate: expect.any(Number), cpu: expect.any(Number) };

describe('a fan-out', () => {
  test.each([FLOOR, LIMIT, LINKS, WHOLE])('of $name comes whole', async ({ module }) => {
    const { rate, cpu } = await flood(module);
    expect(rate).toBeGreaterThan(0);
    expect(cpu).toBeGreaterThan(0);
  });

  test('comes whole with a process for each', async () => {
    expect(await flood(FLOOR.module, { processes: true })).toEqual(POSITIVE);
  });

  test('fails where a message is lost', async () => {
    await expect(spoiled('loses')).rejects.toThrow('101 of member 0 came in place of 100');
    await expect(spoiled('loses-unordered', 1_000)).rejects.toThrow(
      'Not within 1000 ms: 250 messages; came: [[249],[249],[249]]',
    );
  });

  test('fails where a message comes twice', async () => {
    await expect(spoiled('doubles')).rejects.toThrow('100 of member 0 came in place of 101');
    await expect(spoiled('doubles-unordered')).rejects.toThrow('100 of member 0 came twice');
  });

  test('fails where messages change places, unless order is not promised', async () => {
    await expect(spoiled('swaps')).rejects.toThrow('101 of member 0 came in place of 100');
    expect(await spoiled('swaps-unordered')).toEqual(POSITIVE);
  });
});
