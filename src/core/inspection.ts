/** What is known of how somebody is reached, as it is this moment. */
export type Inspection = {
  /** Their key, 64 hex digits: whoever has it is them. */
  readonly fingerprint: string;
  /** Where they can be dialled, the likeliest first. */
  readonly addresses: readonly string[];
  /** How long a question and its answer took last, ms; null without a link, or before an answer. */
  readonly roundTripMs: number | null;
  /** How far their clock is ahead of ours, ms, give or take half the round trip. */
  readonly clockOffsetMs: number | null;
  /** When the link came up, ms since 1970; null where there is none of our own. */
  readonly linkedSince: number | null;
  /** When they were last here, ms since 1970; null where they are, or that was not noticed. */
  readonly lastSeen: number | null;
};
