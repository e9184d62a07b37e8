/** How many emoji make a message that is shown larger: more of them are a wall. */
const MAX_EMOJI = 6;
/** Code units that as many can take: the longest, families and flags of regions, have some 14. */
const MAX_LENGTH = 100;

// TypeScript knows the flag only of a later target than ours.
const FEW = new RegExp(`^\\s*(?:\\p{RGI_Emoji}\\ufe0f?\\s*){1,${MAX_EMOJI}}$`, 'v');

/** Whether a text is nothing but a few emoji. */
export function isFewEmoji(text: string): boolean {
  return text.length <= MAX_LENGTH && FEW.test(text);
}
