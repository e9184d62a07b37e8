/** The two languages of the window, with the dates and numbers of one country each. */
export const ENGLISH = { language: 'en', tag: 'en-US' } as const;
export const ITALIAN = { language: 'it', tag: 'it-IT' } as const;
