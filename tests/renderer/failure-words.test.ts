import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';
import { parseAddress, parsePort } from '../../src/core/address.ts';
import type { Failure, Result } from '../../src/core/result.ts';
import { parseSecret } from '../../src/core/secret.ts';
import { parseSeeds } from '../../src/core/seeds.ts';
import { parseName, parseText } from '../../src/core/text.ts';
import { failureIn } from '../../src/renderer/words/failures.ts';
import { failures } from '../../src/renderer/words/it/failures.ts';
import { ENGLISH, ITALIAN } from '../support/locales.ts';
import { argumentsOf } from './messages.ts';

const SOURCES = join(import.meta.dirname, '..', '..', 'src');

/** Why a dial or a link has ended: `seed-unreachable` and its kind say it in a sentence of their own. */
const ENDS = ['full', 'lost', 'not-found', 'refused', 'reset', 'silent', 'timeout', 'unreachable'];
/** Said by the composer in the window's own language. */
const COMPOSER = ['command-lacking', 'command-too-much'];

/** A place in the source that makes a failure: `{ code: '...', message, params: { ... } }`. */
type Site = { readonly file: string; readonly code: string; readonly params: readonly string[] };

const sites = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('cli'))
  .flatMap(sitesIn);
const codes = [...new Set(sites.map(({ code }) => code))].toSorted();

test('whatever can go wrong has words in Italian', () => {
  const spared = [...ENDS, ...COMPOSER];
  expect(codes.length).toBeGreaterThan(50);
  expect(codes.filter((code) => !(code in failures) && !spared.includes(code))).toEqual([]);
});

test('there are no words for what cannot go wrong', () => {
  // Codes of names are put together of what it is and what is wrong with it.
  const labels = ['name', 'group', 'nickname', 'status'].flatMap((what) =>
    ['empty', 'characters', 'too-long'].map((wrong) => `${what}-${wrong}`),
  );
  const known = [...codes, ...labels];
  expect(Object.keys(failures).filter((code) => !known.includes(code))).toEqual([]);
});

test.each(codes.filter((code) => code in failures))('%s names only what it is told of', (code) => {
  const told = sites.filter((site) => site.code === code).flatMap(({ params }) => params);
  const asked = argumentsOf(failures[code] ?? '', 'it').map((argument) => argument.split(' ')[0]);
  // What is spread into the parameters cannot be seen here.
  if (!told.includes('...')) expect(new Set(told)).toEqual(new Set([...told, ...asked]));
});

const bytes = (length: number): Uint8Array => new Uint8Array(length);

describe('a failure is said', () => {
  test.each<[Result<unknown, Failure>, string]>([
    [parsePort(''), 'Scrivi una porta.'],
    [parsePort('99999'), '“99999” non è una porta: usa un numero da 0 a 65535.'],
    [parseAddress('10.0.0.1:x'), '“x” non è una porta: usa un numero da 1 a 65535.'],
    [parseAddress('10.0.0.1:'), 'Scrivi una porta.'],
    [parseAddress('10.0.0.300:1'), '“10.0.0.300” non è un indirizzo.'],
    [
      parseAddress('nowhere'),
      '“nowhere” non è un indirizzo: scrivi host:porta, per esempio 192.168.1.20:4242.',
    ],
    [parseName('a'.repeat(33)), 'Il tuo nome è troppo lungo: al massimo 32 caratteri.'],
    [
      parseText('x'.repeat(9_000)),
      'Questo messaggio è troppo lungo: 9000 byte, su un massimo di 8192.',
    ],
    [
      parseSecret('abc', bytes),
      'Troppo corta per proteggere il gruppo: usa almeno quattro parole o 12 caratteri a caso, per esempio “abandon abandon abandon abandon abandon abandon”.',
    ],
  ])('in Italian with what it is about: %#', (read, wanted) => {
    if (read.ok) throw new Error('It should have been refused');
    expect(failureIn(ITALIAN, read.error)).toBe(wanted);
    expect(failureIn(ENGLISH, read.error)).toBe(read.error.message);
  });

  test('once for each seed that is wrong', () => {
    const seeds = parseSeeds('a:1 b c');
    if (seeds.ok) throw new Error('It should have been refused');
    expect(seeds.error.map((failure) => failureIn(ITALIAN, failure))).toEqual([
      expect.stringContaining('“b” non è un indirizzo'),
      expect.stringContaining('“c” non è un indirizzo'),
    ]);
  });

  test('in English where there are no other words, or where these lack something', () => {
    const unknown = { code: 'of-a-newer-version', message: 'Something new.' };
    expect(failureIn(ITALIAN, unknown)).toBe('Something new.');
    const bare = { code: 'port-taken', message: 'Port 1 is taken by another program.' };
    expect(failureIn(ITALIAN, bare)).toBe(bare.message);
  });
});

describe('a warning is said in Italian', () => {
  test.each<[Failure['code'], Failure['params'], string]>([
    [
      'clock-skew',
      { whose: 'other', name: 'Ben', way: 'fast', unit: 'minutes', count: 7 },
      'L’orologio di Ben è avanti di 7 minuti.',
    ],
    [
      'clock-skew',
      { whose: 'own', name: '', way: 'slow', unit: 'hours', count: 1 },
      'Il tuo orologio sembra indietro di un’ora.',
    ],
    [
      'seed-other-group',
      { where: 'a:1', theirs: 'x', named: 'yes', group: '', ours: 'no' },
      'a:1 è in “x”, non in questo gruppo.',
    ],
    [
      'seed-unreachable',
      { where: 'a:1', why: 'refused', reason: 'nothing is listening there' },
      'a:1 non ha risposto: lì non c’è nessuno in ascolto.',
    ],
    [
      'seed-unreachable',
      { where: 'a:1', why: 'EODD', reason: 'odd <thing>' },
      'a:1 non ha risposto: odd <thing>.',
    ],
    [
      'history-damaged',
      { what: 'all', saved: 3, of: 10, lost: 7, file: 'f' },
      'La cronologia su questo computer era danneggiata. 3 su circa 10 messaggi sono salvi; il resto torna dagli altri man mano che compaiono. Il file danneggiato è conservato come f.',
    ],
    [
      'history-damaged',
      { what: 'all', saved: -1, of: -1, lost: 0, file: 'f' },
      'La cronologia su questo computer era danneggiata. Quello che si poteva leggere è salvo; il resto torna dagli altri man mano che compaiono. Il file danneggiato è conservato come f.',
    ],
    [
      'known-name-new-key',
      {
        ...{ how: 'arrived', name: 'Sam', was: '', mark: '3f2a', marks: '5a11' },
        ...{ whom: 'verified', last: 'no' },
      },
      'È arrivata un’altra persona di nome Sam (3f2a): non è Sam di cui hai confermato l’identità (5a11). Confrontate i numeri prima di fidarti di quello che dice.',
    ],
  ])('%s: %#', (code, params, wanted) => {
    expect(failureIn(ITALIAN, { code, message: 'English.', params })).toBe(wanted);
  });
});

/** A node of the syntax tree, as ESTree has it. */
type Node = { readonly type: string; readonly [key: string]: unknown };

function sitesIn(file: string): readonly Site[] {
  const found: Site[] = [];
  walk(parseSync(file, readFileSync(join(SOURCES, file), 'utf8')).program);
  return found;

  function walk(node: unknown): void {
    if (Array.isArray(node)) {
      node.forEach(walk);
      return;
    }
    if (typeof node !== 'object' || node === null || !('type' in node)) return;
    const { type, ...rest } = node as Node;
    if (type === 'ObjectExpression') {
      const entries = entriesOf(rest['properties']);
      const code = entries.get('code');
      if (typeof code?.['value'] === 'string' && entries.has('message')) {
        found.push({ file, code: code['value'], params: namesIn(entries.get('params')) });
      }
    }
    Object.values(rest).forEach(walk);
  }
}

/** The names in an object as it is written; `...` where it is made elsewhere, or in part. */
function namesIn(node: Node | undefined): readonly string[] {
  if (node === undefined) return [];
  if (node.type !== 'ObjectExpression') return ['...'];
  return [...entriesOf(node['properties']).keys()];
}

function entriesOf(properties: unknown): ReadonlyMap<string, Node> {
  const entries = Array.isArray(properties) ? properties : [];
  return new Map(
    entries.map((property): [string, Node] => {
      if (property.type !== 'Property') return ['...', property];
      return [property.key.name ?? property.key.value, property.value];
    }),
  );
}
