import { type LegalDay, type Territorio, parseIdentificativo, statoOf } from '#libs/codici';
import type { CodiceDetto } from '../../persona/codice-detto.js';
import type { DatiDetti } from '../../persona/dati-persona.js';
import type { ResidenzaDetta } from '../fonte-persone.js';
import { type Oggetto, RispostaIlleggibile, elencoIn, giornoIn, leggiJson, oggettoIn, testoIn } from '../lettura.js';
import { residenzaAnpr } from './residenza-anpr.js';

/** The one subject of an answer, with the codes of its anomalies. */
export interface SoggettoAnpr {
  readonly dati: Oggetto;
  readonly anomalie: readonly string[];
}

const ESISTENZA = /esistenza.?in.?vita/i;

/** @returns undefined for an answer about nobody @throws RispostaIlleggibile, also for one about several */
export function leggiSoggetto(corpo: string): SoggettoAnpr | undefined {
  const risposta = leggiJson(corpo);
  const soggetti = elencoIn(oggettoIn(risposta, 'listaSoggetti'), 'datiSoggetto');
  const anomalie = elencoIn(risposta, 'listaAnomalie').flatMap((one) => testoIn(one, 'codiceErroreAnomalia', 20) ?? []);
  if (soggetti.length > 1) throw new RispostaIlleggibile('several subjects');
  return soggetti[0] === undefined ? undefined : { dati: soggetti[0], anomalie };
}

/** The national id of a subject; undefined where the answer leaves it out. @throws RispostaIlleggibile */
export function idAnprOf(dati: Oggetto): string | undefined {
  const id = testoIn(oggettoIn(dati, 'identificativi'), 'idANPR', 20);
  if (id !== undefined && !/^[A-Za-z0-9]{4,20}$/.test(id)) throw new RispostaIlleggibile('idANPR');
  return id?.toUpperCase();
}

/** The subject of each answer that there was, all of them about one person. */
export interface Accertamenti {
  readonly idAnpr: string;
  /** The code by which the person was asked for. */
  readonly chiesto: string;
  readonly generalita: Oggetto;
  readonly vita?: Oggetto | undefined;
  readonly residenza?: Oggetto | undefined;
  readonly cittadinanza?: Oggetto | undefined;
}

/** What the answers say of the person, together. @throws RispostaIlleggibile */
export function datiAnpr(
  { idAnpr, chiesto, generalita, vita, residenza, cittadinanza }: Accertamenti,
  territorio: Territorio,
  giorno: LegalDay,
): { readonly dati: DatiDetti; readonly residenza?: ResidenzaDetta | undefined } {
  const detta = oggettoIn(generalita, 'generalita');
  const cognome = testoIn(detta, 'cognome') ?? '';
  const nome = testoIn(detta, 'nome') ?? '';
  if (cognome === '' && nome === '') throw new RispostaIlleggibile('no name');
  const sesso = testoIn(detta, 'sesso', 1);
  const { vita: stato, dataDecesso } = vitaIn([vita, residenza, generalita]);
  const dove = residenza === undefined ? undefined : residenzaAnpr(residenza, giorno);
  const dati: DatiDetti = {
    codici: codiciIn(detta, chiesto, idAnpr),
    cognome,
    nome,
    ...nascitaIn(detta),
    luogoNascita: luogoIn(detta, territorio),
    sesso: sesso === 'M' || sesso === 'F' ? sesso : undefined,
    cittadinanze: cittadinanza === undefined ? [] : cittadinanzeIn(cittadinanza, territorio),
    comuneResidenza: dove?.comune,
    vita: stato,
    dataDecesso,
  };
  // Of the dead ANPR gives the last residence: where they live is nowhere.
  return stato === 'deceduta' ? { dati: { ...dati, comuneResidenza: undefined } } : { dati, residenza: dove };
}

/** ANPR takes its codes from the tax authority. One by which it found the person, and that is not the one it goes by, was before. */
function codiciIn(detta: Oggetto, chiesto: string, idAnpr: string): CodiceDetto[] {
  const scritto = testoIn(oggettoIn(detta, 'codiceFiscale'), 'codFiscale', 16);
  const suo = scritto === undefined ? undefined : parseIdentificativo(scritto);
  if (suo !== undefined && 'invalid' in suo) throw new RispostaIlleggibile('codFiscale');
  const codice = suo?.codice ?? chiesto;
  const sistema = suo?.sistema ?? 'codice_fiscale';
  return [
    { sistema, codice, stato: 'validato' },
    ...(codice === chiesto ? [] : [{ sistema: 'codice_fiscale', codice: chiesto, stato: 'cessato' } as const]),
    { sistema: 'id_anpr', codice: idAnpr, stato: 'validato' },
  ];
}

/** Where day, or day and month, are not known, ANPR writes some and says so. */
function nascitaIn(detta: Oggetto): Pick<DatiDetti, 'annoNascita' | 'dataNascita'> {
  const data = giornoIn(detta, 'dataNascita');
  if (data === undefined) return {};
  const vaga = ['senzaGiorno', 'senzaGiornoMese'].some((flag) => !['0', 'N'].includes(testoIn(detta, flag, 5) ?? 'N'));
  return { annoNascita: Number(data.slice(0, 4)), dataNascita: vaga ? undefined : data };
}

function luogoIn(detta: Oggetto, territorio: Territorio): string | undefined {
  const luogo = oggettoIn(detta, 'luogoNascita');
  const istat = testoIn(oggettoIn(luogo, 'comune'), 'codiceIstat', 6);
  const data = giornoIn(detta, 'dataNascita');
  if (istat !== undefined) return (territorio.comuneByIstat(istat, data) ?? territorio.comuneByIstat(istat))?.belfiore;
  const codice = testoIn(oggettoIn(luogo, 'localita'), 'codiceStato', 3);
  return codice === undefined ? undefined : statoOf({ sistema: 'istat', codice }, territorio)?.belfiore;
}

function cittadinanzeIn(dati: Oggetto, territorio: Territorio): string[] {
  return elencoIn(dati, 'cittadinanza').flatMap((una) => {
    const codice = testoIn(una, 'codiceStato', 3);
    if (codice === undefined) return [];
    return statoOf({ sistema: 'istat', codice }, territorio)?.isoNumerico ?? [];
  });
}

/** A death without its day is a death. Where nobody says anything the person may live or not. */
function vitaIn(answers: readonly (Oggetto | undefined)[]): Pick<DatiDetti, 'vita' | 'dataDecesso'> {
  const said = answers.filter((answer) => answer !== undefined);
  const dataDecesso = said.map((answer) => giornoIn(answer, 'dataDecesso')).find((day) => day !== undefined);
  if (dataDecesso !== undefined) return { vita: 'deceduta', dataDecesso };
  const valori = said
    .flatMap((answer) => elencoIn(answer, 'infoSoggettoEnte'))
    .filter((info) => ESISTENZA.test(testoIn(info, 'chiave') ?? ''))
    .map((info) => testoIn(info, 'valore', 1));
  if (valori.includes('N')) return { vita: 'deceduta' };
  return valori.includes('S') ? { vita: 'in_vita' } : {};
}
