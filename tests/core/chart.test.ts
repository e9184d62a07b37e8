import { expect, test } from 'vitest';
import { Chart } from '../../src/core/chart.ts';
import type { Epoch, PeerId } from '../../src/core/ids.ts';

function id(digit: string): PeerId {
  return digit.repeat(64) as PeerId; // 32 bytes
}

const [ME, HUB, BEN, GONE] = ['1', '2', '3', '4'].map(id) as [PeerId, PeerId, PeerId, PeerId];

/** What `of` states in version `n` of some start: links with these. */
function statement(of: PeerId, epoch: string, n: number, ...to: PeerId[]) {
  const who = { id: of, name: of[0] ?? '', epoch: epoch.repeat(16) as Epoch, addresses: [] };
  return { who, n, to: new Set(to) };
}

/** Ben told us himself that he has a link with somebody; then our link with him broke. */
function withoutBen(): Chart {
  const chart = new Chart(ME);
  for (const neighbour of [HUB, BEN]) chart.linkUp(neighbour);
  chart.stated(statement(HUB, 'a', 50, ME, BEN), HUB);
  chart.stated(statement(BEN, 'b', 100, ME, HUB, GONE), BEN);
  chart.stated(statement(GONE, 'c', 10, BEN), BEN);
  expect(chart.routes.get(GONE)).toBe(BEN);
  chart.linkDown(BEN);
  return chart;
}

test('whose link has ended is believed until the others are asked, so that nobody flickers', () => {
  const chart = withoutBen();
  expect(chart.routes.get(BEN)).toBe(HUB);
  expect(chart.routes.get(GONE)).toBe(HUB);
  expect([...chart.lacking]).toEqual([[BEN, HUB]]);
});

test('who has started again with a clock set back is believed as they are now', () => {
  const chart = withoutBen();
  expect(chart.lacks(BEN, 7)).toBe(true);
  expect(chart.stated(statement(BEN, 'd', 7, HUB), HUB)).toBe(true);
  expect(chart.routes.get(GONE)).toBeUndefined();
  expect(chart.lacking.size).toBe(0);
});

test('the same word from somebody else settles the doubt, and an older one of that start does not count', () => {
  const chart = withoutBen();
  expect(chart.stated(statement(BEN, 'b', 99, HUB), HUB)).toBe(false);
  expect(chart.stated(statement(BEN, 'b', 100, ME, HUB, GONE), HUB)).toBe(true);
  expect(chart.lacks(BEN, 7)).toBe(false);
  expect(chart.lacking.size).toBe(0);
});
