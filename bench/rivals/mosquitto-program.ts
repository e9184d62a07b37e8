import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { aptInstall, aptUpdate } from '../../scripts/linux/apt.ts';

/** Debian puts it where only root's PATH leads. */
const ALSO = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];

let asked: Promise<string | null> | null = null;

/** Why there is no mosquitto to run here; null where there is. Installs Debian's package where it may. */
export function whyNoMosquitto(): Promise<string | null> {
  asked ??= prepare();
  return asked;
}

/** Where the program is; null where it is not. */
export async function mosquittoPath(): Promise<string | null> {
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), ...ALSO]) {
    const path = join(folder, 'mosquitto');
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return path;
  }
  return null;
}

async function prepare(): Promise<string | null> {
  if ((await mosquittoPath()) !== null) return null;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return 'mosquitto is not installed (Debian package "mosquitto")';
  }
  try {
    await aptUpdate();
    await aptInstall(['mosquitto']);
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
  return (await mosquittoPath()) === null ? 'apt installed no mosquitto' : null;
}
