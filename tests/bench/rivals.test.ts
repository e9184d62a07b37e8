import { expect, test } from 'vitest';
import { load, reasonIn } from '../../bench/rivals/installed.ts';

test('what npm says first is the reason, without the path of its log', () => {
  const stderr = [
    'npm warn Unknown user config',
    'npm error code ECONNREFUSED',
    'npm error A complete log of this run can be found in: /somewhere/debug-0.log',
  ].join('\n');
  expect(reasonIn(stderr)).toBe('code ECONNREFUSED');
  expect(reasonIn('')).toBe('without a word');
});

test('a module that lacks what is used of it is refused by name', async () => {
  type Path = { join(...parts: string[]): string };
  const { join } = await load<Path>('node:path', ['join']);
  expect(join('a', 'b')).toMatch(/^a.b$/);
  type Other = { fly(): void };
  await expect(load<Other>('node:path', ['fly'])).rejects.toThrow('node:path has no fly to call');
});
