/**
 * How much of a person is shown (registry rules, §4.6): X nothing, not even that she is there; V yes or no to a whole identity; M the
 * minimum by which she is recognised; B what who works with her needs; H that with its history; P attributes without a name; A counts.
 */
export const PROFILI = ['X', 'V', 'M', 'B', 'H', 'P', 'A'] as const;
export type Profilo = (typeof PROFILI)[number];
/** Those that name the person. */
export const PROFILI_NOMINATIVI = ['M', 'B', 'H'] as const satisfies readonly Profilo[];

const MINIMO = [
  'codice_fiscale',
  'cognome',
  'nome',
  'sesso',
  'data_nascita',
  'anno_nascita',
  'luogo_nascita',
  'comune_residenza',
  'vita',
  'data_decesso',
] as const;
const PERSONALE = [
  ...MINIMO,
  'identificativi',
  'indirizzo',
  'cittadinanze',
  'stato_civile',
  'famiglia',
  'schede',
] as const;
const STORICO = [...PERSONALE, 'storia'] as const;
const PSEUDONIMO = ['fascia_eta', 'sesso', 'area_cittadinanza', 'ambito'] as const;

export type Campo = (typeof STORICO)[number] | (typeof PSEUDONIMO)[number];

/**
 * The fields of each profile. None is of services, needs or who follows the person: what an ente does with somebody is of that ente alone
 * (rule R6). `schede` are those that the asking ente said itself.
 */
export const CAMPI: Readonly<Record<Profilo, readonly Campo[]>> = {
  X: [],
  V: [],
  M: MINIMO,
  B: PERSONALE,
  H: STORICO,
  P: PSEUDONIMO,
  A: [],
};

/** Whether a profile shows a field. */
export function mostra(profilo: Profilo, campo: Campo): boolean {
  return CAMPI[profilo].includes(campo);
}

/** Whether a profile says who the person is: with any other she is answered as if she were not there. */
export function identifica(profilo: Profilo): profilo is (typeof PROFILI_NOMINATIVI)[number] {
  return mostra(profilo, 'cognome');
}
