import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  allowedRooms,
  builtins,
  detours,
  forbiddenRooms,
  forms,
  globals,
  innerFolders,
  type Plant,
  packages,
} from './plants.ts';
import { E2E, projectOf, ROOMS } from './rooms.ts';
import {
  copyRooms,
  REPOSITORY,
  roomProjects,
  runBiome,
  runTypeScript,
  type Said,
  write,
} from './workshop.ts';

/**
 * Plants violations of the import rule in a copy of the rooms and expects Biome and TypeScript to
 * object, each with its own words. A rule that is gone, or that no longer sees anything, fails here.
 */

const TARGET = 'export const target = true;\n';

let copy: string;
let untouched: { readonly biome: Said; readonly typescript: Said };
let found: { readonly biome: Said; readonly typescript: Said };

beforeAll(() => {
  copy = copyRooms();
  for (const folder of Object.keys(ROOMS)) write(copy, `${folder}/target.ts`, TARGET);
  untouched = { biome: runBiome(copy), typescript: runTypeScript(copy) };

  plantAll([
    ...forbiddenRooms,
    ...allowedRooms,
    ...builtins,
    ...globals,
    ...forms,
    ...detours,
    ...innerFolders,
  ]);
  const typescript = runTypeScript(copy);
  plantAll(packages);
  found = { biome: runBiome(copy), typescript };
}, 120_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('every folder of src and of its renderer is in the table of rooms', () => {
  const known = new Set(
    Object.keys(ROOMS).flatMap((folder) => [projectOf(folder), partOf(folder)]),
  );
  const folders = ['src', 'src/renderer'].flatMap(foldersIn);
  expect(new Set([...folders, E2E])).toEqual(known);
});

test('every room is a project that `tsc --build` checks', () => {
  const known = new Set(Object.keys(ROOMS).map(projectOf));
  expect(new Set(roomProjects().map(({ path }) => path))).toEqual(known);
});

test('the rooms as they are keep the rule', () => {
  expect(untouched).toEqual({ biome: new Map(), typescript: new Map() });
});

test('nothing but planted files is objected to', () => {
  const files = [...found.biome.keys(), ...found.typescript.keys()];
  expect(files.filter((file) => !file.includes('/planted-'))).toEqual([]);
});

describe('between rooms', () => {
  plantTests(forbiddenRooms);
  plantTests(allowedRooms);
});

describe('folders inside rooms', () => {
  plantTests(innerFolders);
});

describe('packages', () => {
  plantTests(packages);
});

describe("Node's own modules", () => {
  plantTests(builtins);
});

describe('globals', () => {
  plantTests(globals);
});

describe('every way of writing it', () => {
  plantTests(forms);
  plantTests(detours);
});

function plantTests(plants: readonly Plant[]): void {
  for (const { name, file, biome, typescript } of plants) {
    test(name, () => {
      expect(found.biome.get(file) ?? []).toEqual(biome);
      expect(found.typescript.get(file) ?? []).toEqual(typescript);
    });
  }
}

function plantAll(plants: readonly Plant[]): void {
  for (const { file, code, target } of plants) {
    write(copy, file, code);
    if (target !== undefined) write(copy, target, TARGET);
  }
}

/** `src/renderer/features/planted-one` -> `src/renderer/features` */
function partOf(folder: string): string {
  return folder.split('/').slice(0, 3).join('/');
}

function foldersIn(folder: string): string[] {
  const entries = readdirSync(join(REPOSITORY, folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`);
}
