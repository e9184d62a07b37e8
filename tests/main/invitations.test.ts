import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import {
  handOver,
  holdsInvitation,
  isInvitation,
  linkAlone,
  receiveLinks,
  registerForLinks,
} from '../../src/main/invitations.ts';
import { tempDir } from '../support/temp-dir.ts';

const LINK = 'parley://join#g=design';

type Listener = (...args: unknown[]) => void;

/** As much of Electron's `app` as deals with links. Windows run in the folders of `running`. */
const app = vi.hoisted(() => ({
  isPackaged: false,
  running: new Set<string>(),
  userData: '',
  asked: [] as unknown[][],
  told: [] as unknown[],
  released: 0,
  listeners: new Map<string, (...args: unknown[]) => void>(),
  setPath(_name: string, path: string) {
    app.userData = path;
  },
  requestSingleInstanceLock(data: unknown) {
    if (!app.running.has(app.userData)) return true;
    app.told.push([app.userData, data]);
    return false;
  },
  releaseSingleInstanceLock() {
    app.released += 1;
  },
  granted: true,
  setAsDefaultProtocolClient(...args: unknown[]) {
    app.asked.push(args);
    return app.granted;
  },
  on: (name: string, listener: Listener) => app.listeners.set(name, listener),
}));
vi.mock('electron', () => ({ app }));

beforeEach(() => {
  app.running.clear();
  app.asked.length = 0;
  app.told.length = 0;
  app.released = 0;
  app.isPackaged = false;
  app.granted = true;
});

test('only a link with nothing beside it is one that the system has started us for', () => {
  expect(linkAlone([LINK])).toBe(LINK);
  expect(linkAlone(['--', LINK])).toBe(LINK);
  expect(linkAlone(['PARLEY://JOIN#g=design'])).toBe('PARLEY://JOIN#g=design');
  expect(linkAlone([])).toBeNull();
  expect(linkAlone(['10.0.0.1:4242'])).toBeNull();
  expect(linkAlone([LINK, '--name', 'Eve', '--port', '0'])).toBeNull();
  expect(linkAlone([LINK, LINK])).toBeNull();
});

test.each([[null], [7], [{}], ['https://example.org/'], [`parley:${'x'.repeat(9_000)}`]])(
  'what is no link of ours is not taken for one: %j',
  (value) => {
    expect(isInvitation(value)).toBe(false);
  },
);

test('a link is hidden from lists of programs wherever it stands on a command line', () => {
  expect([LINK, `--peer=${LINK}`, `10.0.0.1:1,${LINK.toUpperCase()}`].every(holdsInvitation)).toBe(
    true,
  );
  expect(['parley', '8080', '--name=Ana', '10.0.0.1:4242'].some(holdsInvitation)).toBe(false);
});

/** Folders of default profiles; only the named ones have been used before. */
function profiles(...used: readonly string[]): readonly string[] {
  const base = tempDir();
  for (const name of used) mkdirSync(join(base, name, 'browser'), { recursive: true });
  return ['window', 'window_2', 'window_3'].map((name) => join(base, name));
}

test('a link goes to the first window that runs, and to no other', () => {
  const dirs = profiles('window', 'window_2', 'window_3');
  const [, second = '', third = ''] = dirs;
  app.running.add(join(second, 'browser')).add(join(third, 'browser'));
  expect(handOver(LINK, dirs)).toBe(true);
  expect(app.told).toEqual([[join(second, 'browser'), { link: LINK }]]);
});

test('where no window runs nobody is told, and no lock is kept that a window will want', () => {
  expect(handOver(LINK, profiles('window', 'window_2'))).toBe(false);
  expect(app.told).toEqual([]);
  expect(app.released).toBe(2);
});

test('links are heard from both sides of the system, one that came before anybody listened too', () => {
  const heard: string[] = [];
  const onLink = receiveLinks(LINK);
  onLink((link) => heard.push(link));
  const prevented = vi.fn();
  app.listeners.get('second-instance')?.({}, ['argv', 'parley:argv'], '/', { link: 'parley:2' });
  app.listeners.get('open-url')?.({ preventDefault: prevented }, 'parley:3');
  expect(heard).toEqual([LINK, 'parley:2', 'parley:3']);
  expect(prevented).toHaveBeenCalledOnce();
});

test.each([[undefined], [null], ['parley:x'], [{ link: 7 }], [{ link: 'https://example.org/' }]])(
  'another program that says %j is not listened to',
  (data) => {
    const heard: string[] = [];
    receiveLinks(null)((link) => heard.push(link));
    app.listeners.get('second-instance')?.({}, [LINK], '/', data);
    expect(heard).toEqual([]);
  },
);

test('only an installed program in its usual profile asks the system for links', () => {
  expect(registerForLinks(null)).toEqual([]);
  app.isPackaged = true;
  expect(registerForLinks(tempDir())).toEqual([]);
  expect(app.asked).toEqual([]);
  expect(registerForLinks(null)).toEqual([{ event: 'links-asked-for', granted: true }]);
  expect(app.asked).toEqual([['parley', process.execPath, ['--']]]);
  app.granted = false;
  expect(registerForLinks(null)).toEqual([{ event: 'links-asked-for', granted: false }]);
});
