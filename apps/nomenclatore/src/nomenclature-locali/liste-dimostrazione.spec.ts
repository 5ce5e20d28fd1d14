import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Liste, VersioneLista } from '../associazioni/liste.js';
import { readNomenclature } from '../pacchetto/pacchetto-nomenclature.js';
import { esamina } from './esame-lista.js';
import { leggiFoglioLista } from './leggi-foglio-lista.js';
import { codiciOf } from './lista-letta.js';
import { nota } from './prova/lista-di-prova.js';
import { statoOf } from './stato-lista.js';

const text = (path: string) => readFileSync(new URL(`../../../../config/${path}.csv`, import.meta.url), 'utf8');
const DEMO = 'regioni/marche/dimostrazione';
const loaded = [
  ...readNomenclature(
    'nazionale',
    new Map(['nomenclature', 'siuss'].map((file) => [file, text(`nazionale/${file}`)])),
    [],
  ),
  ...readNomenclature('demo', new Map(['nomenclature', 'reg'].map((file) => [file, text(`${DEMO}/${file}`)])), []),
].filter(({ sistema }) => sistema === 'SIUSS' || sistema === 'REG');
const liste: Liste = new Map(
  loaded.map(({ sistema, versione, dal, al, voci }): [string, VersioneLista[]] => {
    const items = new Map(voci.map(({ codice, denominazione }) => [codice, { denominazione, sostituisce: [] }]));
    return [sistema, [{ nome: `${sistema}@${versione}`, dal, al, voci: items }]];
  }),
);

describe('the lists that the demonstration has ready', () => {
  it.each(['jesi-e388', 'fabriano-d451'])('%s is taken, and leads nowhere wrong', async (name) => {
    const foglio = await leggiFoglioLista(Buffer.from(text(`${DEMO}/liste-locali/${name}`)));
    expect(foglio.rilievi).toEqual([]);
    const codici = codiciOf(foglio.righe);
    const known = nota({ liste, oggi: '2026-11-21' });
    const { difetti, nuovaDal, confronto } = esamina(codici, known);
    expect(difetti).toEqual([]);
    expect(nuovaDal).toBe('2024-01-01');
    expect(confronto.nuove).toHaveLength(codici.length);
    const { voci, associate, da_approvare, senza_associazione } = statoOf(codici, known.tavolo.all(), '2026-11-21');
    expect(voci).toBe(codici.length);
    expect(associate).toBeGreaterThan(0);
    expect(da_approvare).toBeGreaterThan(5);
    expect(senza_associazione).toBeGreaterThanOrEqual(2);
  });
});
