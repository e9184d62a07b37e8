import type { Words } from '../catalogue.ts';

export const shortcuts = {
  title: 'Scorciatoie da tastiera',
  or: 'o',
  places: { anywhere: 'Ovunque', writing: 'Mentre scrivi' },
  keys: { Ctrl: 'Ctrl', Shift: 'Maiusc', Enter: 'Invio', Escape: 'Esc' },
  does: {
    shortcuts: 'Mostra questo elenco',
    preferences: 'Preferenze',
    nextPane: 'Parte successiva della finestra',
    previousPane: 'Parte precedente della finestra',
    largerText: 'Testo più grande',
    smallerText: 'Testo più piccolo',
    usualText: 'Dimensione normale del testo',
    fullScreen: 'Schermo intero',
    close: 'Chiudi ciò che è aperto',
    quit: 'Esci',
    send: 'Invia',
    newLine: 'A capo',
  },
} satisfies Words['shortcuts'];
