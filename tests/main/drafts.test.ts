import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { GroupId } from '../../src/core/ids.ts';
import { Drafts } from '../../src/main/drafts.ts';
import { tempDir } from '../support/temp-dir.ts';

const LAB = 'a'.repeat(32) as GroupId;
const SHIP = 'b'.repeat(32) as GroupId;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('each group has its own draft, and a later start finds it', () => {
  const dir = tempDir();
  const drafts = new Drafts(dir);
  drafts.keep(LAB, 'half a thou');
  drafts.keep(SHIP, 'land in si');
  drafts.save();
  const later = new Drafts(dir);
  expect(later.of(LAB)).toBe('half a thou');
  expect(later.of(SHIP)).toBe('land in si');
  expect(later.of(null)).toBe('');
});

test('what is typed within a second is written once, and only its owner may read it', () => {
  const dir = tempDir();
  const path = join(dir, 'drafts.json');
  const drafts = new Drafts(dir);
  drafts.keep(LAB, 'h');
  vi.advanceTimersByTime(999);
  drafts.keep(LAB, 'half');
  expect(() => statSync(path)).toThrow('ENOENT');
  vi.advanceTimersByTime(1);
  expect(readFileSync(path, 'utf8')).toContain('"half"');
  expect(statSync(path).mode & 0o077).toBe(0);
});

test('a draft that was sent is gone from the disk as well', () => {
  const dir = tempDir();
  const drafts = new Drafts(dir);
  drafts.keep(LAB, 'the plan for tonight');
  drafts.save();
  drafts.keep(LAB, '');
  vi.advanceTimersByTime(1_000);
  expect(readFileSync(join(dir, 'drafts.json'), 'utf8')).not.toContain('plan');
  expect(new Drafts(dir).of(LAB)).toBe('');
});

test('of many groups those written in last are kept', () => {
  const drafts = new Drafts(tempDir());
  const groups = Array.from(
    { length: 66 },
    (_, i) => i.toString(16).padStart(32, '0') as GroupId, // 32 hex digits
  );
  for (const group of groups.slice(0, 64)) drafts.keep(group, 'x');
  const [first, second, third] = groups as [GroupId, GroupId, GroupId]; // there are 66
  drafts.keep(first, 'again');
  for (const group of groups.slice(64)) drafts.keep(group, 'x');
  expect(drafts.of(first)).toBe('again');
  expect([second, third].map((group) => drafts.of(group))).toEqual(['', '']);
  expect(drafts.of(groups[3] ?? null)).toBe('x');
  drafts.save();
});

test('a file that cannot be understood is said, and stops nobody', () => {
  const complaints = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const dir = tempDir();
  writeFileSync(join(dir, 'drafts.json'), '{"drafts":[{"group":"lab","text":1}]}');
  const drafts = new Drafts(dir);
  expect(drafts.of(LAB)).toBe('');
  drafts.keep(LAB, 'anew');
  drafts.save();
  expect(new Drafts(dir).of(LAB)).toBe('anew');
  expect(complaints).toHaveBeenCalledOnce();
  complaints.mockRestore();
});

test('a disk that takes nothing is said, and what is typed next is tried again', () => {
  const complaints = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const drafts = new Drafts(join(tempDir(), 'not', 'there'));
  drafts.keep(LAB, 'one');
  vi.advanceTimersByTime(1_000);
  drafts.keep(LAB, 'two');
  vi.advanceTimersByTime(1_000);
  expect(complaints).toHaveBeenCalledTimes(2);
  expect(drafts.of(LAB)).toBe('two');
  complaints.mockRestore();
});
