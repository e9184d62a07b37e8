import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import * as v from 'valibot';
import {
  CORE,
  E2E,
  IPC,
  NO_ROOM,
  PEER,
  PRELOAD,
  projectOf,
  ROOMS,
  type Room,
  reachableFrom,
} from './rooms.ts';
import { REPOSITORY } from './workshop.ts';

/** What each tool has to say: Biome its message, TypeScript the codes of its errors. */
type Objections = {
  readonly biome: readonly string[];
  readonly typescript: readonly string[];
};

/** One planted file, and who has to say what about it. */
export type Plant = Objections & {
  readonly name: string;
  readonly file: string;
  readonly code: string;
  /** The file that it imports, where that is not a package: TypeScript objects once to a file. */
  readonly target?: string;
};

let planted = 0;
function plant(folder: string, name: string, code: string, objections: Objections): Plant {
  planted += 1;
  return { name, file: `${folder}/planted-${planted}.ts`, code, ...objections };
}

/** An import of a package. */
function packageImport(folder: string, name: string, objections: Objections): Plant {
  const may = objections.biome.length === 0 ? 'may' : 'may not';
  const code = `export * as planted from '${name}';\n`;
  return plant(folder, `${folder} ${may} import ${name}`, code, objections);
}

/** An import of a file of another folder, which is named by its path from this one. */
function roomImport(folder: string, path: string, objections: Objections): Plant {
  const may = objections.biome.length === 0 ? 'may' : 'may not';
  return fileImport(folder, path, `${folder} ${may} import ${path}`, objections);
}

function fileImport(
  folder: string,
  path: string,
  name: string,
  objections: Objections,
  write = (file: string): string => `export * as planted from '${file}';\n`,
): Plant {
  const file = `${path}/target-${planted}.ts`;
  const target = posix.join(folder, file);
  return { ...plant(folder, name, write(file), objections), target };
}

function roomObjections(from: string, to: string): readonly string[] {
  const project = projectOf(from);
  if (projectOf(to) === project || reachableFrom(project).has(projectOf(to))) return [];
  return from === E2E ? ['TS6307'] : ['TS6059', 'TS6307'];
}

const pairs = Object.entries<Room>(ROOMS).flatMap(([from, room]) =>
  Object.keys(ROOMS)
    .filter((to) => to !== from)
    .map((to) => ({ from, to, path: posix.relative(from, to), room })),
);

export const forbiddenRooms: readonly Plant[] = pairs
  .filter(({ room, to }) => !room.rooms.includes(to))
  .map(({ from, to, path, room }) =>
    roomImport(from, path, { biome: [room.says], typescript: roomObjections(from, to) }),
  );

export const allowedRooms: readonly Plant[] = pairs
  .filter(({ room, to }) => room.rooms.includes(to))
  .map(({ from, path }) => roomImport(from, path, { biome: [], typescript: [] }));

const { dependencies } = v.parse(
  v.object({ dependencies: v.record(v.string(), v.string()) }),
  JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')),
);
const PACKAGES = [
  ...Object.keys(dependencies),
  'react-dom/client',
  'zustand/react/shallow',
  'use-intl/core',
  '@base-ui/react/dialog',
  'electron',
  '@playwright/test',
  'vitest',
  'a-package-that-nobody-chose',
];

// Only Biome sees these: types of a package may bring Node's globals, which would then be known.
export const packages: readonly Plant[] = Object.entries<Room>(ROOMS).flatMap(([folder, room]) =>
  PACKAGES.map((name) => {
    const biome = room.packages.includes(name) ? [] : [room.says];
    return packageImport(folder, name, { biome, typescript: [] });
  }),
);

export const builtins: readonly Plant[] = Object.entries<Room>(ROOMS).flatMap(([folder, room]) => {
  // The types of Electron bring those of Node into the preload script.
  const typescript = room.node || folder === PRELOAD ? [] : ['TS2591'];
  const prefixed = { biome: room.node ? [] : [room.says], typescript };
  return [
    packageImport(folder, 'node:fs', prefixed),
    packageImport(folder, 'node:fs/promises', prefixed),
    packageImport(folder, 'fs', { biome: [room.says], typescript }),
  ];
});

/** Globals, and the error of a project that does not know them. */
const UNKNOWN = {
  Buffer: 'TS2591',
  process: 'TS2591',
  require: 'TS2591',
  console: 'TS2584',
  document: 'TS2584',
  window: 'TS2304',
  setTimeout: 'TS2304',
  fetch: 'TS2304',
} as const;
type Global = keyof typeof UNKNOWN;
const NODE_ONLY: readonly Global[] = ['Buffer', 'process', 'require'];
const PAGE_ONLY: readonly Global[] = ['window', 'document'];

function globalsUnknownTo(folder: string, { node }: Room): readonly Global[] {
  const others: readonly Global[] = ['console', 'setTimeout', 'fetch'];
  if ([CORE, PEER, IPC].includes(folder)) return [...NODE_ONLY, ...PAGE_ONLY, ...others];
  if (folder === PRELOAD || folder === E2E) return [];
  return node ? PAGE_ONLY : NODE_ONLY;
}

export const globals: readonly Plant[] = Object.entries<Room>(ROOMS).flatMap(([folder, room]) =>
  globalsUnknownTo(folder, room).map((global) => {
    const code = `export const planted: unknown = ${global};\n`;
    const objections = { biome: [], typescript: [UNKNOWN[global]] };
    return plant(folder, `${folder} cannot name ${global}`, code, objections);
  }),
);

const outside = ['TS6059', 'TS6307'];
const coreToNet = { biome: [ROOMS[CORE].says], typescript: outside };
const noRoom = { biome: [NO_ROOM], typescript: [] };
const nobody = { biome: [], typescript: [] };

function coreImportsNet(
  form: string,
  write: (file: string) => string,
  objections: Objections = coreToNet,
): Plant {
  return fileImport(CORE, '../net', `core may not import net ${form}`, objections, write);
}

export const forms: readonly Plant[] = [
  coreImportsNet('for a type', (file) => `export type { target } from '${file}';\n`),
  coreImportsNet('for its effects', (file) => `import '${file}';\n`),
  coreImportsNet('later', (file) => `export const later = (): unknown => import('${file}');\n`),
  // Biome does not look into types.
  coreImportsNet('inside a type', (file) => `export type Planted = typeof import('${file}');\n`, {
    biome: [],
    typescript: outside,
  }),
  roomImport('src/planted-room', '../core', noRoom),
  roomImport('src/planted-room', '.', noRoom),
];

/** The same forbidden files by a path that begins where the room may go. */
export const detours: readonly Plant[] = pairs
  .filter(({ from, to, room }) => from !== E2E && !room.rooms.includes(to))
  .flatMap(({ from, to, path, room }) => {
    const objections = { biome: [room.says], typescript: roomObjections(from, to) };
    const starts = ['.', ...room.rooms.map((other) => `${posix.relative(from, other)}/planted/..`)];
    return starts.map((start) => {
      const back = start === '.' ? path : posix.relative(posix.join(from, start), to);
      return roomImport(from, `${start}/${back}`, objections);
    });
  });

/** A room may have folders of its own; the parts of the renderer stay flat. */
export const innerFolders: readonly Plant[] = Object.entries<Room>(ROOMS)
  .filter(([folder]) => folder.startsWith('src/') && folder === projectOf(folder))
  .flatMap(([folder, room]) => {
    const inner = `${folder}/planted-inner`;
    return [
      roomImport(inner, '..', nobody),
      ...pairs
        .filter(({ from }) => from === folder)
        .map(({ to, path }) => {
          const refused = { biome: [room.says], typescript: roomObjections(folder, to) };
          return roomImport(inner, `../${path}`, room.rooms.includes(to) ? nobody : refused);
        }),
    ];
  });
