// Stands in for Electron's own default app (resources/default_app.asar), which the runtime from the
// npm registry comes without: it starts the app that the command line names, as
// `electron [-r MODULE]... [SWITCH]... APP [ARGUMENT]...`, where APP is a folder or a file.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron/main';

const require = createRequire(import.meta.url);

/** Splits the command line as the default app does: what follows APP belongs to the app. */
function parse(args) {
  const preloads = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (arg === '-r' || arg === '--require') {
      i += 1;
      preloads.push(args[i]);
    } else if (arg === '-v' || arg === '--version') {
      return { preloads, wantsVersion: true };
    } else if (!arg.startsWith('-')) {
      return { preloads, target: resolve(arg) };
    }
  }
  return { preloads };
}

/** Takes name, version and main module from the app's package.json, when APP is a folder with one. */
function adopt(target) {
  const packageFile = join(target, 'package.json');
  if (!existsSync(packageFile)) {
    app.setAppPath(statSync(target).isDirectory() ? target : resolve(target, '..'));
    return require.resolve(target);
  }
  const { name, productName, version, desktopName, main } = JSON.parse(
    readFileSync(packageFile, 'utf8'),
  );
  if (version) app.setVersion(version);
  if (productName || name) app.name = productName || name;
  app.setDesktopName(desktopName || `${app.name}.desktop`);
  app.setAppPath(target);
  return require.resolve(join(target, main || 'index.js'));
}

const { preloads, target, wantsVersion } = parse(process.argv.slice(1));
if (wantsVersion) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
if (target === undefined) {
  console.error('Usage: electron [-r MODULE]... APP [ARGUMENT]...');
  process.exit(1);
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
try {
  // Before the app: a preload may have to wrap Electron's modules, as Playwright's does.
  for (const preload of preloads) require(resolve(preload));
  // An ES module cannot always be loaded with require(); import() takes both kinds.
  await import(pathToFileURL(adopt(target)).href);
} catch (error) {
  console.error(error);
  process.exit(1);
}
