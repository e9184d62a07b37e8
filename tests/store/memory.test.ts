import { describe } from 'vitest';
import { MemoryStore } from '../../src/store/memory.ts';
import { storeSuite } from './store.suite.ts';

describe('the memory store', () => {
  storeSuite(() => new MemoryStore());
});
