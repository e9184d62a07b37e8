import type { Place } from './tree.ts';

/**
 * Whether this is an address of a kind that main may open. Only what says its scheme is: neither a file
 * name with a dot nor a mail address.
 */
export function isOpened(url: string): boolean {
  return /^(https?:\/\/|mailto:.)/i.test(url) && URL.canParse(url);
}

/** Where a link that may be opened leads, beside what its text says. */
export function placeOf(url: string, text: string): Place {
  const { protocol, pathname, hostname, host } = new URL(url);
  if (protocol === 'mailto:') {
    return { name: pathname, mail: true, disguised: mailIn(text) !== pathname };
  }
  return { name: host, mail: false, disguised: hostIn(text) !== hostname };
}

/** The host that a text says, as a reader would see it: look-alike letters and what is before an @ stay. */
function hostIn(text: string): string | undefined {
  const said = /^(?:[a-z]+:\/\/)?([^/?#\\]*?)(?::\d*)?(?:[/?#\\]|$)/i.exec(text.trim());
  return said?.[1]?.toLowerCase();
}

function mailIn(text: string): string {
  return text.trim().replace(/^mailto:|\?.*$/gi, '');
}
