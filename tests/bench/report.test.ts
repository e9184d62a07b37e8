import { expect, test } from 'vitest';
import type { Plot, Trial, TrialResult } from '../../bench/harness/benchmark.ts';
import { withSection } from '../../bench/harness/document.ts';
import { svgOf } from '../../bench/harness/plot.ts';
import { comparedTo, quantile, reached, slopeOf } from '../../bench/harness/statistics.ts';
import { trialTables } from '../../bench/harness/table.ts';

const RESULT: TrialResult = {
  samples: {
    raw: [{ rate: 100 }, { rate: 200 }, { rate: 50 }],
    ours: [{ rate: 500 }, { rate: 600 }, { rate: 400 }],
  },
  skipped: { broker: 'is not installed' },
};

const module = new URL('file:///nowhere.ts');
const REACH = { contender: 'ours', metric: 'rate', against: 'raw', what: 'five times raw' };
const TRIAL: Trial = {
  id: 'one',
  title: 'One to seven',
  metrics: [{ key: 'rate', title: 'messages', unit: '1/s', better: 'higher' }],
  contenders: [
    { name: 'raw', module },
    { name: 'ours', module },
    { name: 'broker', module },
  ],
  reach: [
    { ...REACH, atLeast: 5 },
    { ...REACH, atLeast: 6, what: 'six times raw' },
    { ...REACH, contender: 'broker', atMost: 1, what: 'the broker is slower' },
  ],
};

test('numbers are compared within their rounds', () => {
  expect(comparedTo(RESULT, 'ours', 'raw', 'rate')).toEqual({ median: 5, low: 3, high: 8 });
  expect(comparedTo(RESULT, 'ours', 'raw', 'rate', 'difference')?.median).toBe(400);
  expect(comparedTo(RESULT, 'broker', 'raw', 'rate')).toBeNull();
});

test('a bound is reached, short of, or not known', () => {
  expect(reached(RESULT, { ...REACH, atLeast: 5 })).toEqual({ value: 5, met: true });
  expect(reached(RESULT, { ...REACH, atMost: 4.9 })).toEqual({ value: 5, met: false });
  expect(reached(RESULT, { ...REACH, against: null, atLeast: 501 })?.met).toBe(false);
  expect(reached(RESULT, { ...REACH, contender: 'broker', atLeast: 1 })).toBeNull();
});

test('quantiles lie between numbers, and a slope is the power by which something grows', () => {
  expect([0, 0.5, 0.9, 1].map((q) => quantile([3, 1, 2, 4], q))).toEqual([1, 2.5, 3.7, 4]);
  const of = (power: number) => [1, 10, 100, 1_000].map((x) => [x, 3 * x ** power] as const);
  expect([0, 1, 2].map((power) => Number(slopeOf(of(power)).toFixed(6)))).toEqual([0, 1, 2]);
});

test('a table says the middle, the range, the ratio, who did not run, and what is short', () => {
  expect(trialTables(TRIAL, RESULT)).toBe(`**One to seven**

|  | messages, 1/s | x floor |
|---|---:|---:|
| raw | 100 (50 to 200) | 1 |
| ours | 500 (400 to 600) | 5 (3 to 8) |
| broker | not run: is not installed |  |

| to reach | measured |  |
|---|---:|---:|
| five times raw | 5 | reached |
| six times raw | 5 | **short** |
| the broker is slower |  | not run |`);
});

test('what is measured takes the place of what was, and what people wrote stays', () => {
  const once = withSection('# Head\n', 'a', 'first');
  const both = withSection(once, 'b', 'other');
  expect(withSection(both, 'a', 'second').replaceAll('first', '?')).toBe(
    both.replace('first', 'second'),
  );
  expect(both.startsWith('# Head\n')).toBe(true);
});

test.each<Plot>([
  {
    kind: 'bars',
    name: 'b',
    title: 'A & "B" <c>',
    y: { title: 'ms' },
    bars: [
      { name: 'one', value: 5, range: [4, 7] },
      { name: 'two with a long name', value: 10 },
    ],
  },
  {
    kind: 'lines',
    name: 'l',
    title: 'A & "B" <c>',
    x: { title: 'peers', log: true },
    y: { title: 'us', log: true },
    lines: [
      {
        name: 'x<y',
        points: [
          [2, 1],
          [64, 1_000],
        ],
      },
    ],
  },
])('a picture of $kind holds every name, escaped, and stays within its frame', (plot) => {
  const svg = svgOf(plot);
  expect(svg).toContain('aria-label="A &#38; &#34;B&#34; &#60;c&#62;"');
  expect(svg).not.toContain('NaN');
  const places = [...svg.matchAll(/ (c?[xy][12]?)="(-?[\d.]+)"/g)].map(([, , at]) => Number(at));
  expect(places.length).toBeGreaterThan(10);
  expect(places.filter((at) => at < 0 || at > 720)).toEqual([]);
});
