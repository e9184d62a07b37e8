import { createRequire } from 'node:module';

/** A node of a parsed message, as far as its arguments are concerned. */
type Node = {
  readonly type: number;
  readonly value: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Node[] }>>;
  readonly children?: readonly Node[];
};

// The parser that use-intl itself uses, wherever it is installed.
const fromUseIntl = createRequire(import.meta.resolve('use-intl/core'));
const { IntlMessageFormat } = await import(fromUseIntl.resolve('intl-messageformat'));

/** Kinds of nodes that are no argument: literal text, and the number that a plural is about. */
const LITERAL = 0;
const POUND = 7;

/** A message with every argument a number, and tags that are passed over. */
export function formatted(message: string, language: string, count: number): string {
  const names = argumentsOf(message, language).map((argument) => argument.split(' ')[0] ?? '');
  const isTag = (name: string): boolean => message.includes(`<${name}>`);
  const values = names.map((name) => [name, isTag(name) ? passedOver : count]);
  const parts: unknown = new IntlMessageFormat(message, language).format(
    Object.fromEntries(values),
  );
  return Array.isArray(parts) ? parts.flat().join('') : String(parts);
}

function passedOver(content: readonly unknown[]): string {
  return content.join('');
}

/** Names and kinds of a message's arguments, each once, whatever they are repeated for. */
export function argumentsOf(message: string, language: string): readonly string[] {
  const found = new Set<string>();
  const walk = (nodes: readonly Node[]): void => {
    for (const { type, value, options, children } of nodes) {
      if (type !== LITERAL && type !== POUND) found.add(`${value} (${type})`);
      for (const option of Object.values(options ?? {})) walk(option.value);
      walk(children ?? []);
    }
  };
  walk(new IntlMessageFormat(message, language).getAst());
  return [...found].toSorted();
}
