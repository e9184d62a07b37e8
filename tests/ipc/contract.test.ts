import { expect, test } from 'vitest';
import { BRIDGE } from '../../e2e/support/bridge-keys.ts';
import { CHANNELS } from '../../src/ipc/contract.ts';

test('what the page can ask for is on the list that is looked for in a real window', () => {
  expect([...Object.keys(CHANNELS), 'onEvent'].sort()).toEqual(BRIDGE);
});

test('each request has a channel of its own', () => {
  const channels = Object.values(CHANNELS);
  expect(new Set(channels).size).toBe(channels.length);
});
