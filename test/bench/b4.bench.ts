import { spawnSync } from 'node:child_process';
import { closeSync, createWriteStream, existsSync, openSync, readSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { legalDay, parsePrestazioniSiuss, parseTerritorio } from '#libs/codici';
import { generateFlusso } from '#libs/sintetici';
import {
  type ContestoRegole,
  LIMITI_PREDEFINITI,
  createReader,
  createSchemaChecker,
  findTracciato,
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
    ];
  },
} satisfies Bench;

/** Synthetic righe that every rule accepts: the most work for the rules, since none may stop early. */
async function writeDocument(file: string): Promise<ContestoRegole> {
  const oggi = legalDay('2026-06-30');
  const territorio = parseTerritorio({
    comuni: nazionale('comuni'),
    stati: nazionale('stati'),
    province: nazionale('province'),
    regioni: nazionale('regioni'),
  });
  const prestazioni = parsePrestazioniSiuss(nazionale('siuss'));
  const comuni = territorio.comuniInVigore(oggi).filter((comune) => comune.regioneIstat === '11');
  const ente = { codice: 'A271', denominazione: 'Comune di Ancona', belfiore: 'A271' };
  const flusso = generateFlusso({ seed: 'b4', righe: RIGHE, ente, oggi, territorio, comuni, prestazioni });
  await pipeline(Readable.from((function* () { for (const { testo } of flusso) yield testo; })()), createWriteStream(file)); // prettier-ignore
  const voci = new Map(prestazioni.map((voce) => [voce.codice as string, voce]));
  return { territorio, oggi, nomenclatura: { versione: 'SIUSS@1', voceInVigore: (codice) => voci.get(codice) } };
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
