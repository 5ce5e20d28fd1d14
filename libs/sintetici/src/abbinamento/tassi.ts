/**
 * How often an incoming record differs from what the registry has, in events per thousand records. They are those of the Italian linkage
 * set made for Snodo's study: assumptions of its authors, not measures of real flows.
 */
export interface TassiAbbinamento {
  /** No codice fiscale; people born abroad have `codiceAssenteEstero` more. */
  readonly codiceAssente: number;
  readonly codiceAssenteEstero: number;
  /** One character of the codice fiscale is wrong, or two have changed places. */
  readonly codiceErrato: number;
  /** The codice fiscale is that of a relative. */
  readonly codiceDiFamiliare: number;
  /** Surname misspelt, and given name misspelt, each. */
  readonly nomeErrato: number;
  readonly nomeErratoEstero: number;
  readonly nomiScambiati: number;
  readonly nomiScambiatiEstero: number;
  /** Of those who have a second given name. */
  readonly secondoNomeOmesso: number;
  /** Of women. */
  readonly cognomeDelMarito: number;
  /** Of names with an accent. */
  readonly accentoInApostrofo: number;
  readonly dataErrata: number;
  readonly giornoMeseScambiati: number;
  /** 1 January of the right year, of people born abroad. */
  readonly primoGennaioEstero: number;
  readonly dataAssente: number;
  readonly luogoAssente: number;
  readonly luogoErrato: number;
  readonly comuneCambiato: number;
  readonly sessoErrato: number;
}

export const TASSI_ABBINAMENTO: TassiAbbinamento = Object.freeze({
  codiceAssente: 120,
  codiceAssenteEstero: 150,
  codiceErrato: 20,
  codiceDiFamiliare: 8,
  nomeErrato: 30,
  nomeErratoEstero: 100,
  nomiScambiati: 12,
  nomiScambiatiEstero: 60,
  secondoNomeOmesso: 300,
  cognomeDelMarito: 20,
  accentoInApostrofo: 200,
  dataErrata: 12,
  giornoMeseScambiati: 8,
  primoGennaioEstero: 50,
  dataAssente: 10,
  luogoAssente: 80,
  luogoErrato: 20,
  comuneCambiato: 60,
  sessoErrato: 10,
});

/** What an incoming record is to the registry. The last three are the hard negatives: near to somebody there, and another person. */
export const GENERI_DOMANDA = ['known', 'unknown', 'unknown_twin', 'unknown_homonym', 'unknown_sibling'] as const;
export type GenereDomanda = (typeof GENERI_DOMANDA)[number];

/** Records of each kind in a thousand. */
export const QUOTE_DOMANDE: Readonly<Record<GenereDomanda, number>> = Object.freeze({
  known: 800,
  unknown: 120,
  unknown_twin: 30,
  unknown_homonym: 30,
  unknown_sibling: 20,
});

/** Of a thousand people: how the registry is made. */
export const QUOTE_REGISTRO = Object.freeze({
  /** Households of people born abroad. */
  estero: 130,
  secondoNome: 120,
  /** Known to nobody: the others of their household may be in the registry. */
  fuori: 100,
  /** Of children, those born with the one before. */
  gemelli: 15,
  /** Of codes, those given to tell two people with the same letters apart. */
  omocodia: 1,
  /** Of unknown twins, those whose given name is the other's in the other gender (Paolo and Paola). */
  gemelloDiNomeVicino: 30,
});
