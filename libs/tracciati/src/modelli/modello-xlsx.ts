import { buffer } from 'node:stream/consumers';
import { nomeTracciato } from '../catalogo.js';
import { FOGLIO_ISTRUZIONI } from '../documenti/forma-tabella.js';
import { pianoOf } from '../piano/piano-of.js';
import type { CampoPiano } from '../piano/piano.js';
import type { ColonnaScritta, FormatoColonna, FoglioScritto } from '../scrittura/xlsx/foglio-scritto.js';
import { writeXlsx } from '../scrittura/xlsx/write-xlsx.js';
import type { Tracciato } from '../tracciato.js';
import { descriviDovuto, descriviValori, postoXml } from './parole-campo.js';

/** The workbook to fill in: columns with their formats, notes and lists; a sheet that explains them. The same bytes at every making. */
export async function modelloXlsxOf(tracciato: Tracciato): Promise<Uint8Array> {
  return buffer(writeXlsx(fogliModello(tracciato), { compressa: false }));
}

/** The sheets of the model, with these righe in it: a cell for each column that models show. */
export function fogliModello(tracciato: Tracciato, righe: FoglioScritto['righe'] = []): readonly FoglioScritto[] {
  const campi = pianoOf(tracciato).filter(({ inModello }) => inModello);
  return [{ nome: 'Righe', colonne: campi.map(colonna), righe }, istruzioni(tracciato, campi)];
}

function colonna(campo: CampoPiano): ColonnaScritta {
  const { nome, tipo, lista } = campo;
  const valori = lista ? undefined : scelteOf(tipo);
  return {
    titolo: nome,
    larghezza: Math.max(12, nome.length + 2),
    formato: formatoOf(campo),
    nota: `${campo.descrizione} (${descriviDovuto(campo)}). ${descriviValori(campo)}`,
    ...(valori === undefined ? {} : { valori }),
  };
}

/** What is no amount, day or count is a text: a spreadsheet would take the zeros from a code and make a day of hours. */
function formatoOf({ tipo, lista }: CampoPiano): FormatoColonna {
  if (lista) return 'testo';
  if (tipo.base === 'data') return 'giorno';
  if (tipo.base === 'intero') return 'intero';
  return tipo.base === 'decimale' && tipo.forma !== 'minuti' ? 'importo' : 'testo';
}

function scelteOf(tipo: CampoPiano['tipo']): readonly string[] | undefined {
  if (tipo.base === 'si_no') return ['sì', 'no'];
  return tipo.elenco?.map(({ valore, etichetta }) => `${valore} - ${etichetta}`);
}

const ISTRUZIONI: readonly ColonnaScritta[] = [
  { titolo: 'Nome della colonna', larghezza: 34 },
  { titolo: 'Che cosa contiene', larghezza: 50, aCapo: true },
  { titolo: 'Quando serve', larghezza: 36, aCapo: true },
  { titolo: 'Che cosa si scrive', larghezza: 60, aCapo: true },
  { titolo: 'Posto nel documento XML', larghezza: 44 },
];

function istruzioni(tracciato: Tracciato, campi: readonly CampoPiano[]): FoglioScritto {
  const righeIstruzioni = campi.map((campo) => [
    campo.nome,
    campo.descrizione,
    descriviDovuto(campo),
    [
      descriviValori(campo),
      ...(campo.tipo.base === 'si_no' || campo.tipo.elenco === undefined ? [] : vociDi(campo.tipo.elenco)),
    ].join('\n'),
    postoXml(campo),
  ]);
  const about = [
    [`Tracciato ${nomeTracciato(tracciato)}`, tracciato.titolo],
    [
      'Foglio Righe',
      'Un record per riga, sotto l’intestazione. Le colonne che non servono si possono togliere, o lasciare vuote.',
    ],
  ];
  return { nome: FOGLIO_ISTRUZIONI, colonne: ISTRUZIONI, righe: [...righeIstruzioni, [], ...about] };
}

function vociDi(elenco: readonly { readonly valore: string; readonly etichetta: string }[]): string[] {
  return elenco.map(({ valore, etichetta }) => `${valore} - ${etichetta}`);
}
