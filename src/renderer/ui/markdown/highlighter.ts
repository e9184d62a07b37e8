import type { HLJSApi, Language, LanguageFn, Mode } from 'highlight.js';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import dart from 'highlight.js/lib/languages/dart';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import lua from 'highlight.js/lib/languages/lua';
import makefile from 'highlight.js/lib/languages/makefile';
import perl from 'highlight.js/lib/languages/perl';
import php from 'highlight.js/lib/languages/php';
import powershell from 'highlight.js/lib/languages/powershell';
import python from 'highlight.js/lib/languages/python';
import r from 'highlight.js/lib/languages/r';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import shell from 'highlight.js/lib/languages/shell';
import sql from 'highlight.js/lib/languages/sql';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';

// Loaded apart, when the first piece of code is shown: see use-highlighted.ts.

/** A piece of code, and what it is. */
export type Coloured = string | { readonly colour: Colour; readonly text: string };

export type Colour =
  | 'keyword'
  | 'string'
  | 'number'
  | 'comment'
  | 'title'
  | 'type'
  | 'name'
  | 'added'
  | 'removed';

/** What highlight.js tells apart (its "CSS classes reference"), in the few colours that a reader can. */
const COLOURS: Readonly<Record<string, Colour>> = {
  keyword: 'keyword',
  operator: 'keyword',
  'selector-tag': 'keyword',
  doctag: 'keyword',
  string: 'string',
  regexp: 'string',
  link: 'string',
  'meta-string': 'string',
  number: 'number',
  literal: 'number',
  symbol: 'number',
  bullet: 'number',
  comment: 'comment',
  quote: 'comment',
  meta: 'comment',
  prompt_: 'comment',
  title: 'title',
  section: 'title',
  'selector-id': 'title',
  'selector-class': 'title',
  type: 'type',
  built_in: 'type',
  name: 'type',
  tag: 'type',
  attr: 'name',
  attribute: 'name',
  property: 'name',
  variable: 'name',
  'template-variable': 'name',
  params: 'name',
  addition: 'added',
  deletion: 'removed',
};

export const LANGUAGES: Readonly<Record<string, LanguageFn>> = {
  bash,
  c,
  cpp,
  csharp,
  css,
  dart,
  diff,
  dockerfile,
  go,
  ini,
  java,
  javascript,
  json,
  kotlin,
  lua,
  makefile,
  perl,
  php,
  powershell,
  python,
  r,
  ruby,
  rust,
  shell,
  sql,
  swift,
  typescript,
  xml: flatXml,
  yaml,
};

/**
 * XML without the languages inside of it: reading them again for each `<script>` takes the square of the
 * time. Markdown is not among the languages for the like of it.
 */
function flatXml(api: HLJSApi): Language {
  const language = xml(api);
  const isFlat = ({ starts }: Mode): boolean => starts?.subLanguage === undefined;
  return { ...language, contains: language.contains.filter((mode) => isFlat(mode as Mode)) };
}

const lowlight = createLowlight(LANGUAGES);

/** The code in colours, joined the same text; one piece where the language is none of ours. */
export function highlight(code: string, language: string): readonly Coloured[] {
  const known = language.toLowerCase();
  if (!lowlight.registered(known)) return [code];
  const pieces: Coloured[] = [];
  // No recursion: thousands of brackets lie as deep in each other, whoever sends them.
  const rest: Found[] = [{ node: lowlight.highlight(known, code, { prefix: '' }) }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { node, colour } = next;
    if (node.type === 'text') pieces.push(colour ? { colour, text: node.value } : node.value);
    if (!('children' in node)) continue;
    const own = { ...next, ...colourOf(node) };
    for (const child of node.children.toReversed()) rest.push({ ...own, node: child });
  }
  return textIn(pieces) === code ? pieces : [code];
}

/** What the pieces say: of broken code a grammar may make a line break of its own. */
function textIn(pieces: readonly Coloured[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
}

type Tree = ReturnType<typeof lowlight.highlight>;
type Node = Tree | Tree['children'][number];
type Found = { readonly node: Node; readonly colour?: Colour };

/** The colour that begins here; what has none goes on in that of what it lies in. */
function colourOf(node: Node): { readonly colour?: Colour } {
  const [scope] = 'properties' in node ? [node.properties['className']].flat() : [];
  const colour = COLOURS[String(scope)];
  return colour === undefined ? {} : { colour };
}
