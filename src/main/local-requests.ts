import { clipboard } from 'electron';
import * as v from 'valibot';
import { type GroupId, isGroupId } from '../core/ids.ts';
import { preferencesChangeSchema } from '../core/kept-preferences.ts';
import { err, ok } from '../core/result.ts';
import type { PreferencesFile } from '../host/preferences-file.ts';
import type { Handlers } from '../ipc/contract.ts';
import type { Drafts } from './drafts.ts';
import { openOutside } from './outside.ts';
import { BAD_REQUEST, isText } from './untrusted.ts';

type LocalKeys = 'draft' | 'keepDraft' | 'setPreferences' | 'copy' | 'openLink';

type LocalParts = {
  readonly preferences: PreferencesFile;
  readonly drafts: Drafts;
  /** The group that we are in. */
  room(): GroupId | null;
};

/** The requests that concern this computer alone: drafts, preferences, its clipboard and browser. */
export function localRequests({
  preferences,
  drafts,
  room,
}: LocalParts): Pick<Handlers, LocalKeys> {
  return {
    draft: async () => {
      const here = room();
      return ok({ room: here, text: drafts.of(here) });
    },
    // The page says for which group: this may come when that is being left, or has been.
    keepDraft: async (group, text) => {
      if (!isGroupId(group) || !isText(text)) return err(BAD_REQUEST);
      drafts.keep(group, text);
      return ok(null);
    },
    setPreferences: async (change) => {
      const parsed = v.safeParse(preferencesChangeSchema, change);
      return parsed.success ? preferences.change(parsed.output) : err(BAD_REQUEST);
    },
    copy: async (text) => {
      if (!isText(text)) return err(BAD_REQUEST);
      clipboard.writeText(text);
      return ok(null);
    },
    openLink: async (url) => openOutside(url),
  };
}
