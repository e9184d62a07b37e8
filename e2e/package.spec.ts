import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listArchive, readFromArchive, readFuses } from '../scripts/package/inspect.ts';
import { expect } from './support/launch.ts';
import { PACKAGED, test } from './support/packaged.ts';

const ROOT = join(import.meta.dirname, '..');

test('the fuses of Electron’s list are set in the packaged program', async () => {
  expect(await readFuses(PACKAGED.executable)).toMatchObject({
    RunAsNode: '0',
    EnableCookieEncryption: '1',
    EnableNodeOptionsEnvironmentVariable: '0',
    EnableNodeCliInspectArguments: '0',
    EnableEmbeddedAsarIntegrityValidation: '1',
    OnlyLoadAppFromAsar: '1',
    LoadBrowserProcessSpecificV8Snapshot: '0',
    GrantFileProtocolExtraPrivileges: '0',
  });
});

test('the archive holds what was built and the packages that main loads, and nothing else', () => {
  const paths = listArchive(PACKAGED).map((path) => path.replaceAll('\\', '/'));
  expect(new Set(paths.map((path) => path.split('/')[1]))).toEqual(
    new Set(['node_modules', 'out', 'package.json']),
  );
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const tools = Object.keys(devDependencies).filter((name) =>
    paths.includes(`/node_modules/${name}`),
  );
  expect(tools).toEqual([]);
  const built = readdirSync(join(ROOT, 'out'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
  expect(built.length).toBeGreaterThan(4);
  for (const path of built) {
    const same = readFileSync(join(ROOT, path)).equals(readFromArchive(PACKAGED, path));
    expect(same, `${path} is as it was built; if not, run: npm run package`).toBe(true);
  }
});

test('beside the archive lie the native modules of this system, and no other application', () => {
  const found = readdirSync(PACKAGED.resources, { recursive: true, withFileTypes: true });
  const native = found
    .filter((entry) => entry.isFile() && /\.(node|bare|so|dll|dylib)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(PACKAGED.resources.length + 1));
  expect(native).toHaveLength(2);
  for (const path of native) {
    expect(path).toContain('app.asar.unpacked');
    expect(path).toContain(`${process.platform}-${process.arch}`);
  }
  const top = readdirSync(PACKAGED.resources);
  expect(top).toContain('app.asar');
  expect(top).not.toContain('app');
  expect(top).not.toContain('default_app.asar');
});

test('the packaged program tells its version', async ({ startPackaged }) => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(await startPackaged(['--version']).ended).toMatchObject({
    code: 0,
    stdout: `${version}\n`,
  });
});

test('the packaged program joins a group, and leaves it politely', async ({
  startPackaged,
  startPeer,
  freshDir,
}) => {
  const ana = await startPeer({ name: 'Ana' });
  const own = ['--host', '127.0.0.1', '--data-dir', await freshDir()];
  const ben = startPackaged(['0', 'Ben', await ana.address(), ...own]);
  await ana.peer('peer-joined', 'Ben');
  ben.quit();
  await ana.peer('peer-left', 'Ben');
  expect(await ben.ended).toMatchObject({ code: 0 });
});

test('the window in the archive is the one that was built', async ({ launch, startPeer }) => {
  const ana = await startPeer({ name: 'Ana' });
  const app = join(PACKAGED.resources, 'app.asar');
  const ben = await launch({ app, name: 'Ben', port: 0, seeds: [await ana.address()] });
  await expect(ben.person('Ana')).toContainText('here');
  await ben.say('out of the archive');
  await ana.message('out of the archive');
  ana.say('into it');
  await expect(ben.message('Ana', 'into it')).toBeVisible();
});

test('the packaged program is no Node, whatever the environment says', async ({
  startPackaged,
  startBare,
  freshDir,
}) => {
  const script = join(await freshDir(), 'smuggled.cjs');
  await writeFile(script, "process.stdout.write('smuggled in');");
  const asNode = { ELECTRON_RUN_AS_NODE: '1' };
  const withScript = { NODE_OPTIONS: `--require=${script}` };

  expect((await startBare([script], asNode).ended).stdout).toBe('smuggled in');
  expect((await startPackaged(['--version', script], asNode).ended).stdout).not.toContain('smug');
  expect((await startBare(['-e', ''], { ...asNode, ...withScript }).ended).stdout).toBe(
    'smuggled in',
  );
  const given = await startPackaged(['--version'], withScript).ended;
  expect(given.code).toBe(0);
  expect(given.stdout).not.toContain('smuggled');
});

for (const word of ['--inspect=0', '--inspect-brk=0', '--remote-debugging-port=0']) {
  test(`the packaged program lets nobody in by ${word}`, async ({ startPackaged, freshDir }) => {
    const own = ['0', 'Ben', '--host', '127.0.0.1', '--data-dir', await freshDir()];
    const { code, stderr } = await startPackaged([...own, word]).ended;
    expect(code).toBe(2);
    expect(stderr).toContain('Unknown option');
    expect(stderr).not.toContain('listening on');
  });
}

test('a bare Electron is entered by those words, so the test above can fail', async ({
  startBare,
}) => {
  const said = await startBare(['--no-sandbox', '--inspect=0', ROOT, '--version']).ended;
  expect(said.stderr).toContain('Debugger listening on');
});
