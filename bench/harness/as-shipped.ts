/**
 * Options of Node with which whatever is measured runs. Not tsx, as elsewhere: it keeps the name of every
 * function by writing it into each as a property of its own, which no program that is built does. That
 * makes a closure five times as large, and took 10 of 33 KB of what a link end held.
 */
export const AS_SHIPPED: readonly string[] = [
  '--import',
  new URL('typescript-loader.mjs', import.meta.url).href,
];
