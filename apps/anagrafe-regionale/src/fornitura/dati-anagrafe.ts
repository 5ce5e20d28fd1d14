import { type LegalDay, STATO_CIVILE_IGNOTO, parseIdentificativo } from '#libs/codici';
import type { PersonaAnagrafe } from '#libs/tracciati';
import type { CodiceDetto } from '../persona/codice-detto.js';
import type { DatiDetti, StatoCivile } from '../persona/dati-persona.js';

/** Codes of citizenship that name no state. */
const NON_DISPONIBILE = '990';

/** Who a person is, as its comune tells. @param ente internal id: the comune's own numbers are of its archive alone */
export function datiOf(persona: PersonaAnagrafe, ente: string, comuneResidenza: string | undefined): DatiDetti {
  const { cognome, nome, dataNascita, annoNascita, deceduto, dataDecesso, eventi = [] } = persona;
  const morte = dataDecesso ?? eventi.find(({ tipo }) => tipo === 'decesso')?.data;
  const anno = dataNascita?.slice(0, 4) ?? annoNascita;
  return {
    codici: codiciOf(persona, ente),
    cognome: cognome ?? '',
    nome: nome ?? '',
    annoNascita: anno === undefined ? undefined : Number(anno),
    dataNascita: dataNascita as LegalDay | undefined,
    luogoNascita: persona.luogoNascita,
    sesso: persona.sesso,
    cittadinanze: (persona.cittadinanze ?? [])
      .filter(({ nazione, al }) => al === undefined && nazione !== NON_DISPONIBILE)
      .map(({ nazione }) => nazione),
    statoCivile: statoCivileOf(persona),
    comuneResidenza,
    vita: deceduto === '1' || morte !== undefined ? 'deceduta' : 'in_vita',
    dataDecesso: morte as LegalDay | undefined,
  };
}

/** Who says that it is not known says nothing: it does not take away what another comune knows. */
function statoCivileOf({ statoCivile: codice, statoCivileDal: dal }: PersonaAnagrafe): StatoCivile | undefined {
  if (codice === undefined || codice === STATO_CIVILE_IGNOTO) return undefined;
  return { codice, dal: dal as LegalDay | undefined };
}

/** The codice fiscale first: of those who have one it is the code they go by. */
export function codiciOf(persona: PersonaAnagrafe, ente: string): CodiceDetto[] {
  const { codiceFiscale, statoCodiceFiscale, codiciPrecedenti = [], stp, eni, idAnpr, idAnagrafico } = persona;
  const stato = statoCodiceFiscale === '1' ? 'validato' : 'dichiarato';
  return [
    ...codiceOf(codiceFiscale, stato),
    ...codiceOf(stp, 'dichiarato'),
    ...codiceOf(eni, 'dichiarato'),
    ...(idAnpr === undefined ? [] : [{ sistema: 'id_anpr', codice: idAnpr, stato: 'dichiarato' } as const]),
    ...(idAnagrafico === undefined
      ? []
      : [{ sistema: `locale:${ente}`, codice: idAnagrafico, stato: 'dichiarato' } as const]),
    ...codiciPrecedenti.flatMap((codice) => codiceOf(codice, 'cessato')),
  ];
}

/** Delivery tells the sender of a code that is wrong, and lets its person in: here it identifies nobody. */
function codiceOf(text: string | undefined, stato: CodiceDetto['stato']): CodiceDetto[] {
  if (text === undefined) return [];
  const read = parseIdentificativo(text);
  return 'invalid' in read ? [] : [{ sistema: read.sistema, codice: read.codice, stato }];
}
