import { LinkifyIt } from 'linkify-it';

/** A link in a text, as it was written, and the host that it really leads to. */
export type TextLink = {
  readonly text: string;
  readonly url: string;
  /** Null for a mail address, and for what no browser would take for an address. */
  readonly host: string | null;
  /** Whether the text says another host, such as one in look-alike letters or before an @. */
  readonly disguised: boolean;
};

/**
 * Finds only what says its scheme: neither a file name with a dot nor a mail address becomes a link.
 * What stands before an @ belongs to it, so that main can refuse it for that.
 */
const finder = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, urlAuth: true })
  .add('ftp:', null)
  .add('//', null);

/** A text in pieces: strings, and links between them. Joined, they say what the text says. */
export function splitLinks(text: string): readonly (string | TextLink)[] {
  const pieces: (string | TextLink)[] = [];
  let end = 0;
  for (const { index, lastIndex, raw } of finder.match(text) ?? []) {
    if (index > end) pieces.push(text.slice(end, index));
    pieces.push(asLink(raw));
    end = lastIndex;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}

function asLink(text: string): TextLink {
  const url = URL.canParse(text) ? new URL(text) : null;
  const host = url?.host ? url.host : null;
  const said = /^[a-z]+:\/\/([^/?#\\]*?)(:\d*)?([/?#\\]|$)/i.exec(text)?.[1]?.toLowerCase();
  return { text, url: text, host, disguised: host !== null && said !== url?.hostname };
}
