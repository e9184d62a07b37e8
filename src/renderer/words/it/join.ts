import type { Words } from '../catalogue.ts';

export const join = {
  form: 'Entra in un gruppo',
  name: 'Il tuo nome',
  port: 'Porta',
  portHint: 'Gli altri ti raggiungono a questa porta.',
  seeds: 'Primi contatti',
  seedsHint: 'Persone già nel gruppo, oppure un link d’invito.',
  seedsExample: 'host:porta, oppure parley://join#…',
  more: 'Altro',
  listenOn: 'In ascolto su',
  allAddresses: 'Tutti gli indirizzi',
  card: '{name} – {address}',
  thisComputer: 'Solo questo computer',
  notFoundNow: '{address} (ora non disponibile)',
  group: 'Gruppo',
  groupExample: 'Del primo contatto, altrimenti lobby',
  secret: 'Frase segreta',
  secretMeaning:
    'Protegge il gruppo: può entrare e leggere solo chi conosce la frase segreta o ha un link d’invito. Vuota: gruppo aperto.',
  showSecret: 'Mostra la frase segreta',
  hideSecret: 'Nascondi la frase segreta',
  makeSecret: 'Crea una frase segreta',
  fromLink: 'Dal link d’invito.',
  noSecretInLink: 'Il link d’invito porta a un gruppo aperto.',
  locked: 'protetto',
  join: 'Entra',
  joining: 'Ingresso in corso…',
  cancel: 'Annulla',
  invitation:
    'Invito a “<group></group>”, {locked, select, yes {un gruppo protetto} other {un gruppo aperto}}, dalla chiave {key}',
  invitationFrom:
    'Invito a “<group></group>”, {locked, select, yes {un gruppo protetto} other {un gruppo aperto}}, a quanto pare da <inviter></inviter>, la cui chiave è {key}',
} satisfies Words['join'];
