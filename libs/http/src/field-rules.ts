import {
  ARRAY_MAX_SIZE,
  ARRAY_MIN_SIZE,
  ARRAY_UNIQUE,
  IS_ARRAY,
  IS_BOOLEAN,
  IS_BOOLEAN_STRING,
  IS_IN,
  IS_INT,
  IS_LENGTH,
  IS_OBJECT,
  IS_POSITIVE,
  IS_STRING,
  IS_UUID,
  MATCHES,
  MAX,
  MAX_LENGTH,
  MIN,
  MIN_LENGTH,
  ValidationTypes,
} from 'class-validator';

/**
 * What a field of a request is asked, by the stable code under which an answer says that it was not given. Texts are Italian, with code
 * in backticks.
 */
export const FIELD_RULES = {
  campo_previsto: 'un campo che la documentazione OpenAPI prevede',
  elementi_diversi: 'elementi tutti diversi',
  elementi_massimi: 'non più elementi di quanti la documentazione ammette',
  elementi_minimi: 'non meno elementi di quanti la documentazione chiede',
  elenco: 'un elenco',
  forma_prevista: 'la forma (`pattern`) che la documentazione indica',
  giorno: 'un giorno che esiste, `AAAA-MM-GG`',
  intero: 'un numero intero; in un indirizzo, scritto con sole cifre',
  lunghezza: 'un testo né più corto né più lungo di quanto la documentazione ammette',
  lunghezza_massima: 'un testo non più lungo di quanto la documentazione ammette',
  lunghezza_minima: 'un testo non più corto di quanto la documentazione chiede',
  massimo: 'un numero non oltre il massimo',
  minimo: 'un numero non sotto il minimo',
  oggetto: 'un oggetto',
  positivo: 'un numero maggiore di zero',
  regola: 'quel che la documentazione dice di questo campo',
  senza_identificativo: 'un testo senza codici di persone',
  testo: 'un testo',
  uuid: 'un UUID',
  valore_previsto: 'uno dei valori che la documentazione elenca',
  vero_o_falso: '`true` o `false`',
} as const;

export type FieldRule = keyof typeof FIELD_RULES;

/** The rule behind each constraint of class-validator; a constraint of our own is named after its rule. */
const RULE_OF_CONSTRAINT: Readonly<Record<string, FieldRule>> = {
  [ARRAY_MAX_SIZE]: 'elementi_massimi',
  [ARRAY_MIN_SIZE]: 'elementi_minimi',
  [ARRAY_UNIQUE]: 'elementi_diversi',
  [IS_ARRAY]: 'elenco',
  [IS_BOOLEAN]: 'vero_o_falso',
  [IS_BOOLEAN_STRING]: 'vero_o_falso',
  [IS_IN]: 'valore_previsto',
  [IS_INT]: 'intero',
  [IS_LENGTH]: 'lunghezza',
  [IS_OBJECT]: 'oggetto',
  [IS_POSITIVE]: 'positivo',
  [IS_STRING]: 'testo',
  [IS_UUID]: 'uuid',
  [MATCHES]: 'forma_prevista',
  [MAX]: 'massimo',
  [MAX_LENGTH]: 'lunghezza_massima',
  [MIN]: 'minimo',
  [MIN_LENGTH]: 'lunghezza_minima',
  [ValidationTypes.NESTED_VALIDATION]: 'oggetto',
  [ValidationTypes.WHITELIST]: 'campo_previsto',
};

/** The rule that a broken constraint stands for; `regola` for one that nobody named: callers are never told a library's word. */
export function ruleOfConstraint(constraint: string): FieldRule {
  if (Object.hasOwn(FIELD_RULES, constraint)) return constraint as FieldRule;
  return Object.hasOwn(RULE_OF_CONSTRAINT, constraint) ? RULE_OF_CONSTRAINT[constraint]! : 'regola';
}
