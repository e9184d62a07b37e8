import { closePanel, usePanel } from '../state/panel.ts';
import { lazyDialog } from '../ui/lazily.tsx';

const Preferences = lazyDialog(
  async () => (await import('../features/preferences/preferences.tsx')).Preferences,
);
const Shortcuts = lazyDialog(
  async () => (await import('../features/shortcuts/shortcuts.tsx')).Shortcuts,
);

/** The dialogs that every screen can open. */
export function Panels() {
  const open = usePanel((panel) => panel.open);
  return (
    <>
      <Preferences open={open === 'preferences'} onClose={closePanel} />
      <Shortcuts open={open === 'shortcuts'} onClose={closePanel} />
    </>
  );
}
