/** Joins the class names that apply; styles of a CSS module may be undefined to the type checker. */
export function classNames(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => name !== false && name !== undefined).join(' ');
}
