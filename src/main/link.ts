import { err, type Failure, ok, type Result } from '../core/result.ts';

/** What other programs may be asked to open. Anything else can start programs or show files. */
const OPENED: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** What a mail link may say beside the address; some mail programs take files for `attach`. */
const IN_MAIL: ReadonlySet<string> = new Set(['to', 'cc', 'bcc', 'subject', 'body']);

/** What `shell.openExternal` takes on Windows, which has the lowest bound of all systems. */
const MAX_LINK = 2_081;

/**
 * An address that may be opened outside, as the parser for URLs writes it: what is opened is what
 * was checked, and a host in other letters is spelled out in ASCII (`xn--...`).
 */
export function parseLink(raw: unknown): Result<string, Failure> {
  if (typeof raw !== 'string' || raw.length > MAX_LINK || !URL.canParse(raw)) {
    return refused('address', 'it is no address that could be opened.');
  }
  const { protocol, username, password, searchParams, href } = new URL(raw);
  if (!OPENED.has(protocol)) return refused('scheme', 'only web and mail addresses are opened.');
  if (username !== '' || password !== '') {
    return refused('disguised', 'what stands before its @ can hide where it goes.');
  }
  if (protocol === 'mailto:' && [...searchParams.keys()].some((key) => !isInMail(key))) {
    return refused('mail', 'it asks for more than a mail to be written.');
  }
  // Only a host and what a mail link says can still hold these, which a command line would cut at.
  if (/["<>\s]/.test(href)) return refused('sign', 'it holds a sign that no address has.');
  return href.length > MAX_LINK ? refused('length', 'it is too long.') : ok(href);
}

function isInMail(field: string): boolean {
  return IN_MAIL.has(field.toLowerCase());
}

function refused(why: string, words: string): Result<string, Failure> {
  return err({
    code: 'link-refused',
    message: `This link is not opened: ${words}`,
    params: { why },
  });
}
