import { useSyncExternalStore } from 'react';

/** Whether somebody looks at the window: it is in front, and has the focus. */
export function useAttention(): boolean {
  return useSyncExternalStore(subscribe, hasAttention);
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('focus', changed);
  window.addEventListener('blur', changed);
  document.addEventListener('visibilitychange', changed);
  return () => {
    window.removeEventListener('focus', changed);
    window.removeEventListener('blur', changed);
    document.removeEventListener('visibilitychange', changed);
  };
}

function hasAttention(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
