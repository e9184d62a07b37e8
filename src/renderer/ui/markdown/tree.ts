/** A message as it is shown: a tree of plain values, made of its text and drawn as elements. */

export type Inline =
  /** Text, with its line breaks. */
  | string
  | { readonly type: 'strong' | 'em' | 'strike'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | Link
  | { readonly type: 'mention'; readonly text: string; readonly own: boolean };

export type Link = {
  readonly type: 'link';
  readonly url: string;
  readonly place: Place;
  readonly children: readonly Inline[];
};

/** Where a link leads. */
export type Place = {
  /** The host, or the address that a mail goes to. */
  readonly name: string;
  readonly mail: boolean;
  /** Whether the text does not say this place: what it says may be another. */
  readonly disguised: boolean;
};

export type Block =
  | { readonly type: 'text'; readonly children: readonly Inline[] }
  | { readonly type: 'quote'; readonly children: readonly Block[] }
  | {
      readonly type: 'list';
      /** The number of the first item; null for a list without numbers. */
      readonly start: number | null;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly type: 'code'; readonly language: string; readonly text: string };

/** What of these would be read out: the text without its marks. */
export function textOf(children: readonly Inline[]): string {
  return children.map(inlineText).join('');
}

function inlineText(child: Inline): string {
  if (typeof child === 'string') return child;
  return 'children' in child ? textOf(child.children) : child.text;
}
