import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { literalWords } from './literal-words.ts';

const RENDERER = join(import.meta.dirname, '..', '..', 'src', 'renderer');

/** What has no place in the catalogue of words, by file. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  // A name is the same in every language.
  'app/join-screen.tsx': ['Parley'],
  // Failures like those of other rooms: their sentences are English, and shown by their codes.
  'state/attempt.ts': ['Parley could not do that because of a fault of its own. Please try again.'],
  'state/outbox.ts': [
    'What you do answers no message. Stop answering first, or write it without “/me”.',
  ],
};

test('whatever people read in the window is in the catalogue of words', () => {
  const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file) && !/^words\/|\.d\.ts$/.test(file));
  const found = files.map((file) => {
    return [file, literalWords(file, readFileSync(join(RENDERER, file), 'utf8'))] as const;
  });
  expect(Object.fromEntries(found.filter(([, words]) => words.length > 0))).toEqual(ALLOWED);
});

test.each([
  ['text of an element', '<p>Some words</p>', ['Some words']],
  ['text beside an element', '<p><b>{name}</b> joined</p>', ['joined']],
  ['text of a fragment', '<>here</>', ['here']],
  ['one of two texts', '<p>{open ? "Hide" : t("show")}</p>', ['Hide']],
  ['a text that may be there', '<p>{open && "open"}</p>', ['open']],
  ['text with something in it', `<p>{\`\${n} more\`}</p>`, ['more']],
  ['text that is put together', '<p>{n + " more"}</p>', ['more']],
  ['a name that is read out', '<p aria-label="Close" />', ['Close']],
  ['a name with something in it', `<p title={\`Copy \${what}\`} />`, ['Copy']],
  ['a hint of our own components', '<Field hint={a ? b : "Optional"} />', ['Optional']],
  ['an element in a function', '<ul>{all.map((x) => <li>of {x}</li>)}</ul>', ['of']],
  [
    'a sentence elsewhere',
    'const MEANING = "Locks the group: nobody can read."',
    ['Locks the group: nobody can read.'],
  ],
])('%s counts', (_, source, words) => {
  expect(literalWords('some.tsx', source)).toEqual(words);
});

test.each([
  ['signs', '<p>·  {a} – {b}</p>'],
  ['keys of the catalogue', '<p title={t("copy")}>{t(open ? "hide" : "show")}</p>'],
  ['what is compared', '<p>{kind === "open" ? t("a") : t("b")}</p>'],
  ['other attributes', '<p className={styles["row"]} dir="auto" data-kind="words of a kind" />'],
  ['what a function does', '<p title={t("x")} onClick={() => set("one")}>{t("y")}</p>'],
  ['where something is imported from', 'import { a } from "Some words"'],
  ['types', 'type Kind = "Some words" | "Other words"'],
  ['what is thrown', 'throw new Error("Nobody should see this")'],
])('%s do not count', (_, source) => {
  expect(literalWords('some.tsx', source)).toEqual([]);
});
