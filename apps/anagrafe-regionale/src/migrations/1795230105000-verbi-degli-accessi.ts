import { migration } from '#libs/persistence';

const VERBI = [
  'ricerca',
  'lettura',
  'famiglia',
  'storia',
  'verifica',
  'urgenza',
  'estratto',
  'variazione',
  'riesame',
  'protezione',
];
const ESITI = [
  'mostrata',
  'nessuna',
  'finalita_non_ammessa',
  'codice_non_valido',
  'criteri_non_validi',
  'troppe_persone',
  'troppe_ricerche',
  'si',
  'no',
  'concesso',
  'negato',
  'fatto',
];

const among = (column: string, values: readonly string[]): string[] => [
  `ALTER TABLE accesso DROP CONSTRAINT accesso_${column}_check`,
  // What is there fits the shorter list, hence this one: a register of years is not read again to say so.
  `ALTER TABLE accesso ADD CONSTRAINT accesso_${column}_check CHECK (${column} IN (${values.map((one) => `'${one}'`).join(', ')})) NOT VALID`,
];

/** More ways to look at a person, and more answers, than a search and a reading. */
export const verbiDegliAccessi = migration(1795230105000, 'verbi-degli-accessi', () => [
  ...among('verbo', VERBI),
  ...among('esito', ESITI),
]);
