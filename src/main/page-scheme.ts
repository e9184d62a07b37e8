import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { protocol, type Session } from 'electron';
import { listPageFiles, PAGE_SCHEME, type PageFiles } from './page-files.ts';
import { PAGE_HEADERS } from './page-policy.ts';

const PAGE_FOLDER = fileURLToPath(new URL('../renderer', import.meta.url));

/**
 * To be called before Electron is ready. `standard` gives the page an origin, `secure` the rights of
 * an https page, `codeCache` keeps compiled scripts for the next start; not asked for: fetch, service
 * workers, and what gets round the policy.
 */
export function announcePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Serves the page's own files, listed now and not again, to this session. */
export function servePage(session: Session): void {
  const files = listPageFiles(pathsIn(PAGE_FOLDER));
  session.protocol.handle(PAGE_SCHEME, (request) => respond(files, request));
}

async function respond(files: PageFiles, { method, url }: Request): Promise<Response> {
  const file = method === 'GET' ? files.get(url) : undefined;
  if (file === undefined) return new Response(null, { status: 404, headers: PAGE_HEADERS });
  const bytes = await readFile(join(PAGE_FOLDER, file.path));
  return new Response(bytes, { headers: { ...PAGE_HEADERS, 'Content-Type': file.type } });
}

/** Paths of all files in a folder and those in it, relative to it, with `/`; no link is followed. */
function pathsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile()) return [entry.name];
    if (!entry.isDirectory()) return [];
    return pathsIn(join(folder, entry.name)).map((path) => `${entry.name}/${path}`);
  });
}
