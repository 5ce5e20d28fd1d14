import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leafBytes } from './leaf.js';
import { reveal, revealedBytes, sealedFields } from './voce-svelata.js';

const campi = { ente: 'comune', quando: '2026-03-10T09:00:00.000Z', operatore: 'ROSSI', quante: 1, regola: null };

describe('an entry of which only a part is shown', () => {
  it('makes the same leaf whichever part it is', () => {
    fc.assert(
      fc.property(
        fc.subarray(Object.keys(campi)),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (mostrati, salt) => {
          const sale = Buffer.from(salt);
          const whole = sealedFields('prova.v1', campi, sale);
          expect(revealedBytes('prova.v1', reveal(campi, sale, mostrati))).toEqual(whole);
        },
      ),
    );
  });

  it('I10 makes another leaf when a value, a salt, a digest or a name is another', () => {
    const sale = randomBytes(16);
    const shown = reveal(campi, sale, ['ente']);
    const whole = sealedFields('prova.v1', campi, sale);
    const [campo] = shown.campi;
    const [taciuto, ...altri] = shown.taciuti;
    for (const changed of [
      { ...shown, campi: [{ ...campo!, valore: 'Comune' }] },
      { ...shown, campi: [{ ...campo!, sale: '0'.repeat(32) }] },
      { ...shown, taciuti: [{ ...taciuto!, impronta: '0'.repeat(64) }, ...altri] },
      { ...shown, taciuti: [{ ...taciuto!, nome: 'altro' }, ...altri] },
      { ...shown, taciuti: altri },
    ])
      expect(revealedBytes('prova.v1', changed)).not.toEqual(whole);
    expect(() => revealedBytes('prova.v1', { ...shown, campi: [campo!, campo!] })).toThrow('twice');
  });

  it('has the digest of a field that the guide tells, whatever its text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.constant(null)), (valore) => {
        const {
          campi: [campo],
        } = reveal({ valore }, randomBytes(16), ['valore']);
        const { taciuti } = reveal({ valore }, Buffer.alloc(16), []);
        const {
          campi: [noto],
        } = reveal({ valore }, Buffer.alloc(16), ['valore']);
        const bytes = leafBytes('campo.v1', { ...noto! });
        expect(taciuti[0]!.impronta).toBe(createHash('sha256').update(bytes).digest('hex'));
        expect(campo!.sale).toMatch(/^[0-9a-f]{32}$/);
        expect(campo!.sale).not.toBe(noto!.sale);
      }),
    );
  });

  it('shows of the others nothing that can be guessed, nor that two entries have a field alike', () => {
    const [una, altra] = [reveal(campi, randomBytes(16), []), reveal(campi, randomBytes(16), [])];
    expect(JSON.stringify(una)).not.toContain('ROSSI');
    una.taciuti.forEach(({ impronta }, at) => expect(impronta).not.toBe(altra.taciuti[at]!.impronta));
  });
});
