import { spawnSync } from 'node:child_process';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  openSync,
  readSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { legalDay, parsePrestazioniSiuss, parseTerritorio } from '#libs/codici';
import { type RichiestaFlusso, generateDocumento } from '#libs/sintetici';
import {
  type ContestoRegole,
  LIMITI_PREDEFINITI,
  type Sorgente,
  createReader,
  createSchemaChecker,
  findTracciato,
  readDocumento,
} from '#libs/tracciati';
import { alternate, type Bench, type BenchContext, type BenchRow } from './measure.js';

const RIGHE = 50_000;
const CHUNK = 65_536;
const XSD = resolve(process.env.SNODO_SHARED ?? '../shared', 'oracles/inps/PS_PSA_SINA201812.xsd');
const nazionale = (name: string): string => readFileSync(`config/nazionale/${name}.csv`, 'utf8');

/** Reading and judging a file, as xmllint does and as Snodo does; both read it from the disk's cache, one core each. */
export default {
  id: 'B4',
  title: 'validation only: the schema; the schema and every rule',
  async run(context: BenchContext): Promise<BenchRow[]> {
    if (!existsSync(XSD) || spawnSync('xmllint', ['--version']).error !== undefined) {
      context.say(`B4 non misurato: servono xmllint e ${XSD}`);
      return [];
    }
    const file = join(context.folder, 'b4.xml');
    const contesto = await writeDocument(file);
    const megabytes = statSync(file).size / 1e6;
    const tracciato = findTracciato('PS_PSA_SINA')!;
    const speed = async (work: () => void): Promise<number> => {
      const start = performance.now();
      work();
      return megabytes / ((performance.now() - start) / 1000);
    };
    const floor = () =>
      speed(() => {
        const { status } = spawnSync('xmllint', ['--noout', '--stream', '--schema', XSD, file]);
        if (status !== 0) throw new Error(`xmllint ends with ${status}`);
      });
    const schema = () =>
      speed(() => {
        const checker = createSchemaChecker(tracciato, LIMITI_PREDEFINITI);
        for (const chunk of chunksOf(file)) checker.write(chunk);
        if (!checker.end()) throw new Error('the document should be valid');
      });
    const rules = () =>
      speed(() => {
        const reader = createReader(tracciato, contesto, LIMITI_PREDEFINITI);
        let righe = 0;
        for (const chunk of chunksOf(file)) righe += reader.write(chunk).length;
        const { righe: last, esito } = reader.end();
        if (righe + last.length !== RIGHE || !esito.schemaValido) throw new Error('the document was not read whole');
      });
    const row = async (id: string, what: string, ours: () => Promise<number>, goal: number): Promise<BenchRow> => {
      context.say(`${id}: ${what}, ${megabytes.toFixed(0)} MB`);
      const medians = await alternate({ rounds: context.rounds, ours, floor });
      return { id, what, ...medians, unit: 'MB/s', goal: { atLeast: goal } };
    };
    return [
      await row('B4a', 'schema alone, against xmllint --stream --schema', schema, 0.5),
      await row('B4b', 'schema, records and all rules, against xmllint --stream --schema', rules, 0.33),
      await formRow(context, 'csv', contesto, file),
      await formRow(context, 'xlsx', contesto, file),
      await formRow(context, 'ndjson', contesto, file),
    ];
  },
} satisfies Bench;

/** Reading and judging the same righe in another form, riga for riga against xmllint on their XML, the only form it reads. */
async function formRow(
  context: BenchContext,
  forma: 'csv' | 'xlsx' | 'ndjson',
  contesto: ContestoRegole,
  xml: string,
): Promise<BenchRow> {
  const file = join(context.folder, `b4.${forma}`);
  await pipeline(generateDocumento(richiestaOf(), forma), createWriteStream(file));
  const sorgente: Sorgente = {
    byte: statSync(file).size,
    read: (dal, al) => createReadStream(file, { start: dal, end: al - 1 }) as AsyncIterable<Uint8Array>,
  };
  const perSecond = async (work: () => Promise<void>): Promise<number> => {
    const start = performance.now();
    await work();
    return RIGHE / ((performance.now() - start) / 1000);
  };
  context.say(`B4${forma.charAt(0)}: ${forma}, ${(sorgente.byte / 1e6).toFixed(0)} MB`);
  const medians = await alternate({
    rounds: context.rounds,
    ours: () =>
      perSecond(async () => {
        const lettura = readDocumento(findTracciato('PS_PSA_SINA')!, contesto, LIMITI_PREDEFINITI, sorgente);
        let accepted = 0;
        for await (const righe of lettura.righe())
          accepted += righe.filter(({ rilievi }) => rilievi.length === 0).length;
        if (accepted !== RIGHE) throw new Error(`${accepted} righe were found right`);
      }),
    floor: () =>
      perSecond(async () => {
        const { status } = spawnSync('xmllint', ['--noout', '--stream', '--schema', XSD, xml]);
        if (status !== 0) throw new Error(`xmllint ends with ${status}`);
      }),
  });
  const what = `${forma.toUpperCase()}: records and all rules, against xmllint on the same righe in XML`;
  return { id: `B4${forma.charAt(0)}`, what, ...medians, unit: 'righe/s', goal: undefined };
}

const OGGI = legalDay('2026-06-30');
const TERRITORIO = parseTerritorio({
  comuni: nazionale('comuni'),
  stati: nazionale('stati'),
  province: nazionale('province'),
  regioni: nazionale('regioni'),
});
const PRESTAZIONI = parsePrestazioniSiuss(nazionale('siuss'));

/** Synthetic righe that every rule accepts: the most work for the rules, since none may stop early. */
function richiestaOf(): RichiestaFlusso {
  const comuni = TERRITORIO.comuniInVigore(OGGI).filter((comune) => comune.regioneIstat === '11');
  const ente = { codice: 'A271', denominazione: 'Comune di Ancona', belfiore: 'A271' };
  return { seed: 'b4', righe: RIGHE, ente, oggi: OGGI, territorio: TERRITORIO, comuni, prestazioni: PRESTAZIONI };
}

async function writeDocument(file: string): Promise<ContestoRegole> {
  await pipeline(generateDocumento(richiestaOf(), 'xml'), createWriteStream(file));
  const voci = new Map(PRESTAZIONI.map((voce) => [voce.codice as string, voce]));
  return {
    territorio: TERRITORIO,
    oggi: OGGI,
    nomenclatura: { versione: 'SIUSS@1', voceInVigore: (codice) => voci.get(codice) },
  };
}

function* chunksOf(file: string): Generator<Uint8Array> {
  const descriptor = openSync(file, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const length = readSync(descriptor, chunk);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}
