import type { Token } from 'markdown-it';
import { isSameName } from './names.ts';
import { placeOf } from './places.ts';
import { type Block, type Inline, textOf } from './tree.ts';

/** How deep marks may lie in each other; deeper ones are shown as typed. */
const MAX_MARKS = 8;

const MARKS = { strong_open: 'strong', em_open: 'em', s_open: 'strike' } as const;

/** The tree that a parser's flat list of tokens tells. */
export function treeOf(tokens: readonly Token[], own: string | null): readonly Block[] {
  return readBlocks(tokens.values(), null, own);
}

function readBlocks(rest: Iterator<Token>, end: string | null, own: string | null): Block[] {
  const blocks: Block[] = [];
  /** The line after the last text. */
  let after = 0;
  for (let next = rest.next(); next.done !== true; next = rest.next()) {
    const token = next.value;
    if (token.type === end) break;
    const block = readBlock(token, rest, own);
    const last = blocks.at(-1);
    if (block.type === 'text' && last?.type === 'text') {
      // Lines as typed: those that were left empty as well.
      const gap = '\n'.repeat(1 + Math.max(0, (token.map?.[0] ?? after) - after));
      blocks[blocks.length - 1] = {
        type: 'text',
        children: [...last.children, gap, ...block.children],
      };
    } else {
      blocks.push(block);
    }
    after = token.map?.[1] ?? after;
  }
  return blocks;
}

function readBlock(token: Token, rest: Iterator<Token>, own: string | null): Block {
  switch (token.type) {
    case 'inline':
      return { type: 'text', children: readInlines(token.children ?? [], own) };
    case 'fence':
      return { type: 'code', language: token.info, text: token.content };
    case 'blockquote_open':
      return { type: 'quote', children: readBlocks(rest, 'blockquote_close', own) };
    case 'bullet_list_open':
      return { type: 'list', start: null, items: readItems(rest, 'bullet_list_close', own) };
    case 'ordered_list_open': {
      const start = Number(token.attrGet('start') ?? 1);
      return { type: 'list', start, items: readItems(rest, 'ordered_list_close', own) };
    }
    default:
      throw new Error(`Markdown has a block that nobody reads: ${token.type}`);
  }
}

function readItems(rest: Iterator<Token>, end: string, own: string | null): readonly Block[][] {
  const items: Block[][] = [];
  for (let next = rest.next(); next.done !== true && next.value.type !== end; next = rest.next()) {
    items.push(readBlocks(rest, 'list_item_close', own));
  }
  return items;
}

/** What has been opened and not yet closed, and what it holds so far. */
type Frame = { readonly token: Token | null; readonly children: Inline[] };

function readInlines(tokens: readonly Token[], own: string | null): readonly Inline[] {
  const frames: Frame[] = [{ token: null, children: [] }];
  const top = () => frames.at(-1)?.children ?? [];
  for (const token of tokens) {
    if (token.nesting === 1) frames.push({ token, children: [] });
    else if (token.nesting === -1) {
      const closed = frames.pop();
      if (closed?.token) put(top(), ...asInlines(closed.token, closed.children, frames.length));
    } else put(top(), leaf(token, own));
  }
  return top();
}

function leaf(token: Token, own: string | null): Inline {
  if (token.type === 'code_inline') return { type: 'code', text: token.content };
  if (token.type !== 'mention') return token.content;
  const { content } = token;
  return { type: 'mention', text: `@${content}`, own: own !== null && isSameName(content, own) };
}

function asInlines(open: Token, children: readonly Inline[], depth: number): readonly Inline[] {
  if (open.type === 'link_open') {
    const url = String(open.attrGet('href') ?? '');
    if (url === '') return ['[', ...children, ']()'];
    const text = textOf(children);
    // Nothing to point at is no link to anybody: it says its address then.
    const shown = text.trim() === '' ? [url] : children;
    return [
      { type: 'link', url, place: placeOf(url, text.trim() === '' ? url : text), children: shown },
    ];
  }
  const type = MARKS[open.type as keyof typeof MARKS];
  if (type === undefined || depth > MAX_MARKS) return [open.markup, ...children, open.markup];
  return [{ type, children }];
}

/** Appends, with text that follows text as one. */
function put(children: Inline[], ...more: readonly Inline[]): void {
  for (const each of more) {
    const last = children.at(-1);
    if (typeof each !== 'string' || typeof last !== 'string') children.push(each);
    else children[children.length - 1] = last + each;
  }
  if (children[0] === '') children.shift();
}
