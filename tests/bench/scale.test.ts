import { expect, test } from 'vitest';
import { bytesOf, join, leave, links, quiet, said, type Traffic } from '../../bench/scale/mesh.ts';
import { breaksAt } from '../../bench/scale/paper.ts';
import { Group, type Member } from '../support/group.ts';

/** What sealing and both lengths add to the JSON of a message that is alone in its frame. */
const AROUND_BYTES = 4 + 4 + 1 + 16;

/** What has been said since the last time, by kind. */
function heard({ network }: Group): Traffic {
  const found: Record<string, { count: number; bytes: number }> = {};
  for (const { message } of network.frames.splice(0)) {
    const kind = typeof message?.['t'] === 'string' ? message['t'] : 'opening';
    found[kind] ??= { count: 0, bytes: 0 };
    found[kind].count += 1;
    if (message !== null) found[kind].bytes += JSON.stringify(message).length + AROUND_BYTES;
  }
  return found;
}

function counts(traffic: Traffic, kinds: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(kinds.map((kind) => [kind, traffic[kind]?.count ?? 0]));
}

/** Of these kinds, formula beside count: equal in number, and nearly so in bytes. */
function expectLike(
  found: Traffic,
  formula: Traffic,
  kinds: readonly string[],
  within: number,
): void {
  expect(counts(found, kinds)).toEqual(counts(formula, kinds));
  const only = (of: Traffic): Traffic =>
    Object.fromEntries(
      kinds.filter((kind) => kind !== 'opening').map((kind) => [kind, of[kind]]),
    ) as Traffic; // those that were just counted
  expect(Math.abs(bytesOf(only(found)) / bytesOf(only(formula)) - 1)).toBeLessThan(within);
}

async function meshOf(n: number): Promise<{ readonly group: Group; readonly first: Member }> {
  const group = new Group();
  const names = Array.from({ length: n }, (_, i) => `peer${100 + i}`);
  const [first] = await group.mesh(...(names as [string, ...string[]])); // n is more than none
  await group.quiet(20_000);
  heard(group);
  return { group, first };
}

test.each([8, 16])(
  'what a message, silence, a newcomer and a goodbye cost is what the formulas say: %i peers',
  async (n) => {
    const { group, first } = await meshOf(n - 1);

    const last = await group.start('peer999', [first.name]);
    await group.until(() => last.count('direct') === n - 1, 'a full mesh');
    await group.quiet(1_000);
    expectLike(heard(group), join(n), Object.keys(join(n)), 0.1);

    await group.quiet(30_000);
    heard(group);
    await group.quiet(60_000);
    const silence = heard(group);
    expect(silence['digest']?.count).toBe(60 * (quiet(n)['digest']?.count ?? 0));
    for (const kind of ['ping', 'pong']) {
      // A digest is a sign of life too, so now and then nobody asks.
      expect((silence[kind]?.count ?? 0) / 60 / (quiet(n)[kind]?.count ?? 0)).toBeCloseTo(1, 1);
    }
    expect(Object.keys(silence).sort()).toEqual(['digest', 'ping', 'pong']);

    await first.say('x'.repeat(200));
    await group.quiet(500);
    expectLike(heard(group), said(n, 200), ['entries', 'have'], 0.02);

    await last.leave();
    await group.quiet(500);
    expectLike(heard(group), leave(n), ['goodbye', 'links-changed'], 0.01);
  },
);

test('a mesh of n has a link for each pair', async () => {
  const { group } = await meshOf(8);
  expect(group.network.open.length).toBe(links(8));
});

test('a bound breaks at the first number that is beyond it', () => {
  expect(breaksAt(108, (n) => n - 1)).toBe(110);
  expect(breaksAt(1_000, (n) => n ** 2)).toBe(32);
});
