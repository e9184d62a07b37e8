/** How code begins whose language need not be named. */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^#!.*\b(?:ba|z|da|k)?sh\b/, 'bash'],
  [/^#!.*\bpython/, 'python'],
  [/^#!.*\bnode\b/, 'javascript'],
  [/^\$ \S/, 'shell'],
  [/^(?:diff --git |--- .*\n\+\+\+ |@@ -\d)/, 'diff'],
  [/^<\?php\b/, 'php'],
  [/^<(?:\?xml|!doctype html|html|svg)\b/i, 'xml'],
];

/** The language that a piece of code says by itself; null where one could only guess. */
export function obviousLanguage(code: string): string | null {
  const text = code.trimStart();
  if (/^[[{]/.test(text) && isJson(text)) return 'json';
  return BEGINNINGS.find(([beginning]) => beginning.test(text))?.[1] ?? null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
