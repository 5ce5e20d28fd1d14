import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { FirmaRicevute, InvalidSignature } from './firma-ricevute.js';
import { leafHash, merkleRoot, inclusionProof, consistencyProof } from './merkle.js';
import {
  type ProvaCoerenza,
  type ProvaInclusione,
  type TestaFirmata,
  TIPO_FIRMA_TESTA,
  fogliaEsitoRiga,
  isCoherent,
  isIncluded,
  isSigned,
} from './registro-sigillato.js';
import { verifyWithJwks } from './verify-with-jwks.js';

const entries = Array.from({ length: 11 }, (_, index) => Buffer.from(`entry ${index}`));
const leaves = entries.map((entry) => leafHash(entry));
const hex = (hashes: readonly Buffer[]) => hashes.map((hash) => hash.toString('hex'));

function testaOf(dimensione: number): TestaFirmata {
  const radice = merkleRoot(leaves, 0, dimensione).toString('hex');
  return { registro: 'prova', dimensione, radice, emessa_il: '2026-01-01T00:00:00.000Z', precedente: null, firma: '' };
}

function provaOf(indice: number, dimensione: number): ProvaInclusione {
  const percorso = hex(inclusionProof(leaves.slice(0, dimensione), indice));
  return { indice, dimensione, percorso, testa: testaOf(dimensione) };
}

function coerenzaOf(da: number, a: number): ProvaCoerenza {
  return { da: testaOf(da), a: testaOf(a), percorso: hex(consistencyProof(leaves.slice(0, a), da)) };
}

/** The same text with another hex digit somewhere. */
const altered = (text: string, at: number) => {
  const place = at % text.length;
  return text.slice(0, place) + (text[place] === '0' ? '1' : '0') + text.slice(place + 1);
};

describe('what the sealed register gives out', () => {
  it('proves an entry under a head, and I10 no longer when a digit of either is another', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.nat(), (indice, at) => {
        const prova = provaOf(indice, 9);
        expect(isIncluded(entries[indice]!, prova)).toBe(true);
        expect(isIncluded(entries[indice + 1]!, prova)).toBe(false);
        const [first, ...others] = prova.percorso;
        expect(isIncluded(entries[indice]!, { ...prova, percorso: [altered(first!, at), ...others] })).toBe(false);
        const testa = { ...prova.testa, radice: altered(prova.testa.radice, at) };
        expect(isIncluded(entries[indice]!, { ...prova, testa })).toBe(false);
      }),
    );
  });

  it('does not prove with a path of another size, nor with what are no hashes at all', () => {
    const prova = provaOf(3, 9);
    expect(isIncluded(entries[3]!, { ...prova, testa: testaOf(10) })).toBe(false);
    expect(isIncluded(entries[3]!, { ...prova, percorso: ['', 'zz', 'boh'] })).toBe(false);
    expect(isIncluded(entries[3]!, { ...prova, indice: Number.NaN })).toBe(false);
  });

  it('proves that one head goes on from another, of the same register only', () => {
    const prova = coerenzaOf(5, 11);
    expect(isCoherent(prova)).toBe(true);
    expect(isCoherent({ ...prova, da: { ...prova.da, radice: altered(prova.da.radice, 7) } })).toBe(false);
    expect(isCoherent({ ...prova, da: { ...prova.da, registro: 'altro' } })).toBe(false);
    expect(isCoherent({ ...prova, da: prova.a, a: prova.da })).toBe(false);
  });

  it('is signed by a key of the published set, as a head and nothing else, word for word', async () => {
    const firma = await FirmaRicevute.fromSetting(randomBytes(32).toString('base64'));
    const { firma: _, ...contenuto } = testaOf(4);
    const jws = firma.sign(TIPO_FIRMA_TESTA, contenuto);
    const signed = await verifyWithJwks(firma.publicJwks(), TIPO_FIRMA_TESTA, jws);
    expect(isSigned(contenuto, signed)).toBe(true);
    expect(isSigned({ ...contenuto, dimensione: 5 }, signed)).toBe(false);
    await expect(verifyWithJwks(firma.publicJwks(), 'ricevuta+jws', jws)).rejects.toThrow(InvalidSignature);
    const stranger = await FirmaRicevute.fromSetting(randomBytes(32).toString('base64'));
    await expect(verifyWithJwks(stranger.publicJwks(), TIPO_FIRMA_TESTA, jws)).rejects.toThrow(InvalidSignature);
    for (const wrong of ['', 'a.b.c', `${jws.slice(0, -4)}AAAA`])
      await expect(verifyWithJwks(firma.publicJwks(), TIPO_FIRMA_TESTA, wrong)).rejects.toThrow(InvalidSignature);
  });

  it('says of a riga its number, whether it was refused, and the rules in the order of their codes', () => {
    const esito = { numero: 7, respinta: true, errori: ['PS-22', 'PS-04', 'PS-22'], avvisi: [] };
    const bytes = `esito_riga.v1\n{"avvisi":"","errori":"PS-04 PS-22 PS-22","numero":7,"respinta":true}`;
    expect(fogliaEsitoRiga(esito)).toEqual(leafHash(Buffer.from(bytes)));
    expect(fogliaEsitoRiga({ ...esito, errori: ['PS-22', 'PS-22', 'PS-04'] })).toEqual(fogliaEsitoRiga(esito));
    expect(fogliaEsitoRiga({ ...esito, respinta: false })).not.toEqual(fogliaEsitoRiga(esito));
  });
});
