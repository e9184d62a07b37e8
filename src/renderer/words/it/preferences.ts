import type { Words } from '../catalogue.ts';

export const preferences = {
  title: 'Preferenze',
  appearance: 'Aspetto',
  theme: 'Tema',
  themes: { system: 'Sistema', light: 'Chiaro', dark: 'Scuro' },
  textSize: 'Dimensione del testo',
  percent: '{size, number, percent}',
  language: 'Lingua',
  systemLanguage: 'Sistema',
  contrast: 'Più contrasto',
  contrastMeans: 'Colori e linee più marcati. Se disattivato, decide il sistema.',
  motion: 'Meno movimento',
  motionMeans: 'Niente scorre o sfuma. Se disattivato, decide il sistema.',
  privacy: 'Riservatezza',
  readReceipts: 'Conferme di lettura',
  readReceiptsMean:
    'Gli altri vedono che cosa hai letto, e tu che cosa hanno letto loro. Se disattivato, nessuno vede nulla.',
  typing: 'Scrittura in corso',
  typingMeans: 'Gli altri vedono che stai scrivendo, prima che tu invii.',
} satisfies Words['preferences'];
