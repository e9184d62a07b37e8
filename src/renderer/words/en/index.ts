import { address } from './address.ts';
import { alerts } from './alerts.ts';
import { app } from './app.ts';
import { common } from './common.ts';
import { connection } from './connection.ts';
import { dates } from './dates.ts';
import { dial } from './dial.ts';
import { invite } from './invite.ts';
import { join } from './join.ts';
import { notices } from './notices.ts';
import { person } from './person.ts';

export const en = {
  address,
  alerts,
  app,
  common,
  connection,
  dates,
  dial,
  invite,
  join,
  notices,
  person,
} as const;
