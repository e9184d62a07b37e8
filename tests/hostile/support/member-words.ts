/** What the test asks of a member. */
export type Asked =
  | { readonly type: 'say'; readonly text: string }
  /** Collecting garbage first tells memory truly, and takes a while. */
  | { readonly type: 'measure'; readonly collect: boolean }
  | { readonly type: 'leave' };

/** How much a member holds, and what it has told its person so far. */
export type Measured = {
  /** The heap and what hangs on it: buffers. */
  readonly heapBytes: number;
  readonly rssBytes: number;
  readonly sockets: number;
  readonly files: number;
  readonly messages: number;
  readonly warnings: readonly string[];
  readonly notices: number;
  readonly people: number;
  /** Whenever somebody honest was lost, or left, or was on the other side of a split: which event. */
  readonly missed: readonly string[];
};

/** What a member tells the test. */
export type Told =
  | { readonly type: 'joined'; readonly port: number }
  /** An honest message, and when it was there, ms since 1970. */
  | { readonly type: 'heard'; readonly text: string; readonly at: number }
  | { readonly type: 'came'; readonly name: string }
  | ({ readonly type: 'measured' } & Measured);
