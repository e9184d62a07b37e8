/** An Electron that can be started. */
export interface ElectronRuntime {
  /** Folder that holds the executable; what `ELECTRON_OVERRIDE_DIST_PATH` takes. */
  readonly dist: string;
  readonly version: string;
  /** Where it comes from and why nothing earlier in the order was used; a phrase for people. */
  readonly why: string;
}

export interface FoundRuntime {
  readonly kind: 'found';
  readonly dist: string;
  readonly version: string;
  readonly origin: string;
}

/** `reason` is a phrase, absent when it would tell the reader nothing (a variable that is not set). */
export interface NoRuntime {
  readonly kind: 'none';
  readonly reason?: string;
}

/** A place to look for a runtime. It rejects when looking further would be wrong. */
export type RuntimeSource = () => Promise<FoundRuntime | NoRuntime>;

/**
 * Asks each source in turn and takes the first runtime found.
 *
 * Later sources may download, so none is asked before the earlier ones have declined.
 */
export async function chooseRuntime(sources: readonly RuntimeSource[]): Promise<ElectronRuntime> {
  const reasons: string[] = [];
  for (const look of sources) {
    const result = await look();
    if (result.kind === 'found') {
      const why = [result.origin, ...reasons].join('; ');
      return { dist: result.dist, version: result.version, why };
    }
    if (result.reason !== undefined) reasons.push(result.reason);
  }
  throw new Error(
    `No Electron to run (${reasons.join('; ')}): run "npx install-electron" with Node 22.12 or newer ` +
      'and access to the Electron releases, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.',
  );
}
