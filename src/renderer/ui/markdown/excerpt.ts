import { NO_NAMES } from './names.ts';
import { parseMarkdown } from './parse.ts';
import { type Block, textOf } from './tree.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The beginning of a message as one line without marks, of at most `max` characters as people count
 * them: for a reply that quotes it, or a notification. What it quotes itself comes in only where it
 * says nothing else.
 */
export function plainExcerpt(text: string, max: number): string {
  const blocks = parseMarkdown(text, NO_NAMES);
  const said = line(blocks.filter(({ type }) => type !== 'quote')) || line(blocks);
  let end = 0;
  let count = 0;
  for (const { index } of graphemes.segment(said)) {
    if (count === max) return `${said.slice(0, end).trimEnd()}…`;
    count++;
    // Where the last one begins that fits beside the sign for what was left out.
    end = index;
  }
  return said;
}

function line(blocks: readonly Block[]): string {
  return blocks.map(said).join(' ').replace(/\s+/gu, ' ').trim();
}

function said(block: Block): string {
  switch (block.type) {
    case 'text':
      return textOf(block.children);
    case 'code':
      return block.text;
    case 'quote':
      return line(block.children);
    case 'list':
      return block.items.map((item) => `• ${line(item)}`).join(' ');
  }
}
