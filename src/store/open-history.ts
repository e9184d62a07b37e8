import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { LogCrypto } from '../core/ports.ts';
import { isDamage, openDatabase, release, StoreDamagedError } from './connection.ts';
import { unmark } from './damage-mark.ts';
import { type Saved, salvage } from './salvage.ts';
import { refuseNewer } from './schema.ts';
import { SqliteStore } from './sqlite.ts';
import { isWalDamaged } from './wal.ts';

/** What became of a damaged history. */
export type Damage = {
  /** Null where a start before this one counted, and was broken off. */
  readonly messages: Saved | null;
  /** The damaged file under its new name. */
  readonly kept: string;
};

export type OpenedHistory = { readonly store: SqliteStore; readonly damage: Damage | null };

export type HistoryOptions = {
  readonly crypto: LogCrypto;
  /** Ms since 1970: names the file that is set aside. */
  readonly now: () => number;
  /** Somebody has used this profile before: an empty file is one that has lost everything. */
  readonly used: boolean;
  /** Damage was found; to save what is left takes a while. */
  readonly damaged: () => void;
};

/**
 * Opens the history at `path`. A damaged one is set aside, never deleted, and a new one takes its place
 * with all that could be read. One that another program uses or a newer version wrote is left as it is.
 */
export function openHistory(path: string, options: HistoryOptions): OpenedHistory {
  try {
    return { store: open(path, options.used), damage: null };
  } catch (cause) {
    if (!isDamage(cause)) throw cause;
  }
  // The damaged file cannot be locked any more: two programs must not both save what is left.
  const lock = openDatabase(`${path}-lock`);
  try {
    return { store: open(path, options.used), damage: null };
  } catch (cause) {
    if (!isDamage(cause)) throw cause;
    options.damaged();
    const damage = recover(path, options);
    return { store: new SqliteStore(path), damage };
  } finally {
    release(lock);
    rmSync(`${path}-lock`, { force: true });
  }
}

function open(path: string, used: boolean): SqliteStore {
  refuseNewer(path);
  if (isLost(path, used)) throw new StoreDamagedError(`${path} is damaged`);
  return new SqliteStore(path);
}

/** What SQLite would take for an empty or an older history, and make it one. */
function isLost(path: string, used: boolean): boolean {
  if (existsSync(salvagedOf(path))) return true;
  const wal = existsSync(`${path}-wal`) ? readFileSync(`${path}-wal`) : Buffer.alloc(0);
  if (!existsSync(path)) return wal.byteLength > 0;
  if (!statSync(path).isFile()) return true;
  if (statSync(path).size === 0) return used || wal.byteLength > 0;
  return isWalDamaged(wal);
}

/** The new history under this name is whole, and need only be put in its place. */
function salvagedOf(path: string): string {
  return `${path}-salvaged`;
}

function recover(path: string, { crypto, now }: HistoryOptions): Damage {
  const scratch = `${path}-scratch`;
  let messages: Saved | null = null;
  if (!existsSync(salvagedOf(path))) {
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch, { mode: 0o700 });
    messages = salvage(crypto, path, `${scratch}/new.db`, scratch);
    renameSync(`${scratch}/new.db`, salvagedOf(path));
    syncFolder(path);
  }
  const kept = nameFor(path, now());
  // The WAL first: beside the new history, SQLite would take it for that one's.
  for (const part of ['-wal', '-shm', '']) {
    if (existsSync(`${path}${part}`)) renameSync(`${path}${part}`, `${kept}${part}`);
  }
  renameSync(salvagedOf(path), path);
  syncFolder(path);
  unmark(path);
  rmSync(scratch, { recursive: true, force: true });
  return { messages, kept };
}

/** `history.damaged-2026-11-21T14-02-07Z.db`, with a number where that is taken. */
function nameFor(path: string, now: number): string {
  const at = `${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  const base = path.replace(/\.db$/, '');
  for (let n = 1; ; n++) {
    const name = `${base}.damaged-${at}${n === 1 ? '' : `-${n}`}.db`;
    if (['', '-wal', '-shm'].every((part) => !existsSync(`${name}${part}`))) return name;
  }
}

/** Makes new names survive a power cut, where folders can be flushed: on Windows they cannot. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(dirname(path), 'r');
    fsyncSync(folder);
    closeSync(folder);
  } catch {
    // Then they are as safe as they get.
  }
}
