/** So long nothing is heard before a link is given up (docs/protocol.md, liveness). */
export const SILENCE_MS = 15_000;
/** What was heard last may lie so long back: whoever hears nothing for longer has asked. */
export const PING_MS = 6_000;
/** Somebody who has gone silent is told as lost in this time: one second more for a busy machine. */
export const LOST_BOUND_MS = 16_000;
/** A reset is noticed at once. */
export const RESET_BOUND_MS = 1_000;
/**
 * Back in touch: an attempt that began while nothing got through, and whose first packet the kernel
 * repeats after 1, 3 and 7 s, or the pause before the next one, both several times over.
 */
export const BACK_BOUND_MS = 20_000;
/** What was written meanwhile is fetched as soon as there is a link. */
export const CATCH_UP_BOUND_MS = 10_000;
/** Two big halves: back in touch, and thousands of messages fetched. */
export const REUNION_BOUND_MS = 40_000;
