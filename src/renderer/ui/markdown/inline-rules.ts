import type { MarkdownIt } from 'markdown-it';

type Ruler = MarkdownIt['inline']['ruler'];
type Rule = Parameters<Ruler['at']>[1];

/** A drive or a share of Windows, to its end: its backslashes and underscores are no marks. */
const PATH = /(?:(?<![\p{L}\p{N}])[A-Za-z]:\\|(?<![^\s"'(*_~])\\\\)[^\s`*"<>|]*/uy;
/** Before the backslash of a path: its drive. */
const DRIVE_LENGTH = 2;

/** A star or two inside a word or between numbers: `2*3*4`, `x**2`. */
const TIMES = /(?<=[\p{Script=Latin}\p{N}])(?:\*(?=[\p{Script=Latin}\p{N}])|\*\*(?=\p{N}))/uy;

/**
 * The inline rules of a chat: no images, HTML or entities, and nothing is lost that was typed without a
 * thought of Markdown. A line break is text.
 */
export function chatInlines({ inline: { ruler } }: MarkdownIt): void {
  ruler.disable(['newline', 'image', 'autolink', 'html_inline', 'entity']);
  ruler.before('linkify', 'mention', mention);
  ruler.at('escape', backslash);
  ruler.before('emphasis', 'times', plain(TIMES));
}

/** Takes what fits as text. */
function plain(fits: RegExp, back = 0): Rule {
  return (state, silent) => {
    const found = matchAt(fits, state.src, state.pos - back);
    const end = state.pos - back + (found?.length ?? 0);
    if (found === undefined || end > state.posMax) return false;
    if (!silent) state.pending += state.src.slice(state.pos, end);
    state.pos = end;
    return true;
  };
}

const share = plain(PATH);
const drive = plain(PATH, DRIVE_LENGTH);

/** Escapes a mark. Before anything else, and under a brow that is raised, a backslash is one. */
const backslash: Rule = (state, silent) => {
  const { src, pos } = state;
  if (src[pos] !== '\\') return false;
  if (share(state, silent) || drive(state, silent)) return true;
  if (pos + 1 >= state.posMax || !/[*_~`]/.test(src[pos + 1] ?? '')) return false;
  if (!silent) state.pending += src.slice(src[pos - 1] === '¯' ? pos : pos + 1, pos + 2);
  state.pos += 2;
  return true;
};

/** `@Name` of somebody in the group, whom the environment's `names` finds. */
const mention: Rule = (state, silent) => {
  const find = state.env['names'];
  if (state.src[state.pos] !== '@' || typeof find !== 'function' || state.linkLevel > 0) {
    return false;
  }
  if (/[\p{L}\p{N}_]$/u.test(state.src.slice(Math.max(0, state.pos - 2), state.pos))) return false;
  const name: string | undefined = find(state.src, state.pos + 1);
  const end = state.pos + 1 + (name?.length ?? 0);
  if (name === undefined || end > state.posMax) return false;
  if (!silent) state.push('mention', '', 0).content = name;
  state.pos = end;
  return true;
};

/** What a sticky expression finds at a place. */
function matchAt(sticky: RegExp, text: string, at: number): string | undefined {
  if (at < 0) return undefined;
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0];
}
