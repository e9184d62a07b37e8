import { join as pathOf } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { GroupId } from '../../src/core/ids.ts';
import { formatInvite, type Invite } from '../../src/core/invite.ts';
import type { Membership } from '../../src/core/ports.ts';
import { DEFAULT_PREFERENCES } from '../../src/core/preferences.ts';
import { err, type Failure, ok, type Result } from '../../src/core/result.ts';
import { EMPTY_STATE } from '../../src/core/state.ts';
import { parseLaunchOptions } from '../../src/host/launch-options.ts';
import { PreferencesFile } from '../../src/host/preferences-file.ts';
import { type Launch, withSecretFile } from '../../src/host/secret-file.ts';
import type { BridgeEvent } from '../../src/ipc/contract.ts';
import { Desk } from '../../src/main/desk.ts';
import { Drafts } from '../../src/main/drafts.ts';
import { EMPTY_FORM, Settings } from '../../src/main/settings.ts';
import { peer } from '../support/entries.ts';
import { tempDir } from '../support/temp-dir.ts';

vi.mock('electron', () => ({ clipboard: { writeText: () => undefined } }));

const FORM = { ...EMPTY_FORM, name: 'Ana', port: '8080' };

const CHANGED: Membership = {
  ...{ group: 'design', secret: 'the secret of from now on' },
  room: '0123456789abcdef0123456789abcdef' as GroupId,
};

function linkTo(part: Partial<Invite>): string {
  const addresses = [{ host: '10.0.0.9', port: 4242 }];
  return formatInvite({ ...CHANGED, addresses, invitedBy: peer(1), ...part });
}

type Join = () => Promise<Result<null, Failure>>;

function launched(...argv: readonly string[]): Launch {
  const options = parseLaunchOptions(argv);
  const parsed = options.ok ? withSecretFile(options.value) : options;
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

/** A desk whose peer joins as `join` does, and whether the page was last told that it is joining. */
function deskThat(join: Join, ...argv: readonly string[]) {
  const keyring: { last: Membership | null } = { last: null };
  const shown: BridgeEvent[] = [];
  const changes: unknown[] = [];
  const left: true[] = [];
  const unused = () => Promise.reject(new Error('not in this test'));
  const peer = {
    state: EMPTY_STATE,
    room: CHANGED.room,
    onEvent: () => () => undefined,
    join,
    connect: () => err({ code: 'unused', message: 'not in this test' }),
    changeSecret: async () => {
      keyring.last = CHANGED;
      return ok(null);
    },
    invite: () => err({ code: 'unused', message: 'not in this test' }),
    send: unused,
    act: unused,
    reply: unused,
    edit: unused,
    remove: unused,
    react: unused,
    versions: unused,
    loadOlder: unused,
    seen: () => undefined,
    seenAll: () => undefined,
    typing: () => undefined,
    changeProfile: unused,
    loadNewer: unused,
    showNewest: unused,
    showAround: unused,
    follow: () => undefined,
    changeContact: (...change: readonly unknown[]) => {
      changes.push(change);
      return ok(null);
    },
    // A link of the group that this peer is in, whatever else it says.
    isHere: ({ room }: Invite) => room === CHANGED.room,
    names: {},
    inspect: () => err({ code: 'unused', message: 'not in this test' }),
    safetyNumber: () => err({ code: 'unused', message: 'not in this test' }),
    leave: async () => void left.push(true),
  };
  const preferences = new PreferencesFile(pathOf(tempDir(), 'preferences.json'));
  const settings = new Settings(tempDir(), keyring);
  const files = { settings, preferences, drafts: new Drafts(tempDir()) };
  const desk = new Desk(peer, files, launched(...argv), (event) => {
    shown.push(event);
  });
  const joining = () => shown.findLast((event) => 'joining' in event)?.joining;
  return { desk, shown, joining, changes, left };
}

const broken: Join = () => Promise.reject(new Error('the disk is gone'));
const failing =
  (code: string): Join =>
  async () =>
    err({ code, message: 'A sentence.' });

const DISK_GONE = expect.stringContaining('the disk is gone');

test('a join that breaks ends in a sentence, and the form can be used again', async () => {
  const { desk, shown, joining } = deskThat(broken);
  await desk.requests.ready();
  const joined = await desk.requests.join(FORM);
  expect(joined).toEqual(
    err([expect.objectContaining({ field: null, code: 'join-failed', message: DISK_GONE })]),
  );
  expect(shown).toContainEqual({ type: 'joining', joining: true });
  expect(joining()).toBe(false);
});

test('so does one that the command line asked for', async () => {
  const { desk, joining } = deskThat(broken, '0', 'Ana');
  await desk.requests.ready();
  await desk.start();
  expect(joining()).toBe(false);
  const { problems } = await desk.requests.joinDefaults();
  expect(problems).toEqual([expect.objectContaining({ field: null, message: DISK_GONE })]);
});

test.each([
  ['port-taken', 'port'],
  ['port-not-allowed', 'port'],
  ['host-not-here', 'host'],
  ['seed-wrong-secret', 'secret'],
  ['seed-locked', 'secret'],
  ['seed-open', 'secret'],
  ['seed-other-room', 'seeds'],
  ['store-failed', null],
  ['network', null],
])('a join that fails with %s is said beside %s', async (code, field) => {
  const { desk, joining } = deskThat(failing(code));
  await desk.requests.ready();
  expect(await desk.requests.join(FORM)).toEqual(err([{ field, code, message: 'A sentence.' }]));
  expect(joining()).toBe(false);
});

test('whoever cancelled hears nothing about it', async () => {
  expect(await deskThat(failing('left')).desk.requests.join(FORM)).toEqual(err([]));
});

test('a request that is no form blames no field', async () => {
  const { desk } = deskThat(broken);
  const problems = [{ field: null, code: 'bad-request', message: expect.any(String) }];
  expect(await desk.requests.join({ name: 7 })).toEqual(err(problems));
});

test('a link from outside waits for the person, through a reload, and joins nothing by itself', async () => {
  const { desk, shown } = deskThat(broken);
  desk.invited('parley:1');
  await desk.requests.ready();
  const first = { number: 1, link: 'parley:1', sameRoom: false };
  expect(shown).toContainEqual(expect.objectContaining({ type: 'snapshot', invitation: first }));
  desk.invited('parley:2');
  const second = { number: 2, link: 'parley:2', sameRoom: false };
  expect(shown.at(-1)).toEqual({ type: 'invitation', invitation: second });
  await desk.requests.putInvitationAway(2);
  expect(shown.at(-1)).toEqual({ type: 'invitation', invitation: null });
});

test('an answer to a link in whose place another has come leaves and joins nothing', async () => {
  const joined: unknown[] = [];
  const { desk, shown, left } = deskThat(async () => {
    joined.push(true);
    return ok(null);
  });
  await desk.requests.join(FORM);
  joined.length = 0;
  await desk.requests.ready();
  desk.invited(linkTo({}));
  desk.invited(linkTo({ group: 'evil' }));
  const waiting = shown.at(-1);
  for (const stale of [1, 0, 3, '2', null, undefined]) {
    expect(await desk.requests.followInvitation(stale)).toMatchObject({
      error: { code: 'another-invitation' },
    });
    await desk.requests.putInvitationAway(stale);
  }
  expect({ left, joined }).toEqual({ left: [], joined: [] });
  expect(shown.at(-1)).toBe(waiting);
  await desk.requests.followInvitation(2);
  expect({ left, joined }).toEqual({ left: [true], joined: [true] });
  expect((await desk.requests.joinDefaults()).form.seeds).toBe(linkTo({ group: 'evil' }));
});

test('a link says that it leads to the group one is in where the peer knows that it does', async () => {
  const { desk, shown } = deskThat(async () => ok(null));
  await desk.requests.ready();
  const sameRoom = () => {
    const last = shown.at(-1);
    return last?.type === 'invitation' ? last.invitation?.sameRoom : undefined;
  };
  desk.invited(linkTo({}));
  expect(sameRoom()).toBe(true);
  desk.invited(linkTo({ secret: null, room: null }));
  expect(sameRoom()).toBe(false);
  desk.invited('parley://join#nonsense');
  expect(sameRoom()).toBe(false);
  // One that comes during a join is looked at again when that has ended.
  const told = shown.length;
  await desk.requests.join(FORM);
  expect(shown.slice(told)).toContainEqual(expect.objectContaining({ type: 'invitation' }));
});

test('what the page decides about somebody reaches the peer', async () => {
  const { desk, changes } = deskThat(broken);
  expect(await desk.requests.changeContact(peer(1), { nickname: 'Boss', muted: true })).toEqual(
    ok(null),
  );
  expect(changes).toEqual([[peer(1), { nickname: 'Boss', muted: true }]]);
});

test.each([
  ['somebody', { muted: true }],
  [7, { muted: true }],
  [peer(1), null],
  [peer(1), { muted: 'yes' }],
  [peer(1), { nickname: 7 }],
  [peer(1), { firstSeen: 0 }],
  [peer(1), JSON.parse('{"__proto__": {"muted": true}, "name": "Ana"}')],
])('a change that is none changes nothing: %j %j', async (id, change) => {
  const { desk, changes } = deskThat(broken);
  expect(await desk.requests.changeContact(id, change)).toMatchObject({
    error: { code: 'bad-request' },
  });
  expect(changes).toEqual([]);
});

test.each([
  ['typed', { group: 'design', secret: 'an old song of yesterday' }],
  [
    'in a link',
    {
      seeds: formatInvite({
        ...{ ...CHANGED, secret: 'an old song of yesterday' },
        ...{ addresses: [{ host: '10.0.0.9', port: 4242 }], invitedBy: peer(1) },
      }),
    },
  ],
])('once a secret that came %s is changed, the form has the new one', async (_, part) => {
  const { desk } = deskThat(async () => ok(null));
  await desk.requests.join({ ...FORM, ...part });
  expect((await desk.requests.joinDefaults()).form).toMatchObject(part);
  await desk.requests.changeSecret();
  const { form } = await desk.requests.joinDefaults();
  expect(form).toMatchObject({ name: 'Ana', group: 'design', secret: CHANGED.secret });
  expect(JSON.stringify(form)).not.toContain('yesterday');
});

test('the page hears what is chosen, first all of it and then every change', async () => {
  const { desk, shown } = deskThat(broken);
  await desk.requests.setPreferences({ theme: 'dark' });
  expect(shown).toEqual([]);
  await desk.requests.ready();
  const dark = { ...DEFAULT_PREFERENCES, theme: 'dark' };
  expect(shown).toEqual([expect.objectContaining({ type: 'snapshot', preferences: dark })]);
  expect(await desk.requests.setPreferences({ typing: false })).toEqual(ok(null));
  expect(shown.at(-1)).toEqual({ type: 'preferences', preferences: { ...dark, typing: false } });
});

test.each([{ theme: 'pink' }, { textSize: 101 }, { typing: 'no' }, { other: true }, null, 'dark'])(
  'what cannot be chosen is refused, and nothing of it is done: %j',
  async (odd) => {
    const { desk, shown } = deskThat(broken);
    await desk.requests.ready();
    const change = typeof odd === 'object' ? { motion: 'reduced', ...odd } : odd;
    const refused = await desk.requests.setPreferences(odd === null ? null : change);
    expect(refused).toEqual(err(expect.objectContaining({ code: 'bad-request' })));
    expect(shown).toHaveLength(1);
  },
);
