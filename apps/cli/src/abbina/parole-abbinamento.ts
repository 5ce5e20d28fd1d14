import type { Livello, Veto } from '#libs/abbinamento';

/** What a level of agreement is called where people read it. */
const LIVELLI: Readonly<Record<Livello, string>> = {
  uguale: 'uguale',
  contenuto: 'uno contiene l’altro',
  molto_vicino: 'quasi uguale',
  vicino: 'vicino',
  svista: 'uguale, tolta una svista',
  simile: 'simile',
  diverso: 'diverso',
  diversa: 'diversa',
  scambiato: 'scambiati cognome e nome',
  scambio: 'giorno e mese, o due cifre, scambiati',
  una_modifica: 'un carattere diverso',
  due_modifiche: 'due caratteri diversi',
  segnaposto: 'primo gennaio al posto del giorno',
  stesso_anno: 'uguale solo l’anno',
  accanto: 'un anno di differenza',
  stessa_base: 'uguale senza omocodia',
  altro_valido: 'diversi e validi tutti e due',
  non_suo: 'non è della persona a cui sta accanto',
};

const VETI: Readonly<Record<Veto, string>> = {
  nome_diverso: 'nomi diversi: possono essere fratelli o gemelli',
  nome_mancante: 'manca il nome',
  nascita_diversa: 'date di nascita diverse',
  codici_diversi: 'codici fiscali diversi',
  codice_di_altri: 'stesso codice e altri nomi: può essere quello di un familiare',
  altri_vicini: 'un’altra persona è quasi altrettanto vicina',
  gia_abbinato: 'un altro record è più vicino alla stessa persona',
};

export function livelloInParole(livello: string | undefined): string {
  return livello === undefined ? 'manca' : (LIVELLI[livello as Livello] ?? livello);
}

/** Why somebody has to look; of a certain pair nothing. */
export function percheInParole(esito: 'certa' | 'dubbia', veti: readonly Veto[]): string {
  if (esito === 'certa') return '';
  return veti.length === 0 ? 'probabilità sotto la soglia' : veti.map((veto) => VETI[veto]).join('; ');
}
