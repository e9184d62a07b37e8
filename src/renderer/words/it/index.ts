import type { Words } from '../catalogue.ts';
import { app } from './app.ts';
import { common } from './common.ts';
import { connection } from './connection.ts';

export const it = { app, common, connection } satisfies Words;
