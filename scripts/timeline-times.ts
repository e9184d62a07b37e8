import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { _electron, type Page } from '@playwright/test';
import { ensureBuilt } from './build.ts';
import { withDisplay } from './display.ts';
import { describeRuntime, findElectronRuntime } from './electron-runtime.ts';
import { prepareLinux } from './prepare-linux.ts';
import { PROJECT_ROOT } from './root.ts';
import { runScript } from './run-script.ts';
import { executableIn } from './runtime/dist-folder.ts';

const MESSAGES = 100_000;
const FRAMES = 600;
/** Scrolled each frame, in CSS pixels: reading fast, and a wheel that is spun. */
const SPEEDS = [60, 400];

/** Prints how long a window takes to show a long history, and how smoothly it scrolls through it. */
async function main(): Promise<number> {
  const runtime = await findElectronRuntime();
  console.log(describeRuntime(runtime));
  const electron = executableIn(runtime.dist);
  await prepareLinux({ electron, virtualDisplay: !process.env['DISPLAY'] });
  await ensureBuilt({ ...process.env, ELECTRON_OVERRIDE_DIST_PATH: runtime.dist });
  const profile = await mkdtemp(join(tmpdir(), 'parley-times-'));
  try {
    const writer = join(PROJECT_ROOT, 'tests', 'support', 'long-history.ts');
    const line = ['--import', 'tsx', writer, profile, String(MESSAGES)];
    await promisify(execFile)(process.execPath, line, { cwd: PROJECT_ROOT });
    await writeFile(join(profile, 'identity.noted'), '');
    return await withDisplay((env) => measure(electron, profile, env));
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}

async function measure(electron: string, profile: string, env: NodeJS.ProcessEnv): Promise<number> {
  const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: electron,
    args: [...switches, PROJECT_ROOT, '--data-dir', profile, '--host', '127.0.0.1'],
    cwd: PROJECT_ROOT,
    env: Object.fromEntries(
      Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    ),
  });
  try {
    const page = await app.firstWindow();
    await page.getByLabel('Your name', { exact: true }).fill('Zoe');
    await page.getByLabel('Port', { exact: true }).fill('0');
    console.log(`from Join to ${MESSAGES} messages: ${await openingMs(page)} ms`);
    for (const speed of [...SPEEDS.map((each) => -each), ...SPEEDS]) {
      const { longest, over50, median, passed } = await scroll(page, speed);
      console.log(
        `${speed} px a frame: longest frame ${longest} ms, over 50 ms ${over50}, median ${median} ms; ${passed} messages passed`,
      );
    }
  } finally {
    await app.close();
  }
  return 0;
}

// As text: what tsx makes of a function names helpers that no page has.

/** From the click to the frame after the newest message has been laid out. */
function openingMs(page: Page): Promise<number> {
  return page.evaluate(`new Promise((resolve) => {
    const began = performance.now();
    document.querySelector('form button[type="submit"]').click();
    requestAnimationFrame(function look() {
      const log = document.querySelector('[role="log"]');
      if (!log?.textContent.includes('${MESSAGES}: ')) requestAnimationFrame(look);
      else requestAnimationFrame(() => resolve(Math.round(performance.now() - began)));
    });
  })`);
}

type Scrolled = {
  readonly longest: number;
  readonly over50: number;
  readonly median: number;
  readonly passed: number;
};

/** Scrolls by so much each frame, and notes how long each frame took. */
function scroll(page: Page, step: number): Promise<Scrolled> {
  return page.evaluate(`new Promise((resolve) => {
    const pane = document.querySelector('[role="log"]');
    const box = pane.getBoundingClientRect();
    const numbers = [];
    const took = [];
    let last = performance.now();
    requestAnimationFrame(function next(now) {
      took.push(now - last);
      last = now;
      pane.scrollBy(0, ${step});
      if (took.length % 20 > 0 && took.length < ${FRAMES}) return requestAnimationFrame(next);
      const row = document.elementFromPoint(box.left + box.width / 2, box.top + 200);
      const number = parseInt(row?.closest('article')?.textContent.match(/(\\d+): /)?.[1]);
      if (number) numbers.push(number);
      if (took.length < ${FRAMES}) return requestAnimationFrame(next);
      const sorted = took.slice(1).sort((a, b) => a - b);
      resolve({
        longest: Math.round(sorted.at(-1)),
        over50: sorted.filter((ms) => ms > 50).length,
        median: Math.round(sorted[sorted.length >> 1]),
        passed: Math.max(...numbers) - Math.min(...numbers),
      });
    });
  })`);
}

await runScript(main);
