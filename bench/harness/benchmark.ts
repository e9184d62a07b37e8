/** What a benchmark is: trials, in each of which contenders do the same work beside a floor. */

export type Benchmark = {
  /** As on the command line: `npm run bench -- NAME`. */
  readonly name: string;
  readonly title: string;
  /** What is measured, and how: one paragraph of Markdown above the tables. */
  readonly about: string;
  readonly trials: readonly Trial[];
  /** Pictures of the numbers, for docs/performance.md. */
  readonly plots?: (results: BenchmarkResult) => readonly Plot[];
  /** Lines worth saying that follow from the numbers: slopes, for example. Markdown. */
  readonly remarks?: (results: BenchmarkResult) => readonly string[];
};

/** How much is done: the default, bounded in minutes for everything, or what takes as long as it takes. */
export type Volume = { readonly long: boolean };

export type Trial = {
  /** Unique in its benchmark. */
  readonly id: string;
  readonly title: string;
  readonly metrics: readonly Metric[];
  /** The first is the floor, to which the others are compared round by round. */
  readonly contenders: readonly [Contender, ...Contender[]];
  readonly reach?: readonly Reach[];
  /** Rounds in which each contender runs once, in turn. 3 unless told. */
  readonly rounds?: number;
  /** Most that one run of one contender may take, seconds. 120 unless told. */
  readonly timeoutS?: number;
};

export type Metric = {
  readonly key: string;
  readonly title: string;
  /** As in the table: `ms`, `deliveries/s`, `MB`. */
  readonly unit: string;
  readonly better: 'higher' | 'lower';
};

export type Contender = {
  /** Unique in its trial. */
  readonly name: string;
  /**
   * A module that exports `run`: {@link Run}. Each run has a process of its own, which ends when it
   * resolves, and a temporary folder of its own, which `os.tmpdir()` gives and which is removed.
   */
  readonly module: URL;
  /** JSON that `run` gets. */
  readonly params?: unknown;
  /**
   * Why it does not run on this machine; null or nothing where it does. A function is asked before the
   * first round, and may install first what it needs.
   */
  readonly skip?: string | null | (() => Promise<string | null>);
};

/** Does the work once and tells a number for each metric. Rejects where the work was not done right. */
export type Run<P = unknown> = (params: P) => Promise<Values>;

/** By the keys of metrics. */
export type Values = Readonly<Record<string, number>>;

/** What is to be reached: a bound on one number, alone or beside another contender's. */
export type Reach = {
  readonly contender: string;
  readonly metric: string;
  /** Whose number it is held against; null: nobody's, the number itself is bounded. */
  readonly against: string | null;
  /** How it is held against it: `ratio` unless told. `difference`: less than so much above it. */
  readonly by?: 'ratio' | 'difference';
  readonly atLeast?: number;
  readonly atMost?: number;
  /** The same in words. */
  readonly what: string;
};

/** The numbers of a trial: for each contender what each round gave, or why it did not run. */
export type TrialResult = {
  readonly samples: Readonly<Record<string, readonly Values[]>>;
  readonly skipped: Readonly<Record<string, string>>;
};

export type BenchmarkResult = Readonly<Record<string, TrialResult>>;

/** A picture: lines over a number, or bars beside each other. */
export type Plot = {
  /** Of the file: docs/performance/plots/NAME.svg. */
  readonly name: string;
  readonly title: string;
  readonly y: Axis;
} & (
  | { readonly kind: 'lines'; readonly x: Axis; readonly lines: readonly Line[] }
  | { readonly kind: 'bars'; readonly bars: readonly Bar[] }
);

export type Axis = { readonly title: string; readonly log?: boolean };
export type Line = {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
};
/** `range`: the lowest and the highest that rounds gave. */
export type Bar = {
  readonly name: string;
  readonly value: number;
  readonly range?: readonly [low: number, high: number];
};
