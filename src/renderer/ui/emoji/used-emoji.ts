/** How often each emoji was used, the last used first. */
export type UsedEmoji = ReadonlyMap<string, number>;

/** How many are remembered: what fits above the others without hiding them. */
const MAX_USED = 24;

/** The tones of skin, none first, then from light to dark. */
export const TONE_COUNT = 6;

const USED = 'emoji-used';
const TONE = 'emoji-tone';

/** What this window's profile has used, as far as it can be read. */
export function usedEmoji(): UsedEmoji {
  return parseUsed(recall(USED));
}

/** Remembers one more use. */
export function rememberEmoji(char: string): void {
  keep(USED, [...withUse(usedEmoji(), char)]);
}

/** The same with one more use: that emoji comes first, and the oldest is forgotten. */
export function withUse(used: UsedEmoji, char: string): UsedEmoji {
  const others = [...used].filter(([each]) => each !== char);
  return new Map([[char, (used.get(char) ?? 0) + 1] as const, ...others].slice(0, MAX_USED));
}

export function parseUsed(value: unknown): UsedEmoji {
  if (!Array.isArray(value)) return new Map();
  return new Map(value.filter(isUse).slice(0, MAX_USED));
}

function isUse(value: unknown): value is [string, number] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [char, times]: readonly unknown[] = value;
  return typeof char === 'string' && Number.isSafeInteger(times) && Number(times) > 0;
}

/** The tone of skin that was chosen last: 0 is none. */
export function chosenTone(): number {
  const tone = recall(TONE);
  return Number.isSafeInteger(tone) && Number(tone) > 0 && Number(tone) < TONE_COUNT
    ? Number(tone)
    : 0;
}

export function chooseTone(tone: number): void {
  keep(TONE, tone);
}

// A habit of this profile on this computer, told to nobody: the page may keep it by itself.

function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Without room for it, it is forgotten with the window.
  }
}

function recall(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}
