import { writeSync } from 'node:fs';
import { SqliteStore } from '../../src/store/sqlite.ts';
import { chained, group, run } from './entries.ts';

// Appends to the history named on the command line without end, three entries at a time, and says
// on stdout how far each append that has resolved went. It stops only by being killed.
const [path = '', author = '1'] = process.argv.slice(2);
const store = new SqliteStore(path);
for (let seq = 1; ; seq += 3) {
  const entries = run(seq, seq + 2, { author: author.padStart(64, '0') as never });
  await store.append(group(1), chained(entries));
  writeSync(1, `${seq + 2}\n`);
}
