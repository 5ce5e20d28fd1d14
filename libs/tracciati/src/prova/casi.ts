import { CONTESTO_CON_CODICI_LOCALI } from './contesto.js';
import { type Parti, SINA, UNICA, documento, leggi } from './documento.js';

const DSU = { PresenzaProvaMezzi: '1', NumeroProtocolloDSU: 'INPS-ISEE-2026-12345678A-00', AnnoProtocolloDSU: '2026', DataDSU: '2026-01-15' }; // prettier-ignore

/** A code with the omocodia letters that INPS's pattern refuses: check character recomputed by a search. */
function omocodeInYear(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const fits = (last: string): boolean =>
    leggi(documento({ beneficiario: { CodiceFiscale: `RSSMRKSSC14H501${last}` } }), 65_536, {}, CONTESTO_CON_CODICI_LOCALI).rilievi.every((one) => one.regola !== 'PS-26');
  return `RSSMRKSSC14H501${letters.find(fits)!}`;
} // prettier-ignore

/** For each rule: documents where it speaks, and documents where it does not though they come near. */
export const CASI: Readonly<Record<string, { parla: readonly Parti[]; tace: readonly Parti[] }>> = {
  'PS-03': { parla: [{ prestazione: { CaratterePrestazione: undefined } }], tace: [{}] },
  'PS-04': { parla: [{ prestazione: { DataInizioPrestazione: undefined } }], tace: [{ prestazione: UNICA }] },
  'PS-05': {
    parla: [{ prestazione: { ImportoMensile: undefined } }, { prestazione: { ImportoMensile: '0.00' } }, { prestazione: { ImportoMensile: '-1' } }],
    tace: [{ prestazione: { ImportoMensile: '0.01' } }, { prestazione: { ImportoMensile: '1,50' } }, { prestazione: UNICA }],
  },
  'PS-06': { parla: [{ prestazione: { DataFinePrestazione: undefined } }], tace: [{ prestazione: UNICA }] },
  'PS-07': { parla: [{ prestazione: { PeriodoErogazione: undefined } }], tace: [{ prestazione: { PeriodoErogazione: '99' } }] },
  'PS-08': {
    parla: [{ prestazione: { DataFinePrestazione: '2027-01-31' } }, { prestazione: { DataFinePrestazione: '2025-12-31' } }, { prestazione: { ...UNICA, DataInizioPrestazione: '2025-12-31', DataFinePrestazione: '2026-01-31' } }],
    tace: [{ prestazione: { DataFinePrestazione: '2026-12-31' } }, { prestazione: { DataFinePrestazione: undefined } }, { prestazione: UNICA }],
  },
  'PS-09': { parla: [{ prestazione: { DataFinePrestazione: '2025-12-31' } }], tace: [{ prestazione: { DataFinePrestazione: '2026-01-01' } }] },
  'PS-10': { parla: [{ prestazione: { ...UNICA, DataErogazionePrestazione: undefined } }], tace: [{ prestazione: UNICA }, {}] },
  'PS-11': { parla: [{ prestazione: { ...UNICA, ImportoPrestazione: undefined } }, { prestazione: { ...UNICA, ImportoPrestazione: '0' } }], tace: [{ prestazione: UNICA }, {}] },
  'PS-12': {
    parla: [
      { prestazione: { ImportoQuotaEnte: '60.00', ImportoQuotaUtente: '39.99' } },
      { prestazione: { ImportoQuotaEnte: '0.0', ImportoQuotaUtente: '0.0', ImportoQuotaSSN: '0.0' } },
      { prestazione: { ImportoQuotaEnte: '110.00', ImportoQuotaSSN: '-10.00' } },
    ],
    tace: [
      { prestazione: { ImportoQuotaEnte: '60.10', ImportoQuotaUtente: '39.90' } },
      { prestazione: { ImportoQuotaEnte: '100', ImportoQuotaSSN: '0.0' } },
      { prestazione: { ...UNICA, ImportoQuotaEnte: '200.00', ImportoQuotaSSN: '50.00' } },
    ],
  },
  'PS-13': { parla: [{ prestazione: { ...DSU, DataDSU: undefined } }, { prestazione: { ...DSU, NumeroProtocolloDSU: '' } }], tace: [{ prestazione: DSU }] },
  'PS-14': { parla: [{ prestazione: { ...DSU, PresenzaProvaMezzi: '2' } }], tace: [{ prestazione: DSU }] },
  'PS-15': { parla: [{ prestazione: { ...DSU, NumeroProtocolloDSU: '12345' } }], tace: [{ prestazione: DSU }] },
  'PS-16': { parla: [{ indirizzo: { CodiceComune: undefined } }, { indirizzo: { CodiceRegione: undefined } }], tace: [{ indirizzo: { CodiceNazione: '250', CodiceComune: undefined, CodiceRegione: undefined } }] },
  'PS-17': { parla: [{ indirizzo: { CodiceRegione: '12', CodiceComune: '058091' } }, { indirizzo: { CodiceRegione: '99' } }], tace: [{ indirizzo: { CodiceRegione: '08', CodiceComune: '058091' } }] },
  'PS-18': { parla: [{ prestazione: { PresaCarico: '1' } }], tace: [{ prestazione: { PresaCarico: '1', AreaUtenza: '1' } }] },
  'PS-19': { parla: [{ prestazione: { CodicePrestazione: 'A2.16' } }, { prestazione: { CodicePrestazione: 'CENTRO-DIURNO-2' } }], tace: [{ prestazione: { CodicePrestazione: 'SAD' } }, { prestazione: { CodicePrestazione: 'A2.16', PresaCarico: '1', AreaUtenza: '1' } }, { prestazione: { CodicePrestazione: 'A2.15' } }] },
  'PS-20': { parla: [{ prestazione: { PresaCarico: '0' } }], tace: [{ prestazione: { PresaCarico: '2' } }] },
  'PS-21': { parla: [{ prestazione: { CodicePrestazione: 'A1.05.01' } }, { prestazione: { CodicePrestazione: 'NASCITA' } }], tace: [{ prestazione: { CodicePrestazione: 'NUOVO' } }, { prestazione: { CodicePrestazione: 'A1.05.01', DataEvento: '2026-01-01' } }] },
  'PS-22': {
    parla: ['ZZZZZ', 'a1.04', 'sad', ' SAD', '', 'Z', 'Z'.repeat(500), '/', 'ZZZ/A1.04'].map((CodicePrestazione) => ({ prestazione: { CodicePrestazione } })),
    tace: ['A9.01.01', 'SAD', 'NUOVO', 'BUONO', 'BUONO/A9.99', 'CENTRO-DIURNO-2', undefined].map((CodicePrestazione) => ({ prestazione: { CodicePrestazione } })),
  },
  'PS-23': { parla: [{ prestazione: { PresaCarico: '1', AreaUtenza: '2' } }], tace: [{ prestazione: { PresaCarico: '1', AreaUtenza: '2' }, dentro: SINA }, { prestazione: { PresaCarico: '1', AreaUtenza: '3' } }] },
  'PS-24': { parla: [{ dentro: SINA.replace('A1.04', 'A1.01') }], tace: [{ dentro: SINA }] },
  'PS-25': { parla: [{ prestazione: { TipoOperazione: 'M' } }], tace: [{ prestazione: { TipoOperazione: 'C' } }, {}] },
  'PS-26': {
    parla: ['RSSMRK66C14H501A', 'RSSMRK٦٦C14H501U', 'RSSMRK66C14H50', '12345678901', ''].map((CodiceFiscale) => ({ beneficiario: { CodiceFiscale } })),
    tace: [{ beneficiario: { CodiceFiscale: 'rssmrk66c14h501u' } }, { beneficiario: { CodiceFiscale: 'STP1234567890123' } }],
  },
  'PS-27': { parla: [{ beneficiario: { CodiceFiscale: 'STP1234567890123' } }, { beneficiario: { CodiceFiscale: omocodeInYear() } }, { beneficiario: { CodiceFiscale: ' RSSMRK66C14H501U' } }], tace: [{}, { beneficiario: { CodiceFiscale: 'XX' } }] },
  'PS-28': { parla: [{ prestazione: { ImportoMensile: '1.234,50' } }, { prestazione: { ImportoMensile: '1e2' } }, { prestazione: { ImportoMensile: '100.005' } }], tace: [{ prestazione: { ImportoMensile: ' +100.0000 ' } }] },
  'PS-29': { parla: [{ prestazione: { DenominazionePrestazione: 'Altro' } }, { prestazione: { DenominazionePrestazione: 'x'.repeat(201) } }], tace: [{ prestazione: { DenominazionePrestazione: 'x'.repeat(200) } }] },
  'SN-01': { parla: [{ anagrafica: { Cognome: 'BIANCHI' } }, { anagrafica: { Cognome: 'MIRKO', Nome: 'ROSSI' } }], tace: [{ anagrafica: { Cognome: 'Rossi', Nome: 'Mirko Andrea' } }] },
  'SN-02': { parla: [{ anagrafica: { AnnoNascita: '1967' } }], tace: [{}] },
  'SN-03': { parla: [{ anagrafica: { Genere: '2' } }], tace: [{}, { anagrafica: { Genere: '9' } }] },
  'SN-04': { parla: [{ anagrafica: { LuogoNascita: 'A271' } }], tace: [{}] },
  'SN-05': { parla: [{ prestazione: { ...UNICA, DataErogazionePrestazione: '2026-07-01' } }], tace: [{ prestazione: { ...UNICA, DataErogazionePrestazione: '2026-06-30' } }] },
  'SN-06': { parla: [{ anagrafica: { LuogoNascita: 'Q999' } }], tace: [{ anagrafica: { LuogoNascita: 'Z100' } }] },
  'SN-07': { parla: [{ prestazione: { ImportoSogliaISEE: '9999999999999999' } }, { prestazione: { DataEvento: '12020-01-01' } }, { prestazione: { DataEvento: '-2020-01-01' } }], tace: [{ prestazione: { DataEvento: '2020-01-01Z' } }] },
  'SN-08': { parla: [{ prestazione: { OreServizioMensile: '2.75' } }, { prestazione: { OreServizioMensile: '2.591' } }], tace: [{ prestazione: { OreServizioMensile: '2.59' } }] },
  'SN-09': { parla: [{ anagrafica: { Cognome: '  ' } }, { prestazione: { ProtocolloDomanda: ' ' } }], tace: [{}] },
  'SN-10': { parla: [{ ente: { CFOperatore: 'RSSMRK66C14H501A' } }], tace: [{}] },
  'SN-11': { parla: [{ prestazione: { ImportoSogliaISEE: '-1' } }], tace: [{ prestazione: { ImportoSogliaISEE: '0' } }] },
  'SN-12': { parla: [{ indirizzo: { CodiceComune: '999999' } }], tace: [{ indirizzo: { CodiceNazione: '250', CodiceComune: '999999' } }] },
  'SN-13': { parla: [{ anagrafica: { CodiceCittadinanza: '999' } }, { indirizzo: { CodiceNazione: '001' } }], tace: [{ anagrafica: { CodiceCittadinanza: '990' } }] },
  'SN-15': {
    parla: ['BUONO', 'BUONO/A9.99'].map((CodicePrestazione) => ({ prestazione: { CodicePrestazione } })),
    tace: ['BUONO/A1.04', 'SAD', 'NUOVO', 'ZZZZZ', 'A1.04'].map((CodicePrestazione) => ({ prestazione: { CodicePrestazione } })),
  },
  'SN-16': {
    parla: ['NUOVO', 'REGIONE-10'].map((CodicePrestazione) => ({ prestazione: { CodicePrestazione } })),
    tace: [...['BUONO', 'SAD', 'ZZZZZ', 'A1.04'].map((CodicePrestazione) => ({ prestazione: { CodicePrestazione } })), { prestazione: { CodicePrestazione: 'NUOVO', TipoOperazione: 'C' } }],
  },
  // The ente of these documents has no end: codifica.spec.ts lets it speak.
  'SN-17': { parla: [], tace: [{}] },
  'SN-14': { parla: [{ anagrafica: { AnnoNascita: '2999' } }, { anagrafica: { AnnoNascita: '1866' } }], tace: [{}] },
}; // prettier-ignore
