import { describe, expect, it } from '@jest/globals';
import type { Codifica } from '#libs/tracciati';
import { MOTIVI_ATTESA, attesaOf } from './motivo-attesa.js';

const riga = { codice: 'NUOVO', giorno: '2026-03-02', dal: new Date('2026-03-05T10:00:00.000Z') };

describe('What a riga waits for', () => {
  it.each<[string, Codifica, string, readonly string[]]>([
    ['senza_associazione', { esito: 'in_attesa', sistema: 'LOC:H211', codice: 'NUOVO' }, 'non ha ancora un’associazione in vigore il 2026-03-02', []],
    ['senza_codice_inps', { esito: 'in_attesa', sistema: 'REG', codice: 'R.10' }, 'un’associazione (quella di R.10, REG) in vigore', []],
    ['scelta_richiesta', { esito: 'scelta', mancante: true, alternative: ['A1', 'A2'] }, 'va annullata, e rimandata con quello scelto', ['A1', 'A2']],
    ['codice_sconosciuto', { esito: 'sconosciuta' }, 'non è più nella nomenclatura locale', []],
    ['in_partenza', { esito: 'tradotta', codice: 'A1.04', versioni: [] }, 'sta partendo', []],
  ])('is %s when its code is %j', (motivo, codifica, words, alternative) => {
    const attesa = attesaOf(riga, codifica);
    expect(attesa).toMatchObject({ motivo, alternative, dal: riga.dal, giorno_evento: riga.giorno });
    expect(attesa.motivo_descrizione).toContain(words);
    expect(attesa.motivo_descrizione).toContain('NUOVO');
    expect(MOTIVI_ATTESA).toContain(attesa.motivo);
  });
}); // prettier-ignore
