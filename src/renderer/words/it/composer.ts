import type { Words } from '../catalogue.ts';

export const composer = {
  form: 'Scrivi un messaggio',
  message: 'Messaggio',
  placeholder: 'Scrivi un messaggio',
  send: 'Invia',
  sendTitle: 'Invia (Invio)',
  emoji: 'Emoji',
  bytes: '{bytes, number} di {limit, number} byte',
  tooLong:
    'Troppo lungo per un solo messaggio: {over, plural, one {# byte} other {# byte}} di troppo.',
  sendParts: '{count, plural, other {Invia in # messaggi}}',
  unknownCommand: '“/{word}” non è un comando.',
  sendAsText: 'Invia come testo',
  lacking: {
    me: 'Scrivi che cosa fai: “/me saluta”.',
    nick: 'Scrivi il tuo nuovo nome: “/nick Ana”.',
    connect: 'Scrivi un indirizzo: “/connect host:porta”.',
  },
  tooMuch: '“/{word}” va da solo. “//{word} …” lo invia come testo.',
  commands: 'Comandi',
  commandsLead:
    'Si scrivono all’inizio di un messaggio. Per inviare un testo che comincia con una barra, scrivine due.',
  argument: {
    me: 'fa qualcosa',
    nick: 'nome',
    status: 'testo',
    connect: 'host:porta',
  },
  command: {
    me: 'Di’ che cosa fai: “Ana saluta”',
    nick: 'Cambia il tuo nome',
    status: 'Di’ che cosa stai facendo, o non dirlo più',
    connect: 'Chiama un’altra persona',
    help: 'Elenca i comandi',
    quit: 'Saluta e chiudi Parley',
  },
  offered: '{count, plural, =0 {Nessun suggerimento} one {# suggerimento} other {# suggerimenti}}',
  suggestions: 'Suggerimenti',
  offline: 'non in linea',
  editing: 'Stai modificando un messaggio',
  answering: 'Rispondi a <name></name>',
  answeringOwn: 'Rispondi a un tuo messaggio',
  answeringMessage: 'Rispondi a un messaggio',
  cancelEdit: 'Annulla la modifica',
  cancelReply: 'Annulla la risposta',
} satisfies Words['composer'];
