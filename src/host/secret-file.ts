import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { formatAddress } from '../core/address.ts';
import { looksLikeInvite, parseInvite, sameGroup } from '../core/invite.ts';
import { err, ok, type Result } from '../core/result.ts';
import { type LaunchOptions, UNREACHABLE } from './launch-options.ts';

/** Longer than the longest link; what comes after the first line is nobody's affair. */
const MAX_READ_BYTES = 8_192;
/** Rights of the group and of everybody else. */
const OTHERS = 0o077;

/** The command line with what its `--secret-file` says. */
export type Launch = LaunchOptions & {
  /** As it stands in the file; null where there is none, or an invite link in it. */
  readonly secret: string | null;
  /** A sentence about the file, where others can read it. */
  readonly warning: string | null;
};

/**
 * Reads the secret of `--secret-file`: the first line, a secret or an invite link. In a file, because
 * everybody on a computer can list command lines.
 */
export function withSecretFile(options: LaunchOptions): Result<Launch, string> {
  const { secretFile } = options;
  if (secretFile === null) return ok({ ...options, secret: null, warning: null });
  const read = readFirstLine(secretFile);
  if (!read.ok) return read;
  const { line, warning } = read.value;
  if (line === '') return err(`The secret file ${secretFile} is empty.`);
  if (!looksLikeInvite(line)) {
    if (!options.listen && options.seeds.length === 0) return err(UNREACHABLE);
    return ok({ ...options, secret: line, warning });
  }
  const invite = parseInvite(line);
  if (!invite.ok) return err(`${secretFile}: ${invite.error.message}`);
  if (options.invite !== null && !sameGroup(options.invite, invite.value)) {
    return err(`The invite link in ${secretFile} is not for the group of the other link.`);
  }
  const seeds = [...options.seeds, ...invite.value.addresses];
  const unique = new Map(seeds.map((seed) => [formatAddress(seed), seed]));
  const merged = { seeds: [...unique.values()], invite: invite.value };
  return ok({ ...options, ...merged, secret: null, warning });
}

type FirstLine = { readonly line: string; readonly warning: string | null };

function readFirstLine(path: string): Result<FirstLine, string> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    return err(`The secret file ${path} cannot be read: ${reasonOf(error)}.`);
  }
  try {
    const { mode } = fstatSync(file);
    const buffer = Buffer.alloc(MAX_READ_BYTES);
    const text = buffer.toString('utf8', 0, readSync(file, buffer));
    const [line = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
    const loose = process.platform !== 'win32' && (mode & OTHERS) !== 0;
    const warning = `Others on this computer can read the secret file ${path}. Take that right from them: chmod 600.`;
    return ok({ line: line.trim(), warning: loose ? warning : null });
  } catch (error) {
    return err(`The secret file ${path} cannot be read: ${reasonOf(error)}.`);
  } finally {
    closeSync(file);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
      return 'you have no right to read it';
    case 'EISDIR':
      return 'it is a folder';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
