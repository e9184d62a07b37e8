/** What is kept, by name: texts that are not stored yet, and keys of alerts that were put away. */
export type KeptName = 'outbox' | 'dismissed';

/**
 * Keeps a value through a reload of the page, and no longer than the window lives.
 *
 * Why here and not in main: only this page knows it, and a reload gives no time to ask anybody.
 */
export function keep(name: KeptName, value: unknown): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Too long for Chromium's 10 MB: an older value would be worse than none.
    forget(name);
  }
}

/** What was kept, unparsed; null where there is nothing. */
export function recall(name: KeptName): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

export function forget(name: KeptName): void {
  sessionStorage.removeItem(name);
}

/** The strings of a list that was kept; anything else is passed over. */
export function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
