import { clipboard } from 'electron';
import * as v from 'valibot';
import type { GroupId } from '../core/ids.ts';
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
  /** The group whose draft is meant. */
  room(): GroupId | null;
};

/** The requests that concern this computer alone: drafts, preferences, its clipboard and browser. */
export function localRequests({
  preferences,
  drafts,
  room,
}: LocalParts): Pick<Handlers, LocalKeys> {
  return {
    draft: async () => ok(drafts.of(room())),
    keepDraft: async (text) => {
      if (!isText(text)) return err(BAD_REQUEST);
      drafts.keep(room(), text);
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
