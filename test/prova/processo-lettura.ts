import { createReadStream, createWriteStream, readFileSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parsePrestazioniSiuss } from '#libs/codici';
import { type Forma, generateDocumento } from '#libs/sintetici';
import { LIMITI_PREDEFINITI, type Sorgente, findTracciato, readDocumento } from '#libs/tracciati';
import { richiestaDi } from './documenti.js';

/**
 * One step of a measure, in a process that has done nothing before: `scrivi <forma> <righe> <file>` makes a document, `leggi <file>` reads
 * it and says on its last line what it has found, in how long, and the most that was ever resident.
 */
const [comando, ...args] = process.argv.slice(2);
if (comando === 'scrivi') await scrivi(args[0] as Forma, Number(args[1]), args[2]!);
else await leggi(args[0]!);

async function scrivi(forma: Forma, righe: number, file: string): Promise<void> {
  await pipeline(
    generateDocumento(richiestaDi('recanati', { seed: 'memoria', righe }), forma),
    createWriteStream(file),
  );
}

async function leggi(file: string): Promise<void> {
  const { territorio, oggi } = richiestaDi('recanati', { seed: 'memoria', righe: 0 });
  const siuss = parsePrestazioniSiuss(readFileSync('config/nazionale/siuss.csv', 'utf8'));
  const voci = new Map<string, (typeof siuss)[number]>(siuss.map((voce) => [voce.codice, voce]));
  const nomenclatura = { versione: 'SIUSS@prova', voceInVigore: (codice: string) => voci.get(codice) };
  const sorgente: Sorgente = {
    byte: statSync(file).size,
    read: (dal, al) => createReadStream(file, { start: dal, end: al - 1 }) as AsyncIterable<Uint8Array>,
  };
  const start = performance.now();
  const contesto = { territorio, nomenclatura, oggi };
  const lettura = readDocumento(findTracciato('PS_PSA_SINA')!, contesto, LIMITI_PREDEFINITI, sorgente);
  let giuste = 0;
  for await (const righe of lettura.righe()) for (const { rilievi } of righe) if (rilievi.length === 0) giuste++;
  const { stato, formato, righe } = lettura.esito();
  const secondi = (performance.now() - start) / 1000;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  process.stdout.write(
    `${JSON.stringify({ stato, formato, righe, giuste, secondi, mebibyte: Number(kilobytes) / 1024 })}\n`,
  );
}
