import fc from 'fast-check';
import type { ContestoFlussi } from '../contesto.js';
import { flussiOf } from '../flussi.js';
import { PS_PSA_SINA_201812 } from '../ps-psa-sina.js';
import { writeFlusso } from '../scrittore.js';
import { CONTESTO_DI_PROVA } from './contesto.js';
import { contenutoAccettato, testataQualunque } from './contenuti.js';
import { leggi } from './documento.js';

/** Rules whose matter is settled before anything is written to INPS. */
const SISTEMATE = new Set(['PS-01', 'PS-02', 'PS-08', 'PS-17', 'PS-27', 'PS-29']);

export const CONTESTO_FLUSSI: ContestoFlussi = {
  territorio: CONTESTO_DI_PROVA.territorio,
  denominazioneOf: (codice) => CONTESTO_DI_PROVA.nomenclatura.voceInVigore(codice, '2026-01-01')?.denominazione,
};

/** Documents for INPS made of random accepted records: all those of each record. */
export function documentiScritti(seed: number, record: number): string[] {
  const given = fc.sample(fc.tuple(contenutoAccettato, testataQualunque), { seed, numRuns: record });
  return given.flatMap(([contenuto, testata]) =>
    flussiOf(PS_PSA_SINA_201812, contenuto, CONTESTO_FLUSSI).map((one) =>
      writeFlusso(PS_PSA_SINA_201812, testata, one),
    ),
  );
}

/** What our own reader finds in a document for INPS that should not be there. */
export function difettiDelFlusso(documento: string): string[] {
  const { esito, righe, rilievi } = leggi(documento);
  const wrong = rilievi
    .filter(({ gravita, regola }) => gravita === 'errore' || SISTEMATE.has(regola))
    .map(({ regola, campo, valore }) => `${regola} ${campo} ${valore ?? ''}`);
  if (esito.stato !== 'letto' || !esito.schemaValido) wrong.push(`${esito.stato}, schema ${esito.schemaValido}`);
  if (righe.length !== 1) wrong.push(`${righe.length} righe`);
  return wrong;
}
