import { extname } from 'node:path/posix';

/** Where the page lives. A scheme of its own: `file:` may read more than one folder. */
export const PAGE_SCHEME = 'parley-app';
export const PAGE_ORIGIN: string = `${PAGE_SCHEME}://window`;
export const PAGE_URL: string = `${PAGE_ORIGIN}/index.html`;

/** Every kind of file that the build makes. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** One file of the page: its path in the page's folder, with `/`, and its media type. */
export type PageFile = { readonly path: string; readonly type: string };

/** The files of the page by the one URL of each: what is not in here does not exist. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/**
 * The fixed list of what may be served, made once from the paths in the page's folder.
 *
 * A path never comes from a request, so there is nothing to climb out of: a request is compared with
 * the URLs of the list, letter by letter.
 */
export function listPageFiles(paths: readonly string[]): PageFiles {
  return new Map(paths.map((path) => [`${PAGE_ORIGIN}/${path}`, { path, type: typeOf(path) }]));
}

function typeOf(path: string): string {
  const type = TYPES[extname(path)];
  if (type === undefined) throw new Error(`The page has a file of an unknown kind: ${path}`);
  return type;
}
