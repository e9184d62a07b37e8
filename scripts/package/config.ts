import type { Configuration } from 'electron-builder';

/** How the application is packaged; which Electron goes in is found by `scripts/package.ts`. */
export const PACKAGING: Configuration = {
  appId: 'app.parley.desktop',
  productName: 'Parley',
  directories: { output: 'dist' },
  // What the build made, and of the packages that main loads what runs on this system.
  files: [
    'out/**',
    'package.json',
    '!**/*.{md,map,ts,cts,mts,cc,h,bare}',
    '!**/{CMakeLists.txt,extensions,test,tests}',
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: electron-builder fills these in
    '!**/prebuilds/!(${platform}-${arch})/**',
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
    '!**/@libsql/*-musl/**',
  ],
  asar: true,
  npmRebuild: false,
  // Those of src/renderer/words: without its file Chromium would tell the page another language, and
  // a Briton an American's dates.
  electronLanguages: ['en-GB', 'en-US', 'it'],
  // https://www.electronjs.org/docs/latest/tutorial/fuses: what each of them switches.
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    // Kept by macOS and Windows; Electron on Linux does not look.
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  protocols: [{ name: 'Invitation to a Parley group', schemes: ['parley'] }],
  linux: { executableName: 'parley', category: 'Network;Chat' },
};
