/** Loses a message, as it were. */
export async function run(): Promise<never> {
  throw new Error('one of 3 messages is missing');
}
