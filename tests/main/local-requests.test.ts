import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { GroupId } from '../../src/core/ids.ts';
import { err, ok } from '../../src/core/result.ts';
import { MAX_DRAFT_UNITS } from '../../src/core/text.ts';
import { PreferencesFile } from '../../src/host/preferences-file.ts';
import { Drafts } from '../../src/main/drafts.ts';
import { localRequests } from '../../src/main/local-requests.ts';
import { BAD_REQUEST } from '../../src/main/untrusted.ts';
import { tempDir } from '../support/temp-dir.ts';

vi.mock('electron', () => ({ clipboard: { writeText: () => undefined } }));

const LAB = 'a'.repeat(32) as GroupId;

function requests() {
  const dir = tempDir();
  const here: { room: GroupId | null } = { room: LAB };
  const parts = {
    drafts: new Drafts(dir),
    preferences: new PreferencesFile(join(dir, 'preferences.json')),
    room: () => here.room,
  };
  return { ask: localRequests(parts), here };
}

test('a draft that comes while its group is being left is kept for it', async () => {
  const { ask, here } = requests();
  expect(await ask.draft()).toEqual(ok({ room: LAB, text: '' }));
  here.room = null;
  await ask.keepDraft(LAB, 'the last words');
  expect(await ask.draft()).toEqual(ok({ room: null, text: '' }));
  here.room = LAB;
  expect(await ask.draft()).toEqual(ok({ room: LAB, text: 'the last words' }));
});

test('what is no group and what is too long is not kept', async () => {
  const { ask } = requests();
  expect(await ask.keepDraft('lab', 'half a thou')).toEqual(err(BAD_REQUEST));
  expect(await ask.keepDraft(LAB, 'x'.repeat(MAX_DRAFT_UNITS))).toEqual(ok(null));
  expect(await ask.keepDraft(LAB, 'x'.repeat(MAX_DRAFT_UNITS + 1))).toEqual(err(BAD_REQUEST));
});
