import fc from 'fast-check';

/**
 * JSON as it is written, so that it can be written wrong: keys twice, numbers that no program prints,
 * strings with halves of characters, and text that is no JSON at all. `raw` goes out as it stands.
 */
export type Tree =
  | { readonly raw: string }
  | { readonly items: readonly Tree[] }
  | { readonly fields: readonly Field[] };
type Field = readonly [key: string, value: Tree];

/** The tree of a value, as `JSON.stringify` would write it. */
export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { items: value.map(treeOf) };
  if (typeof value === 'object' && value !== null) {
    return {
      fields: Object.entries(value).map(([key, each]) => [JSON.stringify(key), treeOf(each)]),
    };
  }
  return { raw: JSON.stringify(value) ?? 'null' };
}

export function write(tree: Tree): string {
  if ('raw' in tree) return tree.raw;
  if ('items' in tree) return `[${tree.items.map(write).join(',')}]`;
  return `{${tree.fields.map(([key, value]) => `${key}:${write(value)}`).join(',')}}`;
}

const NESTED = 40;
/** Values that nobody honest puts there. */
const ODD_VALUES = [
  ...[
    'null',
    'true',
    '""',
    '[]',
    '{}',
    '[null]',
    '{"":0}',
    '0',
    '-0',
    '-1',
    '1.5',
    '1e400',
    '-1e400',
  ],
  ...['9007199254740991', '9007199254740993', '4294967296', '8640000000000000', '8640000000000001'],
  ...[
    '1E2',
    '1e-7',
    `${'9'.repeat(400)}`,
    '"NaN"',
    '"Infinity"',
    '"1"',
    '"__proto__"',
    '"\\u0000"',
  ],
  ...['"\\ud800"', '"\\udc00\\ud800"', '"\\u202e"', '" Ana"', '"ana\\u200b"', '"left"', '"live"'],
  ...['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}'],
  ...[
    '{"\\u005f_proto__":1}',
    '{"length":9}',
    '{"0":1,"length":1}',
    '{"toString":1}',
    '{"then":1}',
  ],
  `${'['.repeat(NESTED)}${']'.repeat(NESTED)}`,
  `${'{"a":'.repeat(NESTED)}1${'}'.repeat(NESTED)}`,
  `[${'0,'.repeat(300)}0]`,
  `{${Array.from({ length: 300 }, (_, i) => `"k${i}":0`).join(',')}}`,
  JSON.stringify('x'.repeat(20_000)),
  JSON.stringify('f'.repeat(64)),
  JSON.stringify('F'.repeat(64)),
  JSON.stringify(`${'0'.repeat(64)}.${'0'.repeat(16)}`),
  // No JSON any more.
  ...[
    'NaN',
    'undefined',
    '-Infinity',
    '01',
    '+1',
    '.5',
    '1.',
    "'a'",
    '"a',
    '"\\x"',
    '"\n"',
    '',
    ',',
    ':',
  ],
];
const ODD_KEYS = ['"__proto__"', '"constructor"', '"t"', '""', '"\\u0074"', '"extra"', 't', '0'];

type Change = {
  readonly how: string;
  readonly at: number;
  readonly raw: string;
  readonly key: string;
  readonly n: number;
};

const change: fc.Arbitrary<Change> = fc.record({
  how: fc.constantFrom(
    'replace',
    'replace',
    'drop',
    'double',
    'wrap',
    'splice',
    'key',
    'add',
    'cut',
    'text',
  ),
  at: fc.nat(),
  raw: fc.constantFrom(...ODD_VALUES),
  key: fc.constantFrom(...ODD_KEYS),
  n: fc.nat(300),
});

/** A value that is what it should be but for one, two or three things. */
export function mutated(value: fc.Arbitrary<unknown>): fc.Arbitrary<Tree> {
  return fc
    .tuple(value, fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([valid, changes]) => changes.reduce(applied, treeOf(valid)));
}

/** Any JSON, right or wrong. */
export const anyTree: fc.Arbitrary<Tree> = mutated(fc.jsonValue());

function applied(tree: Tree, { how, at, raw, key, n }: Change): Tree {
  const places = placesOf(tree);
  const place = places[at % places.length] ?? [];
  const other = nodeAt(tree, places[(at + n) % places.length] ?? []);
  return edit(tree, place, (node) => {
    switch (how) {
      case 'drop':
        return [];
      case 'double':
        return [node, { raw }];
      case 'wrap':
        return [n % 2 === 0 ? { items: [node] } : { fields: [[key, node]] }];
      case 'splice':
        return [other];
      case 'key':
        return [withField(node, n, [key, { raw }])];
      case 'add':
        return [withField(node, Number.POSITIVE_INFINITY, [key, { raw }])];
      case 'cut':
        return ['raw' in node ? { raw: node.raw.slice(0, n % (node.raw.length + 1)) } : { raw }];
      case 'text':
        return [{ raw: 'raw' in node ? spoilt(node.raw, n) : raw }];
      default:
        return [{ raw }];
    }
  });
}

/** One character of a string or number is another one. */
function spoilt(raw: string, n: number): string {
  const at = n % (raw.length + 1);
  const put = ['0', 'F', '\\u202e', '.', '-', '\ud800', ' ', '"'][n % 8] ?? '';
  return raw.slice(0, at) + put + raw.slice(at + 1);
}

/** Puts a field in the place of another, or behind all; a list gets the value. */
function withField(node: Tree, n: number, field: Field): Tree {
  if ('raw' in node) return { fields: [field] };
  if ('items' in node) return { items: [...node.items, field[1]] };
  const at = Number.isFinite(n) ? n % (node.fields.length + 1) : node.fields.length;
  return { fields: node.fields.toSpliced(at, 1, [field[0], node.fields[at]?.[1] ?? field[1]]) };
}

type Place = readonly number[];

function childrenOf(tree: Tree): readonly Tree[] {
  if ('raw' in tree) return [];
  return 'items' in tree ? tree.items : tree.fields.map(([, value]) => value);
}

function placesOf(tree: Tree, here: Place = []): readonly Place[] {
  return [here, ...childrenOf(tree).flatMap((child, i) => placesOf(child, [...here, i]))];
}

function nodeAt(tree: Tree, [first, ...rest]: Place): Tree {
  const child = first === undefined ? undefined : childrenOf(tree)[first];
  return child === undefined ? tree : nodeAt(child, rest);
}

/** Puts any number of nodes in the place of one. */
function edit(tree: Tree, [first, ...rest]: Place, change: (node: Tree) => readonly Tree[]): Tree {
  if (first === undefined) return change(tree)[0] ?? { raw: '' };
  if ('items' in tree) return { items: splice(tree.items, first, rest, change) };
  if ('raw' in tree) return tree;
  const [key = '""'] = tree.fields[first] ?? [];
  const values = splice(childrenOf(tree), first, rest, change);
  const extra = values.length - tree.fields.length;
  const keys = tree.fields.map(([each]) => each).toSpliced(first, 1, ...Array(extra + 1).fill(key));
  return { fields: keys.map((each, i) => [each, values[i] ?? { raw: 'null' }]) };
}

function splice(
  children: readonly Tree[],
  first: number,
  rest: Place,
  change: (node: Tree) => readonly Tree[],
): readonly Tree[] {
  const child = children[first];
  if (child === undefined) return children;
  const fresh = rest.length > 0 ? [edit(child, rest, change)] : change(child);
  return children.toSpliced(first, 1, ...fresh);
}
