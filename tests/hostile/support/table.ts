import type { Attack } from './attack.ts';
import type { Measured } from './member-words.ts';

const BEGIN = '<!-- attacks -->';
const END = '<!-- end -->';
const MIB = 1_048_576;

/** What came of one attack. */
export type Row = {
  readonly attack: Attack;
  readonly outcome: string;
  /** Honest messages said during it. All were heard, once. */
  readonly said: number;
  readonly worstMs: number;
  readonly before: Measured;
  readonly after: Measured;
};

/** The table in Markdown. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(({ attack, outcome, said, worstMs, before, after }) => {
    const { name, tried, leavesBehind } = attack;
    const kept = leavesBehind === undefined ? '' : `; ${leavesBehind} stay`;
    const memory = `${mib(before.heapBytes)} → ${mib(after.heapBytes)}, ${mib(before.rssBytes)} → ${mib(after.rssBytes)}${kept}`;
    const open = `${before.sockets} → ${after.sockets}, ${before.files} → ${after.files}`;
    const honest = `${said} of ${said}, ${worstMs} ms`;
    return `| ${[name, tried, outcome, honest, memory, open].join(' | ')} |`;
  });
  const head = [
    '| attack | tried | what came of it | honest messages heard, worst delay | heap, resident: before → after, MiB | sockets, files: before → after |',
    '|---|---|---|---|---|---|',
  ];
  return [...head, ...lines].join('\n');
}

/** The document with this table in its place. */
export function withTable(document: string, written: string): string {
  const [before, after] = around(document);
  return `${before}\n${written}\n${after}`;
}

/** The attacks that a document names, in its order. */
export function attacksIn(document: string): readonly string[] {
  const [before, after] = around(document);
  const lines = document
    .slice(before.length, document.length - after.length)
    .trim()
    .split('\n');
  return lines.slice(2).map((line) => line.split('|')[1]?.trim() ?? '');
}

function around(document: string): readonly [string, string] {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END, begin);
  if (begin < 0 || end < 0) throw new Error('docs/attacks.md has no place for the table');
  return [document.slice(0, begin + BEGIN.length), document.slice(end)];
}

function mib(bytes: number): string {
  return (bytes / MIB).toFixed(1);
}
