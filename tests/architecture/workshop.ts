import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';

/** What a tool said, by file. */
export type Said = ReadonlyMap<string, readonly string[]>;

export const REPOSITORY = join(import.meta.dirname, '..', '..');

/** The projects of the root's tsconfig that hold the rooms; the other ones import as they like. */
export function roomProjects(): { path: string }[] {
  const schema = v.object({ references: v.array(v.object({ path: v.string() })) });
  const config: unknown = JSON.parse(readFileSync(join(REPOSITORY, 'tsconfig.json'), 'utf8'));
  const { references } = v.parse(schema, config);
  return references.filter(({ path }) => path.startsWith('src/') || path === 'e2e');
}

/** Copies the rooms, and what the tools need, to a folder where nobody else sees what is planted. */
export function copyRooms(): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'parley-import-rule-')));
  for (const entry of ['src', 'e2e', 'scripts', 'biome.json', 'tsconfig.base.json']) {
    cpSync(join(REPOSITORY, entry), join(copy, entry), { recursive: true });
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(copy, 'node_modules'), 'junction');
  write(copy, 'tsconfig.json', JSON.stringify({ files: [], references: roomProjects() }));
  return copy;
}

export function write(folder: string, file: string, content: string): void {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), content);
}

/** Biome's messages about imports, without what else it has to say. */
export function runBiome(folder: string): Said {
  const output = run(folder, '@biomejs/biome', 'bin/biome', [
    'lint',
    '--only=style/noRestrictedImports',
    '--reporter=json',
    '--max-diagnostics=none',
    '--vcs-enabled=false',
    'src',
    'e2e',
  ]);
  const report = v.parse(
    v.object({
      diagnostics: v.array(
        v.object({
          category: v.literal('lint/style/noRestrictedImports'),
          severity: v.literal('error'),
          message: v.string(),
          location: v.object({ path: v.string() }),
        }),
      ),
    }),
    JSON.parse(output),
  );
  return byFile(report.diagnostics.map(({ location, message }) => [location.path, message]));
}

/** The codes of the errors of `tsc --build`. */
export function runTypeScript(folder: string): Said {
  const output = run(folder, 'typescript', 'bin/tsc', ['--build', '--pretty', 'false']);
  const errors = output.split('\n').filter((line) => line.includes('error TS'));
  return byFile(
    errors.map((line) => {
      const [, file, code] = /^(.+)\(\d+,\d+\): error (TS\d+):/.exec(line) ?? [];
      return [file ?? 'no file', code ?? line];
    }),
  );
}

function run(folder: string, name: string, program: string, options: readonly string[]): string {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const { stdout, error } = spawnSync(
    process.execPath,
    [join(manifest, '..', program), ...options],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (error !== undefined) throw error;
  return stdout;
}

function byFile(said: readonly (readonly [string, string])[]): Said {
  const objections = new Map<string, string[]>();
  for (const [path, words] of said) {
    const file = path.replaceAll('\\', '/');
    objections.set(file, [...(objections.get(file) ?? []), words].sort());
  }
  return objections;
}
