import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { SHORTCUTS, type ShortcutName } from '../core/shortcuts.ts';

/**
 * The menu of the program. Only a Mac shows it; elsewhere it is there for its keys. Electron's own
 * menu, which stands until there is another, has a zoom of its own beside the text size of ours.
 */
export function setMenu(): void {
  const onMac = process.platform === 'darwin';
  const view: MenuItemConstructorOptions[] = [
    { role: 'togglefullscreen', ...(onMac ? {} : keysOf('fullScreen')) },
    ...(app.isPackaged ? [] : [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
  ];
  const menus: MenuItemConstructorOptions[] = [
    onMac
      ? { role: 'appMenu' }
      : { label: app.name, submenu: [{ role: 'quit', ...keysOf('quit') }] },
    { role: 'editMenu' },
    { label: 'View', submenu: view },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(menus));
}

function keysOf(name: ShortcutName): { readonly accelerator?: string } {
  const [first] = SHORTCUTS[name].keys;
  return first === undefined ? {} : { accelerator: first.replace('Mod', 'CommandOrControl') };
}
