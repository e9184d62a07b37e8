import { expect, test } from 'vitest';
import { parseLink } from '../../src/main/link.ts';

function opened(raw: unknown): string | null {
  const link = parseLink(raw);
  return link.ok ? link.value : null;
}

test.each([
  ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
  ['http://10.20.0.4:8080/', 'http://10.20.0.4:8080/'],
  ['http://[fe80::1]/', 'http://[fe80::1]/'],
  ['HTTPS://EXAMPLE.org', 'https://example.org/'],
  ['mailto:ana@example.org?subject=Hello', 'mailto:ana@example.org?subject=Hello'],
])('%s is opened as %s', (raw, href) => {
  expect(opened(raw)).toBe(href);
});

test('what is opened names its host in letters that cannot pose as others', () => {
  // The first letter is Cyrillic.
  expect(opened('https://\u0430pple.com/')).toBe('https://xn--pple-43d.com/');
  expect(opened('https://ｅｘａｍｐｌｅ.org/')).toBe('https://example.org/');
  expect(opened('https://%65xample.org/')).toBe('https://example.org/');
});

test.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'file://server/share/program.exe',
  'smb://server/share',
  'ftp://example.org/',
  'ws://example.org/',
  'blob:https://example.org/1',
  'about:blank',
  'chrome://settings',
  'devtools://devtools/bundled/inspector.html',
  'parley-app://window/index.html',
  'parley://join#secret',
  'ms-msdt:/id PCWDiagnostic',
  'search-ms:query=x',
  'tel:+1',
  'view-source:https://example.org/',
])('%j is refused: not a web or mail address', (raw) => {
  const link = parseLink(raw);
  expect(link.ok ? null : link.error.message).toBe(
    'This link is not opened: only web and mail addresses are opened.',
  );
});

test.each([
  'https://example.org@evil.example/',
  'https://example.org:pass@evil.example/',
  'https://:pass@evil.example/',
])('%j is refused: it says one host and means another', (raw) => {
  const link = parseLink(raw);
  expect(link.ok ? null : link.error.message).toMatch(/before its @/);
});

test.each([
  'http:"',
  'https://a"b.example/',
  'mailto:ana@example.org" --attach x',
  'mailto:Ana <ana@example.org>',
])('%j is refused: a command line would cut it', (raw) => {
  expect(parseLink(raw)).toMatchObject({ ok: false, error: { code: 'link-refused' } });
});

test.each([
  'mailto:ana@example.org?attach=/etc/passwd',
  'mailto:?subject=x&ATTACHMENT=C:\\secret.txt',
  'mailto:ana@example.org?%61ttach=/etc/passwd',
])('%j is refused: a mail could take a file along', (raw) => {
  expect(parseLink(raw)).toMatchObject({ ok: false, error: { code: 'link-refused' } });
});

test.each([
  '',
  'example.org',
  'https://',
  'http://exa mple.org/',
  null,
  undefined,
  7,
  {},
  ['https://example.org/'],
  { toString: () => 'https://example.org/' },
])('%j is refused: it is no address', (raw) => {
  expect(parseLink(raw)).toMatchObject({ ok: false, error: { code: 'link-refused' } });
});

test('a link is refused where it is too long, and where it becomes so by being spelled out', () => {
  const most = `https://example.org/${'a'.repeat(2_061)}`;
  expect(opened(most)).toBe(most);
  expect(opened(`${most}a`)).toBeNull();
  expect(opened(`https://example.org/${'é'.repeat(1_000)}`)).toBeNull();
});
