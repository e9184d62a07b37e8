import type { Words } from '../catalogue.ts';

export const connection = {
  alone: 'Per ora ci sei solo tu',
  reached: 'In contatto con {reached, number} di {others, number}',
  leave: 'Esci dal gruppo',
} satisfies Words['connection'];
