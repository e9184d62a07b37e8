import { beforeEach, expect, test, vi } from 'vitest';
import { CHANNELS, type Handlers } from '../../src/ipc/contract.ts';
import { answer } from '../../src/main/bridge.ts';
import { PAGE_ORIGIN, PAGE_URL } from '../../src/main/page-files.ts';

type Answer = (event: unknown, ...args: readonly unknown[]) => unknown;

const { answers } = vi.hoisted(() => ({ answers: new Map<string, Answer>() }));

vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handler: Answer) => answers.set(channel, handler) },
}));

const heard = vi.fn(async (...args: readonly unknown[]) => args);
const mainFrame = { url: PAGE_URL };

async function deskOf(requests: Handlers) {
  return { requests };
}

beforeEach(() => {
  heard.mockClear();
  const handlers: unknown = new Proxy({}, { get: () => heard });
  // Only these parts of the page and of the handlers are looked at.
  answer({ mainFrame } as unknown as Parameters<typeof answer>[0], deskOf(handlers as Handlers));
});

test.each(Object.entries(CHANNELS))('%s is answered to our own page', async (_key, channel) => {
  await answers.get(channel)?.({ senderFrame: mainFrame }, 'what was asked');
  expect(heard.mock.calls).toEqual([['what was asked']]);
});

test.each(Object.entries(CHANNELS))('%s is answered to nobody else', (_key, channel) => {
  const strangers = {
    'a frame inside our page': { url: PAGE_URL },
    'a frame of another place': { url: 'https://evil.example/' },
    'a frame that has gone': null,
  };
  for (const senderFrame of Object.values(strangers)) {
    expect(() => answers.get(channel)?.({ senderFrame }, 'x')).toThrow('Not from the window');
  }
  expect(heard).not.toHaveBeenCalled();
});

test.each([
  'https://evil.example/',
  'file:///index.html',
  'about:blank',
  '',
  `${PAGE_ORIGIN}/elsewhere`,
  `${PAGE_ORIGIN}.evil.example/index.html`,
])('our own window is not answered while it shows %j', (url) => {
  const frame = { url };
  answer({ mainFrame: frame } as unknown as Parameters<typeof answer>[0], deskOf({} as Handlers));
  expect(() => answers.get(CHANNELS.leave)?.({ senderFrame: frame })).toThrow(
    'Not from the window',
  );
});
