import type { Words } from '../catalogue.ts';

export const invite = {
  invite: 'Invita',
  copyLink: 'Copia il link d’invito',
  linkCopied: 'Link copiato',
  copied: 'Copiato',
  title: 'Invita in “<group></group>”',
  whoIfLocked:
    'Chiunque abbia questo link può leggere e scrivere in “<group></group>”, e leggere quello che è stato detto prima. Dallo solo a chi vuoi nel gruppo.',
  whoIfOpen:
    'Chiunque abbia questo link può leggere e scrivere in “<group></group>”. Il gruppo è aperto: può farlo anche chiunque raggiunga l’indirizzo di qualcuno che ne fa parte.',
  making: 'Preparo il link…',
  tryAgain: 'Riprova',
  link: 'Link d’invito',
  code: 'Il link d’invito a “{group}” come codice da inquadrare',
  orScan: 'Oppure inquadralo con un altro dispositivo.',
  secretChanged:
    'La frase segreta è cambiata. I vecchi link non portano più a te: dai questo a chi deve tornare.',
  changeSecretMore: 'Cambia la frase segreta…',
  changeSecret: 'Cambia la frase segreta',
  changing: 'Cambio in corso…',
  keepOld: 'Tieni quella attuale',
  changeQuestion:
    'Cambiare la frase segreta di “<group></group>”? Parley ne crea una nuova, e da quel momento:',
  effects: {
    cutOff: 'Il contatto con tutti si interrompe subito, anche con chi è qui adesso.',
    oldLinks: 'I vecchi link e la vecchia frase segreta non portano più a te.',
    comeBack: 'Chi riceve da te il nuovo link torna e ritrova tutto quello che è stato detto.',
    others:
      'Gli altri tengono quello che hanno letto finora e possono continuare tra loro, senza di te.',
  },
  outside: {
    damaged: 'Questo link d’invito è rovinato',
    damagedWhy:
      'Un link aperto fuori da Parley non porta da nessuna parte. Chiedi a chi te l’ha mandato di copiarlo di nuovo, dalla prima lettera all’ultima.',
    ok: 'OK',
    again: 'Rientrare in “<group></group>” con questo link?',
    leaveFor: 'Uscire da “<group></group>” ed entrare in “<next></next>”?',
    leaveForNamesake:
      'Uscire da “<group></group>” ed entrare in un altro gruppo, che si chiama anch’esso “<next></next>”?',
    leadsHere:
      'Un link d’invito è stato aperto fuori da Parley. Porta al gruppo protetto in cui sei, con la frase segreta indicata nel link. Se non l’hai aperto tu, resta.',
    leadsToNamesake:
      'Un link d’invito è stato aperto fuori da Parley. Porta a un altro gruppo che si chiama anch’esso “<next></next>”, un gruppo {locked, select, yes {protetto} other {aperto}}. Se non l’hai aperto tu, resta.',
    leadsToLocked:
      'Un link d’invito è stato aperto fuori da Parley. Porta a un gruppo protetto. Se non l’hai aperto tu, resta.',
    leadsToOpen:
      'Un link d’invito è stato aperto fuori da Parley. Porta a un gruppo aperto. Se non l’hai aperto tu, resta.',
    outOfLocked:
      'Il gruppo in cui sei è protetto, questo no: chiunque lo raggiunga può leggere quello che ci scrivi.',
    stay: 'Resta',
    follow: 'Esci ed entra',
  },
} satisfies Words['invite'];
