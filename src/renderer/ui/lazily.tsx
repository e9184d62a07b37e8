import { type ComponentType, useEffect, useState } from 'react';

/**
 * A component whose code is fetched when it is first shown; until it is there, nothing is.
 *
 * Not by `lazy` and `Suspense`: React shows what they have waited for 300 ms late at the earliest
 * (`FALLBACK_THROTTLE_MS`), so that indicators do not flicker. Here nothing could.
 */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  // biome-ignore lint/correctness/noComponentHookFactories: called once a module, as `lazy` is
  return function Lazy(props: P) {
    const [Loaded, setLoaded] = useState(() => loaded);
    useEffect(() => {
      if (loaded !== null) return;
      void load().then((fresh) => {
        loaded = fresh;
        setLoaded(() => fresh);
      });
    }, []);
    return Loaded === null ? null : <Loaded {...props} />;
  };
}

/** A dialog whose code is fetched when it is first opened. It stays, so that it can be seen to close. */
export function lazyDialog<P extends { readonly open: boolean }>(
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  const Loaded = lazily(load);
  // biome-ignore lint/correctness/noComponentHookFactories: called once a module, as `lazy` is
  return function LazyDialog(props: P) {
    const [wanted, setWanted] = useState(props.open);
    if (props.open && !wanted) setWanted(true);
    return wanted ? <Loaded {...props} /> : null;
  };
}
