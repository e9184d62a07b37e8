import { parseSync } from 'vite';

/** Attributes that people see or hear, of elements and of our own components. */
const SAID = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'error',
  'hint',
  'label',
  'placeholder',
  'title',
]);

type Node = { readonly type: string; readonly [key: string]: unknown };

/**
 * The words in a source file that people would read as they stand there: text of elements, what is
 * put into them or into attributes that are read out, and whatever looks like a sentence elsewhere.
 */
export function literalWords(file: string, source: string): readonly string[] {
  const found: string[] = [];
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  walk(program, false);
  return found;

  function walk(node: unknown, shown: boolean): void {
    if (Array.isArray(node)) {
      for (const each of node) walk(each, shown);
      return;
    }
    if (!isNode(node)) return;
    const text = textOf(node);
    if (text !== undefined) {
      const words = text.replace(/\s+/g, ' ').trim();
      const isSaid = node.type === 'JSXText' || shown ? hasLetters(words) : isSentence(words);
      if (isSaid) found.push(words);
    }
    for (const [key, child] of childrenOf(node)) walk(child, showsThrough(node, key, shown));
  }
}

/** Whether what stands in `node` under `key` is shown, where `node` itself is or is not. */
function showsThrough(node: Node, key: string, shown: boolean): boolean {
  switch (node.type) {
    case 'JSXElement':
    case 'JSXFragment':
      return key === 'children';
    case 'JSXAttribute':
      return key === 'value' && SAID.has(attributeName(node));
    case 'JSXExpressionContainer':
    case 'TemplateLiteral':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'ArrayExpression':
      return shown;
    case 'ConditionalExpression':
      return shown && key !== 'test';
    case 'LogicalExpression':
      return shown && (key === 'right' || node['operator'] !== '&&');
    case 'BinaryExpression':
      return shown && node['operator'] === '+';
    default:
      // A call has keys of the catalogue in it, and what it returns is looked at where it is made.
      return false;
  }
}

function childrenOf(node: Node): [string, unknown][] {
  const skipped = node.type.startsWith('Import') || node.type.startsWith('TS');
  if (skipped && node.type !== 'TSAsExpression' && node.type !== 'TSSatisfiesExpression') return [];
  // What is thrown is for whoever mends the program.
  if (node.type === 'ThrowStatement') return [];
  return Object.entries(node);
}

function textOf(node: Node): string | undefined {
  if (node.type === 'JSXText' || node.type === 'Literal') {
    return typeof node['value'] === 'string' ? node['value'] : undefined;
  }
  if (node.type !== 'TemplateElement') return undefined;
  const { value } = node as { value?: { cooked?: string } };
  return value?.cooked;
}

function attributeName({ name }: Node): string {
  return isNode(name) && typeof name['name'] === 'string' ? name['name'] : '';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text);
}

/** Begins with a capital and goes on after a blank: `No messages yet`, and no selector or class name. */
function isSentence(text: string): boolean {
  return /^“?\p{Lu}\p{L}*[,:]? \p{L}/u.test(text);
}
