// src/main/desk.ts, src/main/message-requests.ts, src/main/people-requests.ts, src/main/local-requests.ts, src/main/untrusted.ts,
// src/main/joining.ts, src/main/waiting-invitation.ts, src/main/page-feed.ts, src/main/drafts.ts, src/main/link.ts, src/main/outside.ts, src/main/launch.ts, src/main/launch-form.ts, src/main/page-files.ts,
// src/ipc/contract.ts, src/core/known-contacts.ts, src/core/kept-preferences.ts
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, vi } from 'vitest';
import type { ChatEvent } from '../../src/core/events.ts';
import { type EntryId, isEntryId, isPeerId } from '../../src/core/ids.ts';
import { readPreferences } from '../../src/core/kept-preferences.ts';
import { err, ok } from '../../src/core/result.ts';
import { EMPTY_STATE, reduce } from '../../src/core/state.ts';
import { parseLaunchOptions } from '../../src/host/launch-options.ts';
import { PreferencesFile } from '../../src/host/preferences-file.ts';
import { withSecretFile } from '../../src/host/secret-file.ts';
import { type BridgeEvent, CHANNELS } from '../../src/ipc/contract.ts';
import { Desk } from '../../src/main/desk.ts';
import { Drafts } from '../../src/main/drafts.ts';
import { ownArguments } from '../../src/main/launch.ts';
import { withLaunch } from '../../src/main/launch-form.ts';
import { parseLink } from '../../src/main/link.ts';
import { listPageFiles, PAGE_ORIGIN } from '../../src/main/page-files.ts';
import { EMPTY_FORM, Settings } from '../../src/main/settings.ts';
import {
  anyText,
  anything,
  entryId,
  expectCleanPrototypes,
  name,
  peerId,
  record,
  text,
} from './arbitraries.ts';
import { chatEvent } from './events.ts';
import { folder, fuzz, fuzzAsync } from './fuzz.ts';

const opened = vi.hoisted((): string[] => []);
vi.mock('electron', () => ({
  clipboard: { writeText: () => undefined },
  shell: { openExternal: async (url: string) => void opened.push(url) },
}));

const dir = folder();
const settings = new Settings(dir, { last: null });
const drafts = new Drafts(dir);
// Before the folder goes.
afterAll(() => drafts.save());
const words = parseLaunchOptions([]);
const launch = words.ok ? withSecretFile(words.value) : words;
const almost = fc.oneof(
  anything,
  anyText,
  peerId,
  entryId,
  fc.boolean(),
  fc.record({ nickname: anything, verified: anything, extra: anything }, { requiredKeys: [] }),
  record({
    name,
    port: fc.constant('0'),
    seeds: text,
    host: fc.constant(''),
    group: name,
    secret: text,
  }),
  record({
    name: anything,
    port: anything,
    seeds: anything,
    host: anything,
    group: anything,
    secret: anything,
  }),
  fc.record({ theme: fc.constantFrom('dark', 'x'), textSize: anything }, { requiredKeys: [] }),
);
/** Whatever a page can ask, by whoever has got into it. */
const request = fc.tuple(
  fc.constantFrom(...(Object.keys(CHANNELS) as (keyof typeof CHANNELS)[])),
  almost,
  almost,
  almost,
);

/** Nothing but an entry's id may get so far. */
function entryIn(id: unknown): EntryId {
  expect(isEntryId(id)).toBe(true);
  return id as EntryId;
}

fuzzAsync(
  'whatever the page asks is answered with data, and nothing gets through that was not checked',
  1_500,
  fc.array(request, { maxLength: 8 }),
  async (requests) => {
    if (!launch.ok) throw new Error(launch.error);
    const given: unknown[] = [];
    const took = async (): Promise<ReturnType<typeof err<{ code: string; message: string }>>> =>
      err({ code: 'x', message: 'No.' });
    const peer = {
      state: EMPTY_STATE,
      room: '0123456789abcdef0123456789abcdef',
      onEvent: () => () => undefined,
      join: (options: unknown) =>
        given.push(Object(options).name, Object(options).group ?? '') && took(),
      connect: (address: unknown) => {
        given.push(address);
        return ok(null);
      },
      invite: () => ok('parley://join#'),
      changeSecret: (secret: unknown) => {
        expect(secret).toBeNull();
        return took();
      },
      isHere: () => false,
      send: (said: unknown) => given.push(said) && took(),
      act: (said: unknown) => given.push(said) && took(),
      reply: (to: unknown, said: unknown) => given.push(entryIn(to), said) && took(),
      edit: (id: unknown, said: unknown) => given.push(entryIn(id), said) && took(),
      remove: (id: unknown) => given.push(entryIn(id)) && took(),
      react: (id: unknown, emoji: unknown, on: unknown) => {
        expect(typeof on).toBe('boolean');
        return given.push(entryIn(id), emoji) && took();
      },
      versions: (id: unknown) => given.push(entryIn(id)) && took(),
      loadOlder: async () => undefined,
      seenAll: () => undefined,
      seen: (ids: unknown) => {
        expect(Array.isArray(ids) && ids.every(isEntryId)).toBe(true);
      },
      loadNewer: async () => undefined,
      showNewest: async () => undefined,
      showAround: (id: unknown) => {
        expect(isEntryId(id)).toBe(true);
        return took();
      },
      follow: (on: unknown) => {
        expect(typeof on).toBe('boolean');
      },
      typing: (on: unknown) => expect(typeof on).toBe('boolean'),
      changeContact: (id: unknown, change: unknown) => {
        expect(isPeerId(id)).toBe(true);
        for (const [key, value] of Object.entries(Object(change))) {
          expect(['nickname', 'verified', 'muted', 'blocked']).toContain(key);
          expect(
            value === null || typeof value === (key === 'nickname' ? 'string' : 'boolean'),
          ).toBe(true);
        }
        return ok(null);
      },
      changeProfile: (change: unknown) => {
        for (const [key, value] of Object.entries(Object(change))) {
          const types: Record<string, string> = {
            name: 'string',
            status: 'string',
            colour: 'number',
          };
          expect(value === null ? key !== 'name' : typeof value === types[key]).toBe(true);
        }
        return took();
      },
      inspect: (id: unknown) => {
        expect(isPeerId(id)).toBe(true);
        return err({ code: 'x', message: 'No.' });
      },
      safetyNumber: (id: unknown) => {
        expect(isPeerId(id)).toBe(true);
        return err({ code: 'x', message: 'No.' });
      },
      leave: async () => undefined,
    };
    const quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const chosen = new PreferencesFile(join(dir, 'preferences.json'));
    const desk = new Desk(
      peer as unknown as ConstructorParameters<typeof Desk>[0],
      { settings, preferences: chosen, drafts },
      launch.value,
      () => undefined,
    );
    for (const [what, ...args] of requests) {
      // That one asks the network for a free port.
      if (what === 'joinDefaults') continue;
      const ask = desk.requests[what] as (...args: unknown[]) => Promise<unknown>;
      const answer = await ask(...args);
      if (answer !== undefined) expect(typeof Object(answer).ok).toBe('boolean');
      structuredClone(answer);
    }
    quiet.mockRestore();
    for (const each of given) expect(typeof each).toBe('string');
    for (const url of opened.splice(0)) expect(url).toMatch(/^(https?:\/\/|mailto:)/);
    expect(readPreferences(chosen.value)).toEqual(chosen.value);
    expectCleanPrototypes();
  },
);

fuzzAsync(
  'the page folds what main says to what main knows, in whatever batches it comes',
  300,
  fc.array(fc.tuple(chatEvent, fc.constantFrom('wait', 'reload', 'go', 'go', 'go')), {
    maxLength: 25,
  }),
  async (events) => {
    if (!launch.ok) throw new Error(launch.error);
    const shown: BridgeEvent[] = [];
    let state = EMPTY_STATE;
    let hear = (_: ChatEvent): void => undefined;
    const peer = {
      get state() {
        return state;
      },
      onEvent: (listener: typeof hear) => {
        hear = listener;
      },
    };
    vi.useFakeTimers();
    const desk = new Desk(
      peer as unknown as ConstructorParameters<typeof Desk>[0],
      { settings, preferences: new PreferencesFile(join(dir, 'preferences.json')), drafts },
      launch.value,
      (event) => shown.push(event),
    );
    await desk.requests.ready();
    for (const [event, then] of events) {
      state = reduce(state, event);
      hear(event);
      if (then === 'wait') vi.advanceTimersByTime(16);
      if (then === 'reload') {
        desk.pageGone();
        await desk.requests.ready();
      }
    }
    vi.advanceTimersByTime(16);
    vi.useRealTimers();
    const page = shown.reduce((mirror, event) => {
      if (event.type === 'snapshot') return event.state;
      return event.type === 'events' ? event.events.reduce(reduce, mirror) : mirror;
    }, EMPTY_STATE);
    expect(page).toEqual(state);
  },
);

const scheme = fc.constantFrom(
  'http',
  'https',
  'mailto',
  'file',
  'javascript',
  'data',
  'HTTP',
  'smb',
  'parley',
  'ftp',
  'vbscript',
  'http:http',
  'x',
);
const link = fc.oneof(
  anything,
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc
    .tuple(
      scheme,
      fc.constantFrom(':', '://', ':/', ':\\\\'),
      fc.oneof(fc.domain(), text, fc.constantFrom('a@b', 'a:b@c', 'x?attach=/etc/passwd', 'а.com')),
      text,
    )
    .map((parts) => parts.join('')),
);
fuzz('only web and mail addresses are ever opened, as they were checked', 4_000, link, (raw) => {
  const read = parseLink(raw);
  if (!read.ok) {
    expect(read.error.code).toBe('link-refused');
    return;
  }
  expect(['http:', 'https:', 'mailto:']).toContain(new URL(read.value).protocol);
  expect(new URL(read.value).username).toBe('');
  expect(read.value.length).toBeLessThanOrEqual(2_081);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(read.value).not.toMatch(/[\u0000-\u0020\u007f-\uffff"<>]/);
  expect(parseLink(read.value)).toEqual(read);
});

const path = fc
  .array(fc.constantFrom('a', '..', '.', 'index', '%2e%2e', '\\', 'assets'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => `${parts.join('/')}.js`);
fuzz(
  'of the page’s files only those of the list are there, letter by letter',
  1_000,
  fc.tuple(fc.array(path), fc.oneof(path, anyText)),
  ([paths, asked]) => {
    const files = listPageFiles(paths);
    expect(files.has(`${PAGE_ORIGIN}/${asked}`)).toBe(paths.includes(asked));
    for (const { path: its } of files.values()) expect(paths).toContain(its);
  },
);

const argument = fc.oneof(
  anyText,
  fc.constantFrom(
    '--no-sandbox',
    '--inspect',
    '-r',
    '--require',
    'x.js',
    '8080',
    '--remote-debugging-port=1',
    '--proxy-server=x',
  ),
);
fuzz(
  'of a command line every word of ours is kept, and no form is filled with anything else',
  1_000,
  fc.tuple(fc.array(argument, { maxLength: 8 }), fc.boolean()),
  ([argv, packaged]) => {
    const own = ownArguments(argv, packaged);
    expect(own.length).toBeLessThanOrEqual(argv.length);
    expect(argv.join('\n').endsWith(own.at(-1) ?? '') || packaged).toBe(true);
    const read = parseLaunchOptions(own);
    const full = read.ok ? withSecretFile({ ...read.value, secretFile: null }) : read;
    if (!full.ok) return;
    for (const field of Object.values(withLaunch(EMPTY_FORM, full.value)))
      expect(typeof field).toBe('string');
  },
);
