import type { MarkdownIt } from 'markdown-it';

type Ruler = MarkdownIt['block']['ruler'];
type Rule = Parameters<Ruler['at']>[1];
type State = Parameters<Rule>[0];

/**
 * How deep blocks may lie in each other, in levels of the parser: a quote is one, a list with its item
 * is two. Deeper marks stay as typed, as the parser's own bound would drop what they hold.
 */
const MAX_LEVEL = 8;

/** What can be the name of a language, and not a first line of code. */
const LANGUAGE = /^[\w+#.-]{1,24}$/;

/**
 * The block rules of a chat, where lines are typed to be seen as lines: a quote is what has its mark, a
 * list ends with its last item, and what opens or ends a piece of code may stand on the code's own line.
 */
export function chatBlocks({ block: { ruler } }: MarkdownIt): void {
  ruler.disable(['table', 'code', 'hr', 'reference', 'html_block', 'heading', 'lheading']);
  narrow(ruler, 'blockquote', (state, line) => /^>(?:[\s>]|$)/.test(lineAt(state, line)));
  // A plus begins many lines that are no list: "+ 1".
  narrow(ruler, 'list', (state, line) => !lineAt(state, line).startsWith('+'));
  ruler.at('fence', fence, { alt: ['paragraph', 'blockquote', 'list'] });
  ruler.before('paragraph', 'stray_line', strayLine, { alt: ['paragraph', 'blockquote'] });
  ruler.at('paragraph', paragraph);
}

/** Lets a rule of the library see only lines that are meant for it, and none that lie too deep. */
function narrow(ruler: Ruler, name: 'blockquote' | 'list', meant: LineTest): void {
  const rule = ruler.__rules__[ruler.__find__(name)];
  if (rule === undefined) throw new Error(`markdown-it has no rule ${name}`);
  const { fn, alt } = rule;
  ruler.at(
    name,
    (state, line, end, silent) =>
      state.level < MAX_LEVEL && meant(state, line) && fn(state, line, end, silent),
    { alt },
  );
}

type LineTest = (state: State, line: number) => boolean;

/** What stands in a line, after the marks and spaces of the blocks that it lies in. */
function lineAt(state: State, line: number): string {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return state.src.slice(start, state.eMarks[line]);
}

function isOutside(state: State, line: number): boolean {
  return (state.sCount[line] ?? 0) < state.blkIndent;
}

/** Ends a quote or an item before a line that does not bear its mark; CommonMark would take it in. */
const strayLine: Rule = (state, line, _end, silent) =>
  silent && (state.parentType === 'blockquote' || isOutside(state, line));

/** Lines as they were typed, with the spaces before them. */
const paragraph: Rule = (state, start, end) => {
  const enders = state.md.block.ruler.getRules('paragraph');
  const around = state.parentType;
  state.parentType = 'paragraph';
  let line = start + 1;
  while (line < end && !state.isEmpty(line)) {
    if (enders.some((ends) => ends(state, line, end, true))) break;
    line++;
  }
  state.parentType = around;
  state.line = line;
  const token = state.push('inline', '', 0);
  token.content = state.getLines(start, line, state.blkIndent, false);
  token.map = [start, line];
  token.children = [];
  return true;
};

/** A piece of code between two fences, or to the end. A fence that holds nothing is what was typed. */
const fence: Rule = (state, start, end, silent) => {
  const [, mark = '', after = ''] = /^(`{3,}|~{3,})(.*)$/.exec(lineAt(state, start)) ?? [];
  if (mark === '' || (mark.startsWith('`') && after.includes('`'))) return false;
  const closing = new RegExp(`${mark}${mark[0]}*\\s*$`);
  let line = start + 1;
  while (line < end && !(isOutside(state, line) && !state.isEmpty(line))) {
    if (closing.test(lineAt(state, line))) break;
    line++;
  }
  const closed = line < end && closing.test(lineAt(state, line)) && !isOutside(state, line);
  const indent = state.sCount[start] ?? 0;
  const lines = state.getLines(start + 1, closed ? line + 1 : line, indent, false).split('\n');
  if (closed) lines.push((lines.pop() ?? '').replace(closing, ''));
  if (lines.at(-1)?.trim() === '') lines.pop();
  const isLanguage = LANGUAGE.test(after.trim());
  if (!isLanguage && after.trim() !== '') lines.unshift(after.trimStart());
  if (lines.join('').trim() === '') return false;
  if (silent) return true;

  state.line = closed ? line + 1 : line;
  const token = state.push('fence', 'code', 0);
  token.info = isLanguage ? after.trim() : '';
  token.content = lines.join('\n');
  token.map = [start, state.line];
  return true;
};
