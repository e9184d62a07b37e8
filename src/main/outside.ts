import { shell } from 'electron';
import { err, type Failure, ok, type Result } from '../core/result.ts';
import { parseLink } from './link.ts';

/** Checks a link and hands it to the system, which opens it in the browser or the mail program. */
export async function openOutside(raw: unknown): Promise<Result<null, Failure>> {
  const link = parseLink(raw);
  if (!link.ok) return link;
  try {
    await shell.openExternal(link.value);
    return ok(null);
  } catch {
    // What the system says of it is in no language that would help.
    return err({ code: 'link-not-opened', message: 'This computer has no program for this link.' });
  }
}
