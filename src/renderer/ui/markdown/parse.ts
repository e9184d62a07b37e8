import MarkdownIt, { type MarkdownIt as Parser } from 'markdown-it';
import { visible } from '../../../core/visible.ts';
import { chatBlocks } from './block-rules.ts';
import { chatInlines } from './inline-rules.ts';
import { type NameFinder, type Names, nameFinder } from './names.ts';
import { isOpened } from './places.ts';
import { treeOf } from './tokens.ts';
import type { Block } from './tree.ts';

/** How many messages are kept as trees, for each list of names: more than a window shows at once. */
const MAX_KEPT = 1_000;

const parser = chatParser();

type Kept = { readonly finder: NameFinder; readonly trees: Map<string, readonly Block[]> };
const kept = new WeakMap<Names, Kept>();

/**
 * The Markdown that people type into a chat, as a tree: emphasis, code, lists, quotes and links, and
 * `@Name`. Everything else is text, HTML above all. What would be obeyed anywhere is shown as a sign
 * before it is read (see `visible`), so in code and addresses too.
 *
 * The same text with the same names is read once.
 */
export function parseMarkdown(text: string, names: Names): readonly Block[] {
  const { finder, trees } = keptFor(names);
  const known = trees.get(text);
  if (known !== undefined) return known;
  const tree = read(visible(text), finder, names.own);
  const [oldest] = trees.keys();
  if (trees.size >= MAX_KEPT && oldest !== undefined) trees.delete(oldest);
  trees.set(text, tree);
  return tree;
}

/** A text that the parser stumbles over is shown as it is: a message must not take the window with it. */
function read(text: string, names: NameFinder, own: string | null): readonly Block[] {
  try {
    return treeOf(parser.parse(text, { names }), own);
  } catch {
    return [{ type: 'text', children: [text] }];
  }
}

function keptFor(names: Names): Kept {
  const known = kept.get(names) ?? { finder: nameFinder(names), trees: new Map() };
  kept.set(names, known);
  return known;
}

function chatParser(): Parser {
  const markdown = new MarkdownIt({ html: false, linkify: true });
  markdown.core.ruler.disable(['replacements', 'smartquotes', 'strip_references']);
  chatBlocks(markdown);
  chatInlines(markdown);
  // What stands before an @ belongs to an address, so that main can refuse it for that.
  markdown.linkify
    .set({ fuzzyLink: false, fuzzyEmail: false, urlAuth: true })
    .add('ftp:', null)
    .add('//', null);
  // Addresses are shown and asked for as they were written.
  markdown.validateLink = isOpened;
  markdown.normalizeLink = (url) => url;
  markdown.normalizeLinkText = (url) => url;
  return markdown;
}
