import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { legalDay, parseTerritorio } from '#libs/codici';
import { FattiCollegatiV1, fattiCollegatiV1, parseBody } from '#libs/contracts';
import { BlindIndex } from '#libs/security';
import { Persone, Random } from '#libs/sintetici';
import { findTracciato } from '#libs/tracciati';
import { beneficiarioOf } from '../persona/beneficiario.js';
import { type Tizio, rigaDi, tizio } from '../prova/righe-di-prova.js';
import { corpoFatto } from './fatto-collegato.js';
import { Pseudonimi } from './pseudonimi.js';

const file = (name: string): string => readFileSync(`config/nazionale/${name}.csv`, 'utf8');
const territorio = parseTerritorio({
  comuni: file('comuni'),
  stati: file('stati'),
  province: file('province'),
  regioni: file('regioni'),
});
const pseudonimi = new Pseudonimi(BlindIndex.fromSetting(Buffer.alloc(32, 3).toString('base64')));
const PERSONA = '7b8a52c4-7f3e-4f7b-8d4e-5f0f5a1e9c11';

function fattoDi(chi: Tizio, contenuto: Record<string, unknown> = {}, annullamento = false) {
  const riga = rigaDi(chi, { contenuto, annullamento });
  const digests = { fattoId: pseudonimi.ofFatto(riga.recordId), pseudonimo: pseudonimi.ofPersona(PERSONA) };
  const corpo = corpoFatto({ riga, dati: beneficiarioOf(riga.contenuto)! }, findTracciato('PS_PSA_SINA')!, territorio);
  return { riga, fatto: { ...digests, revisione: 1, annullato: annullamento, ...corpo } };
}

/** The texts and numbers of a value. */
function leavesOf(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leavesOf);
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

describe('a fact', () => {
  it('says of a record what may be counted', () => {
    const { riga, fatto } = fattoDi(tizio());
    expect(fatto).toEqual({
      fattoId: pseudonimi.ofFatto(riga.recordId),
      pseudonimo: pseudonimi.ofPersona(PERSONA),
      revisione: 1,
      annullato: false,
      genere: 'prestazione',
      fasciaEta: '45-64',
      sesso: 'M',
      cittadinanza: 'italiana',
      comuneResidenza: '043044',
      enteErogatore: riga.enteErogatore,
      codice: 'A1.04',
      nomenclatura: '2018',
      area: '1',
      presaInCarico: true,
      anni: [{ anno: 2026, spesa: 30_000 }],
    });
  });

  it('is of the day of payment where the prestazione is paid at once', () => {
    const unica = {
      caratterePrestazione: '2',
      dataErogazionePrestazione: '2031-03-14',
      importoPrestazione: 25_000,
      dataInizioPrestazione: undefined,
    };
    expect(fattoDi(tizio(), unica).fatto).toMatchObject({ fasciaEta: '65-74', anni: [{ anno: 2031, spesa: 25_000 }] });
  });

  it('says that the record is cancelled', () => {
    expect(fattoDi(tizio(), {}, true).fatto.annullato).toBe(true);
  });

  it('leaves out what nobody said', () => {
    const contenuto = { areaUtenza: undefined, presaCarico: '2', codiceCittadinanza: '990', genere: undefined };
    const { fatto } = fattoDi(tizio({ comune: undefined }), contenuto);
    expect(fatto).toMatchObject({
      area: null,
      presaInCarico: false,
      cittadinanza: 'non_disponibile',
      sesso: null,
      comuneResidenza: null,
    });
  });

  it('I4: holds no name, no code, no day of birth, no id that others know, whoever the person is', () => {
    const comuni = territorio.comuniInVigore(legalDay('2026-01-01'));
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const persone = new Persone(new Random(String(seed)), { territorio, oggi: legalDay('2026-01-01'), comuni });
        const one = persone.persona();
        const chi: Tizio = {
          codice: one.codice,
          cognome: one.cognome,
          nome: one.nome,
          annoNascita: one.dataNascita.slice(0, 4),
          sesso: one.sesso,
          comune: one.residenza.istat,
        };
        const { riga, fatto } = fattoDi(chi, {
          luogoNascita: one.luogoNascita,
          codiceCittadinanza: one.cittadinanza,
          protocolloDomanda: `DOM-${one.codice}`,
        });
        // It is what the contract allows and nothing else: a field more would be dropped on the way.
        const body = { collegatiIl: '2026-01-01T00:00:00.000Z', ricostruzione: false, fatti: [fatto] };
        expect(JSON.parse(JSON.stringify(parseBody(fattiCollegatiV1, body) satisfies FattiCollegatiV1))).toEqual(
          JSON.parse(JSON.stringify(body)),
        );
        // Digests, ids of enti and the words of closed lists hold letters by chance: the values that are left are looked through.
        const { fattoId, pseudonimo, enteErogatore: _, genere: __, cittadinanza: ___, ...rest } = fatto;
        const text = leavesOf(rest).join(' ').toUpperCase();
        const words = [
          one.cognome,
          one.nome,
          one.codice,
          one.dataNascita,
          one.luogoNascita,
          riga.recordId,
          riga.rigaId,
          PERSONA,
        ];
        const parts = words.flatMap((whole) => whole.split(' ')).filter((word) => word.length > 1);
        for (const word of [...words, ...parts]) expect(text).not.toContain(word.toUpperCase());
        for (const digest of [fattoId, pseudonimo]) {
          expect(digest).toMatch(/^[0-9a-f]{32}$/);
          expect(riga.recordId).not.toContain(digest);
          expect(PERSONA.replaceAll('-', '')).not.toBe(digest);
        }
        expect(rest).not.toHaveProperty('annoNascita');
      }),
      { numRuns: 300 },
    );
  });
});
