import { runPlaywright } from './playwright.ts';
import { runScript } from './run-script.ts';

await runScript(() => runPlaywright(process.argv.slice(2)));
