/** An outcome as data, because errors lose their class and fields on the way to another process. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

/** Something went wrong, in a code for programs and a sentence for the person who can act on it. */
export type Failure = { readonly code: string; readonly message: string };

/** Makes a `switch` over a union exhaustive: a forgotten case is a compile error. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
