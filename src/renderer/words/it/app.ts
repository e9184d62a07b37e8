import type { Words } from '../catalogue.ts';

export const app = {
  title: '{group} - Parley',
  titleUnread: '({count, number}) {group} - Parley',
  group: 'Gruppo',
  openGroup: 'Gruppo e persone',
  lockedGroup: 'Gruppo protetto',
  lead: 'Per entrare in un gruppo, incolla un link d’invito o scrivi l’indirizzo di qualcuno che ne fa parte. Per crearne uno, lascia vuoti i primi contatti.',
} satisfies Words['app'];
