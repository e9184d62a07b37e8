// src/host/identity-file.ts, src/host/address-book.ts, src/host/contact-file.ts, src/host/preferences-file.ts, src/host/keyring-file.ts, src/main/settings.ts,
// src/host/launch-options.ts, src/host/secret-file.ts, src/host/network-watch.ts, src/host/folder-name.ts, src/host/log-line.ts, src/host/damage-note.ts
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, vi } from 'vitest';
import type { JournalEntry } from '../../src/core/journal.ts';
import { readPreferences } from '../../src/core/kept-preferences.ts';
import { DEFAULT_PREFERENCES } from '../../src/core/preferences.ts';
import { AddressBookFile } from '../../src/host/address-book.ts';
import { ContactFile } from '../../src/host/contact-file.ts';
import { describeDamage } from '../../src/host/damage-note.ts';
import { folderName } from '../../src/host/folder-name.ts';
import { loadIdentity } from '../../src/host/identity-file.ts';
import { KeyringFile } from '../../src/host/keyring-file.ts';
import { parseLaunchOptions } from '../../src/host/launch-options.ts';
import { logLine } from '../../src/host/log-line.ts';
import { watchNetwork } from '../../src/host/network-watch.ts';
import { PreferencesFile } from '../../src/host/preferences-file.ts';
import { ProfileError } from '../../src/host/profile-error.ts';
import { withSecretFile } from '../../src/host/secret-file.ts';
import { Settings } from '../../src/main/settings.ts';
import { epoch, group, peer } from '../support/entries.ts';
import { anyText, expectCleanPrototypes, name, record, text } from './arbitraries.ts';
import { folder, fuzz, fuzzAsync } from './fuzz.ts';
import { mutated, write } from './json-trees.ts';

/** Files as they are, with something wrong in them, or that are nothing of the kind. */
const known = record({
  group: fc.nat(3).map(group),
  peer: fc.nat(3).map(peer),
  address: fc.constant('10.0.0.1:1'),
  proven: fc.boolean(),
  metAt: fc.nat(),
});
const contact = record({
  id: fc.nat(3).map(peer),
  name,
  firstSeen: fc.nat(),
  nickname: fc.option(name),
  verified: fc.boolean(),
  muted: fc.boolean(),
  blocked: fc.boolean(),
  notThe: fc.option(name),
});
const membership = record({
  group: name,
  secret: fc.constant('a secret of old'),
  room: fc.nat(3).map(group),
});
const form = record({
  name,
  port: fc.constant('1'),
  seeds: text,
  host: fc.constant(''),
  group: name,
  secret: fc.constant(''),
});
const spoilt = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: mutated(valid).map(write), weight: 4 },
    { arbitrary: valid.map((each) => JSON.stringify(each)), weight: 1 },
    { arbitrary: anyText, weight: 1 },
  );
const list = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(each, { maxLength: 3 });

const dir = folder();
const nothing = { instead: '' };

fuzzAsync(
  'files of a profile that hold anything at all are read, or done without, and never stop a start',
  1_200,
  record({
    addresses: spoilt(record({ addresses: list(known) })),
    contacts: spoilt(record({ contacts: list(contact) })),
    memberships: spoilt(record({ memberships: list(membership) })),
    preferences: spoilt(fc.constant(DEFAULT_PREFERENCES)),
    settings: spoilt(form),
  }),
  async (files) => {
    const quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => quiet.mockRestore());
    const put = (file: string, content: string): void => writeFileSync(join(dir, file), content);
    put('addresses.json', files.addresses);
    put('contacts.json', files.contacts);
    put('memberships', files.memberships);
    put('preferences.json', files.preferences);
    put('settings.json', files.settings);
    const book = new AddressBookFile(join(dir, 'addresses.json'));
    for (const where of book.of(group(1))) expect(where.peer).toMatch(/^[0-9a-f]{64}$/);
    const contacts = new ContactFile(join(dir, 'contacts.json'));
    for (const { id, name: called } of contacts.all) {
      expect(id).toMatch(/^[0-9a-f]{64}$/);
      expect(called.length).toBeLessThanOrEqual(256);
    }
    // What was decided is never thrown away: it is as it was, or under another name.
    if (contacts.setAside !== null) {
      expect(contacts.all).toEqual([]);
      expect(readFileSync(contacts.setAside, 'utf8')).toBe(files.contacts.toWellFormed());
      rmSync(contacts.setAside);
    }
    const ring = await KeyringFile.load(dir, nothing);
    for (const aside of ring.setAside) {
      expect(readFileSync(aside, 'utf8')).toBe(files.memberships.toWellFormed());
      rmSync(aside);
    }
    if (ring.last !== null)
      expect(ring.roomOf(ring.last.group, ring.last.secret)).toBe(ring.last.room);
    const { value } = new PreferencesFile(join(dir, 'preferences.json'));
    expect(readPreferences(value)).toEqual(value);
    const loaded = new Settings(dir, ring).load();
    expect(Object.keys(loaded).sort()).toEqual([
      'group',
      'host',
      'name',
      'port',
      'secret',
      'seeds',
    ]);
    for (const field of Object.values(loaded)) expect(typeof field).toBe('string');
    expectCleanPrototypes();
  },
);

const digits = fc.string({
  unit: fc.constantFrom(...'0123456789abcdef'),
  minLength: 128,
  maxLength: 128,
});
const keyFile = fc.oneof(
  digits,
  digits.map((each) => `${each}\n`),
  digits.map((each) => each.toUpperCase()),
  digits.map((each) => each.slice(1)),
  fc.tuple(digits, text).map((parts) => parts.join('')),
  anyText,
);
fuzzAsync(
  'a file with a key is used as it stands or refused, and never written over',
  300,
  keyFile,
  async (content) => {
    const path = join(dir, 'identity');
    writeFileSync(path, content);
    const before = readFileSync(path);
    try {
      const { identity, keptIn } = await loadIdentity(dir, nothing);
      expect(keptIn).toBe('file');
      expect(Buffer.from(identity.secretKey).toString('hex')).toBe(content.trim());
    } catch (error) {
      expect(error).toBeInstanceOf(ProfileError);
      expect(content).not.toMatch(/^[0-9a-f]{128}$/);
    }
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dir)).not.toContain('identity.sealed');
  },
);

const word = fc.oneof(
  anyText,
  name,
  fc.constantFrom(
    '8080',
    '0',
    '99999',
    '080',
    '10.0.0.1:4242',
    '[::1]:1',
    ':80',
    'a:b',
    'parley://join#',
    '--',
    '-',
    '-p',
    '--port',
    '--port=1',
    '--name',
    '--peer',
    '--peer=a:1',
    '--host',
    '--group',
    '--secret-file',
    '--data-dir',
    '--no-listen',
    '--no-mesh',
    '--json',
    '--help',
    '-h',
    '--version',
    '--port=',
    '--__proto__',
    '--no-port',
    '--max-per-address',
    '--max-per-address=3',
  ),
);
fuzz(
  'a command line says what is to be done, or a sentence says what is wrong',
  5_000,
  fc.array(word, { maxLength: 7 }),
  (argv) => {
    const read = parseLaunchOptions(argv);
    expectCleanPrototypes();
    if (!read.ok) {
      expect(read.error).toMatch(/\S/);
      return;
    }
    const { port, name: called, seeds } = read.value;
    expect(port === null || (Number.isInteger(port) && port >= 0 && port <= 65_535)).toBe(true);
    expect(called === null || called === called.trim()).toBe(true);
    expect(seeds.length).toBeLessThanOrEqual(64);
  },
);

const SECRET = parseLaunchOptions(['--secret-file', 'x']);
fuzz(
  'a secret file is a secret, an invite link, or a sentence about it',
  400,
  fc.oneof(
    anyText,
    text.map((each) => `\ufeff${each}\r\n`),
    text.map((each) => `parley://join#${each}`),
  ),
  (content) => {
    if (!SECRET.ok) throw new Error(SECRET.error);
    const secretFile = join(dir, 'secret');
    writeFileSync(secretFile, content, { mode: 0o600 });
    const read = withSecretFile({ ...SECRET.value, secretFile });
    if (!read.ok) expect(read.error).toMatch(/\S/);
    else if (read.value.secret !== null) expect(read.value.secret).toBe(read.value.secret.trim());
    else expect(read.value.invite).not.toBeNull();
  },
);

const look = fc.tuple(fc.integer({ min: -20_000, max: 20_000 }), fc.nat(2));
fuzz(
  'a change of the network is told whenever addresses differ or time has jumped, and only then',
  1_500,
  fc.array(look, { maxLength: 30 }),
  (looks) => {
    let [now, addresses, told] = [1_000_000, '0', 0];
    let tick = (): void => undefined;
    watchNetwork(
      () => {
        told += 1;
      },
      {
        now: () => now,
        addresses: () => addresses,
        every: (_, run) => {
          tick = run;
        },
      },
    );
    for (const [passed, where] of looks) {
      const before = told;
      const moved = addresses !== String(where);
      now += passed;
      addresses = String(where);
      tick();
      expect(told - before).toBe(moved || passed > 4_000 || passed < -2_000 ? 1 : 0);
    }
  },
);

fuzz(
  'two names never share a folder, and every folder can be made anywhere',
  3_000,
  fc.tuple(name, name),
  ([a, b]) => {
    const [one, other] = [folderName(a), folderName(b)];
    expect(one).toMatch(/^[a-z0-9%A-F_-]{1,120}$/);
    expect(one).not.toMatch(/^(window|con|nul|aux|prn|com\d|lpt\d)$/i);
    expect(one === other).toBe(a.toLowerCase() === b.toLowerCase());
  },
);

const entry: fc.Arbitrary<JournalEntry> = fc.oneof(
  record({
    event: fc.constantFrom('note' as const, 'warning' as const),
    code: text,
    reason: anyText,
  }),
  record({
    event: fc.constant('listening' as const),
    addresses: fc.array(text, { maxLength: 40 }),
  }),
  record({
    event: fc.constant('link-up' as const),
    link: fc.nat(),
    peer: fc.constant(peer(1)),
    name: anyText,
  }),
  record({
    event: fc.constant('joining' as const),
    group: fc.option(text),
    seeds: fc.array(
      text.map((each) => `x parley://join#${each}`),
      { maxLength: 3 },
    ),
  }),
);
fuzz(
  'a line of the log is one line of JSON that nothing obeys, and holds no link with a secret',
  3_000,
  fc.tuple(entry, fc.nat(8.64e15), fc.nat(3)),
  ([what, at, withheld]) => {
    const line = logLine(at, what, { withheld, lost: 0 });
    expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    expect(line.length).toBeLessThan(40_000);
    expect(JSON.parse(line)).toMatchObject({ event: what.event });
    expect(line).not.toMatch(/parley:\/\/join#/);
    if (
      what.event === 'note' &&
      what.reason.length <= 300 &&
      what.reason.isWellFormed() &&
      !/parley:/i.test(what.reason)
    ) {
      expect(JSON.parse(line).reason).toBe(what.reason);
    }
  },
);

fuzz(
  'damage is told in a sentence, however much was saved',
  500,
  fc.tuple(fc.option(fc.tuple(fc.nat(), fc.nat())), epochText()),
  ([counts, kept]) => {
    const messages = counts === null ? null : { saved: counts[0], of: counts[0] + counts[1] };
    expect(describeDamage({ messages, kept })).toContain(kept);
  },
);

function epochText(): fc.Arbitrary<string> {
  return fc.constantFrom('history.damaged', epoch(1));
}
