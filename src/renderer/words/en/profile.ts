/** What somebody says of themselves. */
export const profile = {
  title: 'Your profile',
  name: 'Your name',
  nameHint: 'Everybody in the group sees it, also beside what you have said before.',
  sameName:
    'Somebody here is called that too: you will both be shown with the first digits of your keys.',
  status: 'Status',
  statusHint: 'A few words of how you are, beside your name. Leave it empty to say nothing.',
  colour: 'Colour',
  automatic: 'Automatic',
  colours: {
    red: 'Red',
    ochre: 'Ochre',
    olive: 'Olive',
    green: 'Green',
    blue: 'Blue',
    indigo: 'Indigo',
    violet: 'Violet',
    pink: 'Pink',
  },
  save: 'Save',
  kept: 'What you change is signed and kept: whoever is in the group can read what you were called before.',
  empty: 'Enter your name.',
  characters: 'There is an invisible or control character in it.',
  tooLong: 'At most {most, number} characters.',
} as const;
