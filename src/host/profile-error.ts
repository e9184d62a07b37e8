/** The profile cannot be used; the message says why, and what to do. */
export class ProfileError extends Error {}
