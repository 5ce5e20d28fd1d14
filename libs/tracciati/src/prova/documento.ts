import { LIMITI_PREDEFINITI, type Limiti } from '../limiti.js';
import { createReader } from '../lettore.js';
import type { EsitoDocumento, RigaLetta, Testata } from '../lettura.js';
import { PS_PSA_SINA_201812 } from '../ps-psa-sina.js';
import type { Rilievo } from '../rilievo.js';
import type { Tracciato } from '../tracciato.js';
import type { ContestoRegole } from '../contesto.js';
import { CONTESTO_DI_PROVA } from './contesto.js';

export type Attributi = Readonly<Record<string, string | undefined>>;

/** A document that no rule has anything to say about; each part can be changed. `undefined` takes an attribute away. */
export interface Parti {
  readonly ente?: Attributi;
  readonly beneficiario?: Attributi;
  readonly anagrafica?: Attributi;
  readonly indirizzo?: Attributi;
  readonly prestazione?: Attributi;
  /** What stands inside PrestazioniSociali. */
  readonly dentro?: string;
}

const ENTE = { Codice: 'A271', Denominazione: 'Comune di Ancona', Indirizzo: 'A271', CFOperatore: 'RSSMRK66C14H501U' };
export const ANAGRAFICA = {
  Cognome: 'ROSSI',
  Nome: 'MIRKO',
  AnnoNascita: '1966',
  LuogoNascita: 'H501',
  Genere: '1',
  CodiceCittadinanza: '380',
};
export const INDIRIZZO = { CodiceRegione: '11', CodiceComune: '042002', CodiceNazione: '380' };
export const PRESTAZIONE = {
  PresenzaProvaMezzi: '4',
  CaratterePrestazione: '1',
  CodicePrestazione: 'A1.04',
  DenominazionePrestazione: 'Contributi economici a integrazione del reddito familiare',
  ProtocolloDomanda: 'PROT-2026-1',
  DataInizioPrestazione: '2026-01-01',
  DataFinePrestazione: '2026-03-31',
  PeriodoErogazione: '3',
  ImportoMensile: '100.00',
  PresaCarico: '2',
};
export const UNICA: Attributi = {
  CaratterePrestazione: '2',
  DataInizioPrestazione: undefined,
  DataFinePrestazione: undefined,
  PeriodoErogazione: undefined,
  ImportoMensile: undefined,
  DataErogazionePrestazione: '2026-02-01',
  ImportoPrestazione: '250.00',
};
export const SINA =
  '<SINA Mobilita="1" AttivitaVitaQuotidiana="1" DisturbiComportamentali="1" AreaReddituale="1" AreaSupporto="1" FonteDerivazioneValutazione="1" StrumentoValutazione="1">' +
  '<NecessitaInterventiSociali><CodicePrestazione>A1.04</CodicePrestazione></NecessitaInterventiSociali>' +
  '<InvaliditaCivile><InvCiv>1</InvCiv><InvCiv>8</InvCiv></InvaliditaCivile></SINA>';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const tag = (name: string, given: Attributi): string =>
  `<${name}${Object.entries(given)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([key, value]) => ` ${key}="${escape(value)}"`)
    .join('')}`;

export function beneficiario(parti: Parti = {}): string {
  return (
    `${tag('Beneficiario', { CodiceFiscale: 'RSSMRK66C14H501U', ...parti.beneficiario })}>\n` +
    `${tag('Anagrafica', { ...ANAGRAFICA, ...parti.anagrafica })}/>\n` +
    `${tag('Indirizzo', { ...INDIRIZZO, ...parti.indirizzo })}/>\n` +
    `${tag('PrestazioniSociali', { ...PRESTAZIONE, ...parti.prestazione })}>${parti.dentro ?? ''}</PrestazioniSociali>\n` +
    '</Beneficiario>\n'
  );
}

export function documento(parti: Parti = {}, beneficiari: string = beneficiario(parti)): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Flusso xmlns="http://inps.it/Casellario">\n' +
    `<IdentificazioneFlusso Nome="A271.PS.20260401.0000001">${tag('Ente', { ...ENTE, ...parti.ente })}/></IdentificazioneFlusso>\n` +
    `${beneficiari}</Flusso>\n`
  );
}

export interface Letto {
  readonly righe: RigaLetta[];
  readonly esito: EsitoDocumento;
  readonly testata: Testata | undefined;
  /** All the rilievi, of righe and of the invio. */
  readonly rilievi: Rilievo[];
}

/** Reads a whole document, cut in pieces of `pezzo` bytes. */
export function leggi(
  documento: string | Uint8Array,
  pezzo = 65_536,
  limiti: Partial<Limiti> = {},
  contesto: ContestoRegole = CONTESTO_DI_PROVA,
  tracciato: Tracciato = PS_PSA_SINA_201812,
): Letto {
  const bytes = typeof documento === 'string' ? Buffer.from(documento) : documento;
  const reader = createReader(tracciato, contesto, { ...LIMITI_PREDEFINITI, ...limiti });
  const righe: RigaLetta[] = [];
  for (let at = 0; at < bytes.length; at += pezzo) righe.push(...reader.write(bytes.subarray(at, at + pezzo)));
  const last = reader.end();
  righe.push(...last.righe);
  const rilievi = [...last.esito.rilieviInvio, ...righe.flatMap((riga) => riga.rilievi)];
  return { righe, esito: last.esito, testata: reader.testata, rilievi };
}
