export const text = {
  code: 'Code',
  codeIn: 'Code, {language}',
  copied: 'Copied',
  copyCode: 'Copy code',
  opensMail: 'Opens in your mail program',
  opensWeb: 'Opens {host} in your browser',
} as const;
