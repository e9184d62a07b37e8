import type { Bridge } from '../../ipc/contract.ts';

declare global {
  interface Window {
    /** Put there by the preload script: all that this page can reach outside itself. */
    readonly parley: Bridge;
  }
}
