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

/** What a sentence names, for those who say the same in another language. */
export type Params = Readonly<Record<string, string | number>>;

/**
 * Something went wrong, in a code for programs and an English sentence for the person who can act on
 * it. The window says it in its own language by code and `params` (renderer/words/failures.ts).
 */
export type Failure = {
  readonly code: string;
  readonly message: string;
  readonly params?: Params | undefined;
};

/** Makes a `switch` over a union exhaustive: a forgotten case is a compile error. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
