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

/** What the generator is asked for an ente of the tests. */
export function richiestaDi(ente: NomeEnte, richiesta: RichiestaDocumento): RichiestaFlusso {
  const { belfiore, denominazione } = ENTI[ente];
  const sede = belfiore.length === 4 ? belfiore : 'A271';
  return { ...COMUNE, ente: { codice: belfiore, denominazione, belfiore: sede }, ...richiesta };
}

/** What the generator is asked for a comune of the demo region. */
export function richiestaDiComune(belfiore: string, richiesta: RichiestaDocumento): RichiestaFlusso {
  return { ...COMUNE, ente: { codice: belfiore, denominazione: `Comune ${belfiore}`, belfiore }, ...richiesta };
}

/** The document of an ente, piece by piece: for sizes that should not be held in memory. */
export function* pezziDi(ente: NomeEnte, richiesta: RichiestaDocumento): Generator<string> {
  for (const { testo } of generateFlusso(richiestaDi(ente, richiesta))) yield testo;
}

export function documentoDi(ente: NomeEnte, richiesta: RichiestaDocumento): string {
  return [...pezziDi(ente, richiesta)].join('');
}

/** Rules that the errors sown in the document must raise, by riga. */
export function erroriDi(ente: NomeEnte, richiesta: RichiestaDocumento) {
  return [...generateFlusso(richiestaDi(ente, richiesta))].flatMap(({ errori }) => errori);
}

export interface PrestazioneDiProva {
  readonly codiceFiscale: string;
  readonly protocollo: string;
  readonly importo?: string;
  readonly annullamento?: boolean;
  readonly cognome?: string;
  /** Written into the attribute as it is: to try what a sender should not send. */
  readonly codicePrestazione?: string;
  /** Day of the payment: the event date. */
  readonly data?: string;
}

/** A valid document with these prestazioni, one beneficiario each; invented people. */
export function documentoCon(ente: NomeEnte, prestazioni: readonly PrestazioneDiProva[], nome = 'prova'): string {
  return documentoDiComune(ENTI[ente].belfiore, prestazioni, nome);
}

/** The same of any ente, by its code. */
export function documentoDiComune(
  belfiore: string,
  prestazioni: readonly PrestazioneDiProva[],
  nome = 'prova',
): string {
  const righe = prestazioni.map(
    ({
      codiceFiscale,
      protocollo,
      importo = '100.00',
      annullamento = false,
      cognome = 'ROSSI',
      codicePrestazione = 'A1.05',
      data = '2026-03-02',
    }) => `
<Beneficiario CodiceFiscale="${codiceFiscale}"><Anagrafica Cognome="${cognome}" Nome="MARIO" AnnoNascita="1980" LuogoNascita="H501" Genere="1" CodiceCittadinanza="380"/><Indirizzo CodiceRegione="11" CodiceComune="043044" CodiceNazione="380"/><PrestazioniSociali TipoOperazione="${annullamento ? 'C' : 'I'}" PresenzaProvaMezzi="2" CaratterePrestazione="2" CodicePrestazione="${codicePrestazione}" DenominazionePrestazione="Contributi economici di prova" ProtocolloDomanda="${protocollo}" DataErogazionePrestazione="${data}" ImportoPrestazione="${importo}" PresaCarico="2"/></Beneficiario>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<Flusso xmlns="http://inps.it/Casellario"><IdentificazioneFlusso Nome="${nome}"><Ente Codice="${belfiore}" Denominazione="Ente di prova" Indirizzo="A271" CFOperatore="RSSMRA80A01H501U"/></IdentificazioneFlusso>${righe.join('')}
</Flusso>
`;
}
