import { runQuietly } from '../run-child.ts';
import { isOnPath } from './programs.ts';

/** A font for text and one for emoji; a bare server has none, and shows boxes. */
const TEXT_FONT = 'fonts-dejavu-core';
const EMOJI_FONT = 'fonts-noto-color-emoji';

/** The font packages worth adding, judged by what fontconfig knows. */
export async function missingFontPackages(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  if (!(await isOnPath('fc-list', env))) return [TEXT_FONT, EMOJI_FONT];
  const wanted = [
    { pattern: ':lang=en', packageName: TEXT_FONT },
    // "und-zsye" is fontconfig's name for emoji (fc-lang/und_zsye.orth).
    { pattern: ':lang=und-zsye', packageName: EMOJI_FONT },
  ];
  const missing: string[] = [];
  for (const { pattern, packageName } of wanted) {
    const { stdout } = await runQuietly('fc-list', [pattern, 'family'], { env });
    if (stdout.trim() === '') missing.push(packageName);
  }
  return missing;
}
