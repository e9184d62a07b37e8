import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { ensureBuilt } from './build.ts';
import { withDisplay } from './display.ts';
import { describeRuntime, findElectronRuntime } from './electron-runtime.ts';
import { prepareLinux } from './prepare-linux.ts';
import { PROJECT_ROOT } from './root.ts';
import { runScript } from './run-script.ts';
import { executableIn } from './runtime/dist-folder.ts';

const IMAGES = join(PROJECT_ROOT, 'docs', 'images');
const WIDE = [1_200, 800] as const;
const NARROW = [480, 640] as const;

/** Who says what, one after the other; the pictures show Ana's window. */
const CONVERSATION: readonly (readonly [name: string, text: string])[] = [
  ['Ana', 'Morning! The lab network is back, so I opened a room.'],
  ['Ben', 'That was quick. Who else is in today?'],
  ['Cleo', 'Me. I joined through Ben and see all of you.'],
  ['Ana', 'Could somebody look at the door sensor? It is at 10.20.0.17.'],
  ['Ben', 'curl -s http://10.20.0.17/status | jq .door'],
  ['Ben', '"closed"'],
  ['Noa', 'תודה! אני בדרך עם המפתח'],
  ['Ana', 'Great. Coffee in ten minutes 🙂'],
];

type Window = { readonly app: ElectronApplication; readonly page: Page };

/** Opens windows on a real Electron and lends each a fresh profile. */
class Desktop {
  readonly #executable: string;
  readonly #env: Record<string, string>;
  readonly #opened: ElectronApplication[] = [];
  readonly #profiles: string[] = [];

  constructor(executable: string, env: NodeJS.ProcessEnv) {
    this.#executable = executable;
    this.#env = Object.fromEntries(
      Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
  }

  async open(args: readonly string[] = []): Promise<Window> {
    const profile = await mkdtemp(join(tmpdir(), 'parley-picture-'));
    this.#profiles.push(profile);
    // Said once to everybody, and then never seen again: no part of the usual picture.
    await writeFile(join(profile, 'identity.noted'), '');
    // Chromium refuses to start as root with its sandbox, so there, and only there, it goes.
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    // The same pictures on every computer, whatever it speaks.
    const switches = [...sandbox, '--lang=en-US'];
    const app = await _electron.launch({
      executablePath: this.#executable,
      args: [...switches, PROJECT_ROOT, '--data-dir', profile, ...args],
      cwd: PROJECT_ROOT,
      env: this.#env,
    });
    this.#opened.push(app);
    return { app, page: await app.firstWindow() };
  }

  async close(): Promise<void> {
    await Promise.all(this.#opened.map((app) => app.close()));
    for (const profile of this.#profiles) await rm(profile, { recursive: true, force: true });
  }
}

/** Takes every picture in docs/images of a group that really runs. */
async function main(): Promise<number> {
  const runtime = await findElectronRuntime();
  console.log(describeRuntime(runtime));
  const electron = executableIn(runtime.dist);
  await prepareLinux({ electron, virtualDisplay: !process.env['DISPLAY'] });
  await ensureBuilt({ ...process.env, ELECTRON_OVERRIDE_DIST_PATH: runtime.dist });
  return await withDisplay(async (env) => {
    const desktop = new Desktop(electron, env);
    try {
      await pictureJoinScreen(desktop);
      await pictureChat(desktop);
    } finally {
      await desktop.close();
    }
    return 0;
  });
}

async function pictureJoinScreen(desktop: Desktop): Promise<void> {
  const window = await desktop.open();
  const form = window.page.getByRole('form', { name: 'Join a group' });
  await form.getByLabel('Port', { exact: true }).fill('47100');
  await form.getByLabel('Seed peers', { exact: true }).fill('10.20.0.4:47100, lab-pc:47100');
  await form.getByLabel('Your name', { exact: true }).fill('Ana');
  await shoot(window, 'join-light', WIDE, 'light');
  await shoot(window, 'join-dark', WIDE, 'dark');
}

/** Everybody joins through the one before; all have read a line before the next is said. */
async function pictureChat(desktop: Desktop): Promise<void> {
  const pages = new Map<string, Page>();
  const windows: Window[] = [];
  let seed: readonly string[] = [];
  for (const name of new Set(CONVERSATION.map(([author]) => author))) {
    const own = ['--host', '127.0.0.1', '--port', '0', '--name', name];
    const window = await desktop.open([...own, ...seed]);
    windows.push(window);
    pages.set(name, window.page);
    seed = ['--peer', await addressOf(window.page)];
    for (const { page } of windows.slice(0, -1)) await page.getByText(`${name} joined`).waitFor();
  }
  for (const [author, text] of CONVERSATION) {
    const composer = pages.get(author)?.getByRole('textbox', { name: 'Message' });
    await composer?.fill(text);
    await composer?.press('Enter');
    for (const page of pages.values()) await page.getByText(text, { exact: true }).waitFor();
  }
  const [ana] = windows;
  if (ana === undefined) throw new Error('Nobody speaks');
  await shoot(ana, 'chat-light', WIDE, 'light');
  await shoot(ana, 'chat-dark', WIDE, 'dark');
  await shoot(ana, 'chat-narrow-light', NARROW, 'light');
}

async function addressOf(page: Page): Promise<string> {
  const group = page.getByRole('group', { name: 'Your address' });
  await group
    .getByText(/127\.0\.0\.1:\d+/)
    .first()
    .waitFor();
  const [address] = /127\.0\.0\.1:\d+/.exec((await group.textContent()) ?? '') ?? [];
  if (address === undefined) throw new Error('No address is shown');
  return address;
}

async function shoot(
  { app, page }: Window,
  name: string,
  size: readonly [width: number, height: number],
  colorScheme: 'light' | 'dark',
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
    size,
  );
  await page.waitForFunction(`innerWidth === ${size[0]}`);
  await page.emulateMedia({ colorScheme });
  // The pointer of a virtual display rests in its middle, which is somewhere in the window.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' });
  console.log(`docs/images/${name}.png`);
}

await runScript(main);
