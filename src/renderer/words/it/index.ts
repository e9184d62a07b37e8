import type { Words } from '../catalogue.ts';
import { address } from './address.ts';
import { alerts } from './alerts.ts';
import { app } from './app.ts';
import { common } from './common.ts';
import { composer } from './composer.ts';
import { connection } from './connection.ts';
import { dates } from './dates.ts';
import { delivery } from './delivery.ts';
import { dial } from './dial.ts';
import { emoji } from './emoji.ts';
import { invite } from './invite.ts';
import { join } from './join.ts';
import { message } from './message.ts';
import { notices } from './notices.ts';
import { people } from './people.ts';
import { person } from './person.ts';
import { preferences } from './preferences.ts';
import { profile } from './profile.ts';
import { shortcuts } from './shortcuts.ts';
import { text } from './text.ts';
import { timeline } from './timeline.ts';
import { typing } from './typing.ts';

export const it = {
  address,
  alerts,
  app,
  common,
  composer,
  connection,
  dates,
  delivery,
  dial,
  emoji,
  invite,
  join,
  message,
  notices,
  people,
  person,
  preferences,
  profile,
  shortcuts,
  text,
  timeline,
  typing,
} satisfies Words;
