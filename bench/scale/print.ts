import { paperTables } from './paper.ts';

console.log(paperTables());
