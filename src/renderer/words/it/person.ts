import type { Words } from '../catalogue.ts';

export const person = {
  callsThemselves: 'Si fa chiamare <name></name>.',
  notMet: 'Nessun incontro finora: ne hanno parlato altri.',
  firstSeen: 'Qui per la prima volta: <when></when>.',
  notYou: 'Questo <name></name> non sei tu: quel nome è arrivato con un’altra chiave.',
  notTheKnown:
    'Questo <name></name> non è il <name></name> che conosci: quel nome è arrivato con un’altra chiave.',
  theirs: 'Il suo, da confrontare',
  theirsHint: 'Incolla o scrivi i suoi numeri o le sue parole.',
  same: 'Coincidono. Se li hai ricevuti proprio da questa persona, puoi confermarne l’identità.',
  notSame: 'Non coincidono. Non confermare l’identità: qualcuno potrebbe essersi messo in mezzo.',
  nickname: 'Soprannome',
  nicknameHint: 'Lo vedi solo tu, al posto del suo nome.',
  save: 'Salva',
  hearLess: 'Limita i messaggi',
  mute: 'Silenzia',
  unmute: 'Riattiva',
  block: 'Blocca',
  unblock: 'Sblocca',
  blockedMeans:
    'Persona bloccata: non vedi nulla di suo. Quello che ha detto riappare quando la sblocchi.',
  quietMeans:
    'Se la silenzi, i suoi messaggi restano ripiegati. Se la blocchi, non vedi nulla di suo. Non lo viene a sapere, e continua a leggerti.',
  safetyNumber: 'Numero di sicurezza',
  compared: 'L’hai confrontato: nessuno si è messo in mezzo tra te e questa persona.',
  toCompare:
    'Confrontalo al telefono o fianco a fianco: <name></name> vede lo stesso nella scheda su di te. Così sai che nessuno si è messo in mezzo.',
  verify: 'Conferma l’identità',
  unverify: 'Annulla la conferma',
  ways: 'Modi per confrontare',
  numbers: 'Numeri',
  words: 'Parole',
  code: 'Codice QR',
  codeLabel: 'Numero di sicurezza come codice QR',
} satisfies Words['person'];
