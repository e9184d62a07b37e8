import { type ComponentType, lazy, Suspense, useState } from 'react';

/** A component whose code is fetched when it is first shown; until it is there, nothing is. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Loaded = lazy(async () => ({ default: await load() }));
  // biome-ignore lint/correctness/noComponentHookFactories: called once a module, as `lazy` is
  return function Lazy(props: P) {
    return (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    );
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
