import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NomenclatoreDiProva } from './nomenclatore-di-prova.js';

const HEADER = 'codice,codice_padre,denominazione,sostituisce,fonte,affidabilita\n';

/** Version 1 of the region until June 2026, version 2 after: R4 is divided, R6 goes away. */
const REGIONALI = {
  'reg-1': 'R4,,Assistenza domiciliare,\nR5,,Pasti a domicilio,\nR6,,Trasporto sociale,\nR7,,Telesoccorso,\n',
  'reg-2':
    'R4A,,Assistenza domiciliare anziani,R4\nR4B,,Assistenza domiciliare adulti,R4\nR5,,Pasti a domicilio,\nR7,,Telesoccorso,\n',
};
const LOC = 'SAD,,S.A.D.,\nPASTI,,PASTI  A DOMICILIO,\nTELE,,Telesoccorso,\nTAXI,,Taxi sociale,\n';

/** Loads a regional nomenclature of two versions. */
export function loadRegionali(nomenclatore: NomenclatoreDiProva): Promise<void> {
  return load(nomenclatore, REGIONALI, [
    'REG,1,Regionale,reg-1,pubblicata,2024-01-01,2026-06-30,prova,fonte',
    'REG,2,Regionale,reg-2,pubblicata,2026-07-01,,prova,fonte',
  ]);
}

/** As `loadRegionali`, and a list of its own for the comune X001 and one for X003. */
export async function loadListe(nomenclatore: NomenclatoreDiProva): Promise<void> {
  await loadRegionali(nomenclatore);
  await load(nomenclatore, { 'loc-x001': LOC, 'loc-x003': LOC }, [
    'LOC:X001,1,Lista di Uno,loc-x001,pubblicata,2024-01-01,,prova,fonte',
    'LOC:X003,1,Lista di Tre,loc-x003,pubblicata,2024-01-01,,prova,fonte',
  ]);
  await nomenclatore.database.admin(
    `INSERT INTO nomenclatore.nomenclatura_locale SELECT ente, 'LOC:' || codice FROM nomenclatore.codice_ente WHERE codice IN ('X001', 'X003')`,
  );
}

async function load(
  nomenclatore: NomenclatoreDiProva,
  files: Readonly<Record<string, string>>,
  versioni: readonly string[],
): Promise<void> {
  for (const [file, rows] of Object.entries(files)) {
    const text = HEADER + rows.replaceAll('\n', ',prova,fonte\n');
    await writeFile(join(nomenclatore.folder, `nazionale/${file}.csv`), text);
  }
  await nomenclatore.edit('nazionale/nomenclature.csv', (text) => `${text}${versioni.join('\n')}\n`);
  await nomenclatore.reload('tecnico').expect(200);
}
