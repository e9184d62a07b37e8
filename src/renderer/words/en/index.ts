import { app } from './app.ts';
import { common } from './common.ts';
import { connection } from './connection.ts';

export const en = { app, common, connection } as const;
