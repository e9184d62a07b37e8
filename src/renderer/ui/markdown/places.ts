import type { Place } from './tree.ts';

/** Only what says its scheme is a link: neither a file name with a dot nor a mail address. */
const OPENED = /^(https?:\/\/|mailto:)/i;

/** Whether this is the kind of address that main may open. */
export function isOpened(url: string): boolean {
  return OPENED.test(url);
}

/** Where a link leads, beside what its text says. */
export function placeOf(url: string, text: string): Place {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (/^mailto:/i.test(url)) {
    const name = parsed === null ? null : parsed.pathname;
    return { name, mail: true, disguised: name !== null && mailIn(text) !== name };
  }
  const name = parsed?.host ? parsed.host : null;
  return { name, mail: false, disguised: name !== null && hostIn(text) !== parsed?.hostname };
}

/** The host that a text says, as a reader would see it: look-alike letters and what is before an @ stay. */
function hostIn(text: string): string | undefined {
  return /^(?:[a-z]+:\/\/)?([^/?#\\]*?)(?::\d*)?(?:[/?#\\]|$)/i.exec(text.trim())?.[1]?.toLowerCase();
}

function mailIn(text: string): string {
  return text.trim().replace(/^mailto:|\?.*$/gi, '');
}
