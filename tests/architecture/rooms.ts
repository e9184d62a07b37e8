/** The import rule, once more and in the words of a table: what biome.json and tsconfig.json must say. */

export type Room = {
  /** The other folders that it may import. */
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
  readonly node: boolean;
  /** Its message in biome.json. */
  readonly says: string;
};

export const CORE = 'src/core';
const NET = 'src/net';
const CRYPTO = 'src/crypto';
const STORE = 'src/store';
export const PEER = 'src/peer';
export const IPC = 'src/ipc';
const HOST = 'src/host';
const CLI = 'src/cli';
const MAIN = 'src/main';
export const PRELOAD = 'src/preload';
const WORDS = 'src/renderer/words';
const STATE = 'src/renderer/state';
const UI = 'src/renderer/ui';
const APP = 'src/renderer/app';
const FEATURE = 'src/renderer/features/planted-one';
const SIBLING = 'src/renderer/features/planted-two';
export const E2E = 'e2e';

const FEATURE_RULE: Room = {
  rooms: [CORE, STATE, UI, WORDS],
  packages: ['react', 'lucide-react'],
  node: false,
  says: 'A feature may import only core, state, ui, words, React and lucide-react: never another feature.',
};

export const ROOMS = {
  [CORE]: {
    rooms: [],
    packages: ['valibot', '@scure/bip39/wordlists/english.js'],
    node: false,
    says: 'core may import only valibot and a list of words.',
  },
  [NET]: {
    rooms: [CORE],
    packages: [],
    node: true,
    says: 'net may import only core and Node.',
  },
  [CRYPTO]: {
    rooms: [CORE],
    packages: ['sodium-native', 'noise-handshake', 'noise-curve-ed'],
    node: true,
    says: 'crypto may import only core, Node, libsodium and Noise.',
  },
  [STORE]: {
    rooms: [CORE],
    packages: ['libsql', 'valibot'],
    node: true,
    says: 'store may import only core, Node, libsql and valibot.',
  },
  [PEER]: {
    rooms: [CORE],
    packages: [],
    node: false,
    says: 'peer may import only core: everything else is handed in.',
  },
  [IPC]: {
    rooms: [CORE],
    packages: [],
    node: false,
    says: 'ipc may import only core.',
  },
  [HOST]: {
    rooms: [CORE, NET, CRYPTO, STORE, PEER],
    packages: ['valibot'],
    node: true,
    says: 'host may import only core, net, crypto, store, peer, Node and valibot.',
  },
  [CLI]: {
    rooms: [CORE, HOST, PEER],
    packages: ['valibot'],
    node: true,
    says: 'cli may import only core, host, peer, Node and valibot.',
  },
  [MAIN]: {
    rooms: [CORE, HOST, PEER, IPC],
    packages: ['electron', 'valibot'],
    node: true,
    says: 'main may import only core, host, peer, ipc, Node, Electron and valibot.',
  },
  [PRELOAD]: {
    rooms: [CORE, IPC],
    packages: ['electron'],
    node: false,
    says: 'preload may import only core, ipc and Electron.',
  },
  [WORDS]: {
    rooms: [CORE],
    packages: ['zustand', 'use-intl/core'],
    node: false,
    says: 'renderer/words may import only core, zustand and use-intl.',
  },
  [STATE]: {
    rooms: [CORE, IPC, WORDS],
    packages: ['react', 'zustand', 'zustand/react/shallow'],
    node: false,
    says: 'renderer/state may import only core, ipc, words, React and zustand.',
  },
  [UI]: {
    rooms: [CORE, IPC, WORDS],
    packages: [
      'react',
      'lucide-react',
      '@base-ui/react/dialog',
      'qrcode.react',
      'markdown-it',
      'lowlight',
      'highlight.js',
      'highlight.js/lib/languages/go',
      'emojibase-data/en/compact.json',
    ],
    node: false,
    says: 'renderer/ui may import only core, ipc, words, React, lucide-react, Base UI, qrcode.react, markdown-it, lowlight, highlight.js and emojibase-data.',
  },
  [FEATURE]: FEATURE_RULE,
  [SIBLING]: FEATURE_RULE,
  [APP]: {
    rooms: [STATE, UI, WORDS, FEATURE, SIBLING],
    packages: ['react', 'react-dom', 'react-dom/client', 'lucide-react'],
    node: false,
    says: 'renderer/app may import only features, state, ui, words, React and lucide-react.',
  },
  [E2E]: {
    rooms: [],
    packages: ['@axe-core/playwright', '@playwright/test', 'jsqr'],
    node: true,
    says: 'End-to-end tests may import only each other, scripts, Node, Playwright, axe and jsqr: nothing in src.',
  },
} as const satisfies Readonly<Record<string, Room>>;

export const NO_ROOM =
  'This folder is no room of the import rule yet, so it may import nothing: give it a rule in biome.json.';

/** The folder that has the tsconfig: the renderer is one project for TypeScript. */
export function projectOf(folder: string): string {
  return folder.split('/').slice(0, 2).join('/');
}

/**
 * The projects that TypeScript lets `project` import: those that it references, and those that they
 * reference in turn. So only Biome keeps main and cli from reaching net, crypto and store past host.
 */
export function reachableFrom(project: string): ReadonlySet<string> {
  const direct = Object.entries<Room>(ROOMS)
    .filter(([folder]) => projectOf(folder) === project)
    .flatMap(([, room]) => room.rooms.map(projectOf))
    .filter((other) => other !== project);
  return new Set(direct.flatMap((other) => [other, ...reachableFrom(other)]));
}
