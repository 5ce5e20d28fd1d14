import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { type Esito, contradictionOf, esitoOf, notificationOf } from './esito.js';
import { CODICI_ESITO } from './giudizio.js';

const WHEN = new Date('2026-01-06T08:00:00Z');
const FLUSSO = {
  id: 'A271.PS.20260105.0000001',
  tipo: 'PS_PSA_SINA' as const,
  ts: '2026-01-05T10:00:00.123Z',
  millisecondi: 1,
  contenuto: Buffer.from('x'),
};
const ok = esitoOf(FLUSSO, { codice: 'OK', operazione: 'I', chiave: 'k' }, WHEN);
const no = esitoOf(FLUSSO, { codice: 'RICHIESTA_INVALIDA', descrizione: 'manca Ente' }, WHEN);
const itemsOf = (esiti: Esito[], grafia: 'id_flusso' | 'codice_siuss') =>
  (notificationOf('A271', esiti, grafia) as { elenco_esiti: Record<string, string>[] }).elenco_esiti;

describe('an esito of INPS', () => {
  it('has the id of the acquisition with OK only', () => {
    expect(ok.idAcquisizione).toMatch(/^\d+$/);
    expect(no.idAcquisizione).toBeUndefined();
    expect(no.descrizione).toBe('manca Ente');
  });

  it('gives the instant of the flusso back as it was written', () => {
    expect(itemsOf([ok], 'id_flusso')[0]).toEqual({
      id_flusso: FLUSSO.id,
      tipo: 'PS_PSA_SINA',
      ts_flusso: FLUSSO.ts,
      ts_acquisizione: WHEN.toISOString(),
      codice_esito: 'OK',
      id_acquisizione_siuss: ok.idAcquisizione,
    });
  });

  it('can be spelled as in the example of the specification', () => {
    const [item] = itemsOf([no], 'codice_siuss');
    expect(item).toMatchObject({ codice_siuss: FLUSSO.id, codice_ente: 'A271', descrizione_esito: 'manca Ente' });
    expect(item).toHaveProperty('denominazione_ente');
    expect(item).not.toHaveProperty('id_flusso');
  });

  it('is contradicted by its opposite', () => {
    expect(contradictionOf(ok, WHEN)).toMatchObject({ idFlusso: ok.idFlusso, codice: 'ERRORE_GENERICO' });
    expect(contradictionOf(ok, WHEN).idAcquisizione).toBeUndefined();
    const turned = contradictionOf(no, WHEN);
    expect(turned).toMatchObject({ idFlusso: no.idFlusso, codice: 'OK' });
    expect(turned.descrizione).toBeUndefined();
    expect(turned.idAcquisizione).not.toBe(ok.idAcquisizione);
  });
});

const YAML = join(resolve(process.env.SNODO_SHARED ?? '../shared'), 'oracles/inps/api-comuni.yaml');
if (!existsSync(YAML)) process.stderr.write(`SALTATO: manca ${YAML}: impostare SNODO_SHARED\n`);

(existsSync(YAML) ? describe : describe.skip)('INPS’s own document', () => {
  it('allows every notification that the simulator sends', () => {
    const { components } = parse(readFileSync(YAML, 'utf8')) as { components: object };
    const ajv = new Ajv({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'inps', components });
    const validate = ajv.compile({ $ref: 'inps#/components/schemas/ElencoEsiti' });
    const esiti = CODICI_ESITO.map((codice) => esitoOf(FLUSSO, { codice, descrizione: 'x' }, WHEN));
    const all = [...esiti, ...esiti.map((esito) => contradictionOf(esito, WHEN))];
    expect(validate(notificationOf('A271', all, 'id_flusso')) || validate.errors).toBe(true);
  });
});
