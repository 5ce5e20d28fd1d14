import {
  type CampoPiano,
  type PersonaAnagrafe,
  type RigaScritta,
  celleOf,
  findTracciato,
  pianoOf,
  writeFlusso,
  writeRighe,
  writeXlsx,
} from '#libs/tracciati';
import { type Forma, bytesOf, cellOf } from '../forme.js';
import { type RichiestaAnagrafe, inventPopolazione } from './popolazione.js';

const ANAGRAFE = findTracciato('ANAGRAFE')!;
/** What is invented of anybody repeats no more often. */
const VOLTE = 3;
const PIANO = pianoOf(ANAGRAFE).map((campo, at) => ({ campo, at })).filter(({ campo }) => volteDi(campo) <= VOLTE); // prettier-ignore

function volteDi({ nome, inModello }: CampoPiano): number {
  return inModello ? 1 : Number(/_([0-9]+)$/.exec(nome)?.[1] ?? 1);
}

/** A whole fornitura of a comune in any form, piece by piece: every rule of ANAGRAFE is silent of it. */
export function generateAnagrafe(richiesta: RichiestaAnagrafe, forma: Forma): AsyncIterable<Uint8Array> {
  switch (forma) {
    case 'xml':
      return bytesOf(xmlOf(richiesta));
    case 'csv':
      return bytesOf(csvOf(richiesta));
    case 'xlsx': {
      const colonne = PIANO.map(({ campo: { nome } }) => ({ titolo: nome }));
      return writeXlsx([{ nome: 'Righe', colonne, righe: celle(richiesta) }]);
    }
    default:
      return bytesOf(jsonOf(richiesta, forma));
  }
}

function* righeOf(richiesta: RichiestaAnagrafe): Generator<RigaScritta> {
  const { oggi: al, righe, ente } = richiesta;
  const comune = {
    fornitura: { tipo: 'completa', al, righe } as const,
    mittenza: { ente: ente.belfiore! },
  };
  for (const persona of inventPopolazione(richiesta)) yield { contenuto: { ...persona }, ...comune };
}

function* celle(richiesta: RichiestaAnagrafe): Generator<string[]> {
  for (const riga of righeOf(richiesta)) {
    const all = celleOf(ANAGRAFE, riga);
    yield PIANO.map(({ at }) => all[at] ?? '');
  }
}

function* csvOf(richiesta: RichiestaAnagrafe): Generator<string> {
  yield `\ufeff${PIANO.map(({ campo }) => campo.nome).join(';')}\r\n`;
  for (const cells of celle(richiesta)) yield `${cells.map(cellOf).join(';')}\r\n`;
}

/** In JSON the document says once what it is; lines have nobody to say it for them. */
function* jsonOf(richiesta: RichiestaAnagrafe, forma: 'json' | 'ndjson'): Generator<string> {
  const { oggi, righe, ente } = richiesta;
  const whole = forma === 'json';
  const testa = { ente_erogatore: ente.belfiore, fornitura: 'completa', data_fornitura: oggi, righe_fornitura: righe };
  let between = whole ? `${JSON.stringify(testa).slice(0, -1)},"righe":[\n` : '';
  for (const riga of righeOf(richiesta)) {
    const written = whole ? { contenuto: riga.contenuto } : riga;
    yield between + writeRighe(ANAGRAFE, 'ndjson', [written]).trimEnd();
    between = whole ? ',\n' : '\n';
  }
  yield whole ? '\n]}\n' : '\n';
}

/** One document of many: of those of one person each, the opening of the first, the middle of all, the end of the last. */
function* xmlOf(richiesta: RichiestaAnagrafe): Generator<string> {
  const testata = testataOf(richiesta);
  const document = (persona: PersonaAnagrafe): string => writeFlusso(ANAGRAFE, testata, { ...persona });
  let end = '';
  for (const persona of inventPopolazione(richiesta)) {
    const xml = document(persona);
    const [from, to] = [xml.indexOf('<Persona '), xml.lastIndexOf('</Flusso>')];
    yield end === '' ? xml.slice(0, to) : xml.slice(from, to);
    end = xml.slice(to);
  }
  yield end;
}

function testataOf({ ente, oggi, righe }: RichiestaAnagrafe): Parameters<typeof writeFlusso>[1] {
  return {
    nomeFlusso: `${ente.belfiore}.ANAGRAFE.${oggi.replaceAll('-', '')}`,
    enteCodice: ente.belfiore!,
    enteDenominazione: `COMUNE DI ${ente.denominazione}`,
    enteIndirizzo: '',
    codiceFiscaleOperatore: '',
    tipoFornitura: 'completa',
    fornituraAl: oggi,
    fornituraRighe: righe,
  };
}
