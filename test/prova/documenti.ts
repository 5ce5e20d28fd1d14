import { readFileSync } from 'node:fs';
import { legalDay, parsePrestazioniSiuss, parseTerritorio } from '#libs/codici';
import { type RichiestaFlusso, generateFlusso } from '#libs/sintetici';
import { ENTI, type NomeEnte } from './riferimenti.js';

const nazionale = (name: string): string => readFileSync(`config/nazionale/${name}.csv`, 'utf8');
const oggi = legalDay('2026-06-30');
const territorio = parseTerritorio({
  comuni: nazionale('comuni'),
  stati: nazionale('stati'),
  province: nazionale('province'),
  regioni: nazionale('regioni'),
});
const COMUNE = {
  oggi,
  territorio,
  comuni: territorio.comuniInVigore(oggi).filter((comune) => comune.regioneIstat === '11'),
  prestazioni: parsePrestazioniSiuss(nazionale('siuss')),
};

export type RichiestaDocumento = Pick<RichiestaFlusso, 'seed' | 'righe'> &
  Partial<Pick<RichiestaFlusso, 'errori' | 'righeErrate' | 'annullamento'>>;

function richiestaOf(ente: NomeEnte, richiesta: RichiestaDocumento): RichiestaFlusso {
  const { belfiore, denominazione } = ENTI[ente];
  const sede = belfiore.length === 4 ? belfiore : 'A271';
  return { ...COMUNE, ente: { codice: belfiore, denominazione, belfiore: sede }, ...richiesta };
}

/** The document of an ente, piece by piece: for sizes that should not be held in memory. */
export function* pezziDi(ente: NomeEnte, richiesta: RichiestaDocumento): Generator<string> {
  for (const { testo } of generateFlusso(richiestaOf(ente, richiesta))) yield testo;
}

export function documentoDi(ente: NomeEnte, richiesta: RichiestaDocumento): string {
  return [...pezziDi(ente, richiesta)].join('');
}

/** Rules that the errors sown in the document must raise, by riga. */
export function erroriDi(ente: NomeEnte, richiesta: RichiestaDocumento) {
  return [...generateFlusso(richiestaOf(ente, richiesta))].flatMap(({ errori }) => errori);
}
