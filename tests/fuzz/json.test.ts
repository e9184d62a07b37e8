// src/core/json.ts
import fc from 'fast-check';
import { expect } from 'vitest';
import { JsonError, MAX_JSON_DEPTH, MAX_JSON_KEYS, parseJson } from '../../src/core/json.ts';
import { anyText, expectCleanPrototypes, orElse } from './arbitraries.ts';
import { fuzz } from './fuzz.ts';
import { anyTree, type Tree, write } from './json-trees.ts';

/** How deep a tree is, and whether every object in it is narrow and has harmless keys. */
function shapeOf(value: unknown): { depth: number; harmless: boolean } {
  if (typeof value !== 'object' || value === null) return { depth: 0, harmless: true };
  const children = Object.values(value).map(shapeOf);
  const keys = Array.isArray(value) ? [] : Object.getOwnPropertyNames(value);
  return {
    depth: 1 + Math.max(0, ...children.map(({ depth }) => depth)),
    harmless:
      keys.length <= MAX_JSON_KEYS &&
      !keys.includes('__proto__') &&
      !keys.includes('constructor') &&
      children.every((child) => child.harmless),
  };
}

/** Keys written twice count twice, whichever of them holds; keys with an escape are nobody's. */
function isPlain(tree: Tree): boolean {
  if ('raw' in tree) return !/[[{]/.test(tree.raw);
  if ('items' in tree) return tree.items.every(isPlain);
  const keys = tree.fields.map(([key]) => key);
  return (
    keys.length <= MAX_JSON_KEYS &&
    keys.every((key) => !/\\|__proto__|constructor/.test(key)) &&
    tree.fields.every(([, value]) => isPlain(value))
  );
}

function parsed(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function guarded(text: string): { value: unknown } | null {
  return orElse(() => ({ value: parseJson(Buffer.from(text)) }), JsonError);
}

fuzz(
  'what the guard lets through is what JSON says, and neither deep, wide nor poisoned',
  12_000,
  anyTree,
  (tree) => {
    const text = write(tree).toWellFormed();
    const [read, plain] = [guarded(text), parsed(text)];
    expectCleanPrototypes();
    if (read !== null) {
      expect(read).toEqual(plain);
      const { depth, harmless } = shapeOf(read.value);
      expect(depth).toBeLessThanOrEqual(MAX_JSON_DEPTH);
      expect(harmless).toBe(true);
    } else if (plain !== null && isPlain(tree)) {
      const { depth, harmless } = shapeOf(plain.value);
      expect(depth > MAX_JSON_DEPTH || !harmless, text).toBe(true);
    }
  },
);

fuzz(
  'any text and any bytes are JSON or are refused',
  4_000,
  fc.tuple(anyText, fc.uint8Array()),
  ([text, bytes]) => {
    for (const each of [text, JSON.stringify(text), `{${text}}`, `{"a":${text}}`, `["${text}"]`]) {
      const read = guarded(each);
      if (read !== null) expect(read).toEqual(parsed(Buffer.from(each).toString()));
    }
    orElse(() => parseJson(bytes), JsonError);
    orElse(
      () => parseJson(Buffer.concat([Buffer.from('["'), bytes, Buffer.from('"]')])),
      JsonError,
    );
  },
);
