import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CATALOGUES } from '../../src/renderer/words/catalogue.ts';
import { failures } from '../../src/renderer/words/it/failures.ts';
import { localeFor } from '../../src/renderer/words/locale.ts';
import { wordsIn } from '../../src/renderer/words/words.ts';
import { ENGLISH, ITALIAN } from '../support/locales.ts';
import { argumentsOf, formatted } from './messages.ts';

const english = messagesOf(CATALOGUES.en);
const italian = messagesOf(CATALOGUES.it);

test('every language says everything', () => {
  expect([...italian.keys()].toSorted()).toEqual([...english.keys()].toSorted());
});

test('nothing is said that nobody reads', () => {
  // Whole keys, and the beginnings of those that are put together: `lacking.${name}`.
  const sources = sourcesIn(join(import.meta.dirname, '..', '..', 'src', 'renderer'));
  const read = (path: string): boolean => {
    const group = path.slice(0, path.lastIndexOf('.') + 1);
    return sources.includes(`'${path}'`) || (group !== '' && sources.includes(`\`${group}\${`));
  };
  const paths = [...english.keys()].map((key) => key.slice(key.indexOf('.') + 1));
  expect(paths.filter((path) => !read(path))).toEqual([]);
});

describe('every message', () => {
  test('is ICU, and takes the same arguments in every language', () => {
    const wanted = [...english].map(([key, text]) => [key, argumentsOf(text, 'en')]);
    const taken = [...italian].map(([key, text]) => [key, argumentsOf(text, 'it')]);
    expect(Object.fromEntries(taken)).toEqual(Object.fromEntries(wanted));
  });

  test.each([0, 1, 2, 1_000_000])('can be said of %i, with nothing of ICU left in it', (count) => {
    const all = [...english].map(([, text]) => formatted(text, 'en', count));
    all.push(...[...italian].map(([, text]) => formatted(text, 'it', count)));
    all.push(...Object.values(failures).map((text) => formatted(text, 'it', count)));
    expect(
      all.filter((said) => said.trim() === '' || /[{}<>]|#(?!…)|undefined/.test(said)),
    ).toEqual([]);
  });

  test('has a typographic apostrophe: ICU takes a straight one for a quotation mark', () => {
    const all = [...english, ...italian];
    expect(all.filter(([, text]) => text.includes("'"))).toEqual([]);
  });

  test('has words, and no blank at either end', () => {
    const all = [...english, ...italian];
    expect(all.filter(([, text]) => text === '' || text !== text.trim())).toEqual([]);
  });
});

describe('the language of the window', () => {
  test('is the first one of the system that there are words in', () => {
    expect(localeFor('system', ['de-CH', 'it-CH', 'en-US'])).toEqual({
      language: 'it',
      tag: 'it-CH',
    });
  });

  test('is English, with dates as most of the world writes them, where the system has neither', () => {
    expect(localeFor('system', ['de-CH'])).toEqual({ language: 'en', tag: 'en-GB' });
  });

  test('is the chosen one, in the region of the system where that has one', () => {
    expect(localeFor('en', ['it-IT', 'en-IE'])).toEqual({ language: 'en', tag: 'en-IE' });
    expect(localeFor('it', ['en-US'])).toEqual({ language: 'it', tag: 'it' });
  });

  test('is spoken as in the region of the system, which Chromium names after the bare language', () => {
    expect(localeFor('system', ['it', 'it-CH', 'en-US']).tag).toBe('it-CH');
    expect(localeFor('it', ['en-US', 'it', 'it-CH']).tag).toBe('it-CH');
    expect(localeFor('system', ['it', 'en-US']).tag).toBe('it');
  });

  test('is not mistaken for one that begins alike', () => {
    expect(localeFor('system', ['ite', 'eng-US', 'it'])).toEqual({ language: 'it', tag: 'it' });
  });
});

test('words are said with their numbers, in the language asked for', () => {
  const values = { reached: 3, others: 12_345 };
  expect(wordsIn(ENGLISH, 'connection')('reached', values)).toBe('Connected to 3 of 12,345');
  expect(wordsIn(ITALIAN, 'connection')('reached', values)).toBe('In contatto con 3 di 12.345');
});

/** All source outside the catalogues themselves, in one piece. */
function sourcesIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const read = files.filter((file) => /\.tsx?$/.test(file) && !/^words[\\/](en|it)/.test(file));
  return read.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
}

/** Every message of a catalogue by its path: `join.name`. */
function messagesOf(catalogue: object, path: readonly string[] = []): Map<string, string> {
  const entries = Object.entries(catalogue).flatMap(([key, value]: [string, unknown]) => {
    const here = [...path, key];
    if (typeof value === 'string') return [[here.join('.'), value] as const];
    if (typeof value === 'object' && value !== null) return [...messagesOf(value, here)];
    throw new Error(`${here.join('.')} is neither a message nor a group of them`);
  });
  return new Map(entries);
}
