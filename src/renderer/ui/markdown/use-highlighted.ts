import { useEffect, useMemo, useState } from 'react';
import type { Coloured } from './highlighter.ts';
import { obviousLanguage } from './obvious-language.ts';

type Highlighter = typeof import('./highlighter.ts');

let loaded: Highlighter | null = null;

/** The code in colours once they are there; until then, and where no language is known, as it is. */
export function useHighlighted(code: string, named: string): readonly Coloured[] {
  const language = named === '' ? obviousLanguage(code) : named;
  const [highlighter, setHighlighter] = useState(loaded);

  useEffect(() => {
    if (language === null || highlighter !== null) return;
    let wanted = true;
    void load().then((fresh) => {
      if (wanted) setHighlighter(fresh);
    });
    return () => {
      wanted = false;
    };
  }, [language, highlighter]);

  return useMemo(
    () => (language === null ? null : highlighter?.highlight(code, language)) ?? [code],
    [code, language, highlighter],
  );
}

async function load(): Promise<Highlighter> {
  loaded ??= await import('./highlighter.ts');
  return loaded;
}
