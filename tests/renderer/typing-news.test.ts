import { expect, test } from 'vitest';
import { TypingNews } from '../../src/renderer/features/composer/typing-news.ts';

/** What main is told, and the clock, which is turned by hand. */
function box() {
  const told: boolean[] = [];
  let now = 0;
  const news = new TypingNews(
    (on) => told.push(on),
    () => now,
  );
  const type = (draft: string): void => {
    news.typed(draft);
    news.shows(draft);
  };
  const pass = (ms: number): void => {
    now += ms;
  };
  return { news, told, type, pass };
}

test('whoever types is writing, which is told again from time to time', () => {
  const { told, type, pass } = box();
  type('g');
  type('go');
  expect(told).toEqual([true]);
  pass(1_000);
  type('goo');
  expect(told).toEqual([true, true]);
});

test('what comes into the box without being typed is not being written', () => {
  const { news, told } = box();
  news.shows('');
  news.shows('a draft that was kept');
  news.shows('an own message, taken up again');
  expect(told).toEqual([]);
});

test('nothing is being written any more once it is sent, or taken out', () => {
  const { news, told, type } = box();
  type('good');
  news.shows('');
  expect(told).toEqual([true, false]);
  type('more');
  type('');
  expect(told).toEqual([true, false, true, false]);
  type('the edit of a message');
  news.shows('what was being written before');
  expect(told).toEqual([true, false, true, false, true, false]);
});

test('a command is not a message, two slashes are', () => {
  const { told, type } = box();
  type('/me waves');
  expect(told).toEqual([]);
  type('//me');
  expect(told).toEqual([true]);
});
