import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RigaLetta } from '../lettura.js';
import { type Colonne, leggiColonne, leggiOggetto } from '../prova/piano.js';
import { rigaPerCelle } from '../prova/righe-scritte.js';
import { PS_PSA_SINA_201812 } from '../ps-psa-sina.js';
import { leggiGiorno } from '../tabelle/giorni.js';
import { leggiNumero } from '../tabelle/numeri.js';
import { radice } from '../tabelle/parole.js';
import { compilaPiano } from './compilato.js';
import type { CampoPiano } from './piano.js';
import { pianoOf } from './piano-of.js';
import { type RigaScritta, rigaScrittaOf } from './riga-scritta.js';
import { celleOf, writeRighe } from './write-righe.js';

const testo = (value: unknown): string => (typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value)); // prettier-ignore
const LIMITI = { rilieviPerRiga: 1000 };
const PIANO = pianoOf(PS_PSA_SINA_201812);
const { campi } = compilaPiano(PS_PSA_SINA_201812);
const given = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const columns = (riga: RigaScritta): Colonne => Object.fromEntries(celleOf(PS_PSA_SINA_201812, riga).map((cell, at) => [PIANO[at]!.nome, cell])); // prettier-ignore

/** What a hand, a program or a spreadsheet puts in the place of a value. */
const valore = fc.oneof(
  fc.constantFrom('', '0', '1', '2', '3', '9', 'I', 'C', 'sì', 'no', '380', '042002', 'H501', 'A1.01', 'BUONO', 'RSSMRK66C14H501U', 'RSSMRK66C14H501A', '1.234', '12,5', '-1', '2026-02-30', '31/12/2025', '01/01/2027', '2:30', '99:99', '#N/D', '=1+1', 'x'.repeat(300)),
  fc.string({ maxLength: 12 }),
  fc.integer({ min: -5, max: 2_000_000 }).map(String),
); // prettier-ignore

/** Two ways of writing one value: nobody could tell them apart. */
function uguali({ tipo, lista }: CampoPiano, one: string, other: string): boolean {
  if (one.trim() === other.trim() || (lista && items(one) === items(other))) return true;
  if (tipo.base === 'data') return giorno(one) === giorno(other);
  if (tipo.base === 'decimale' || tipo.base === 'intero') return numero(one) === numero(other);
  const choices = tipo.base === 'testo' ? (tipo.elenco ?? []) : [];
  const etichettato = (text: string): string =>
    choices.find(({ etichetta }) => radice(etichetta) === radice(text))?.valore ?? text;
  if (tipo.base === 'si_no' || choices.length > 0 || tipo.forma === 'identificativo')
    return radice(etichettato(one)) === radice(etichettato(other));
  return one.replace(/^0+/, '') === other.replace(/^0+/, '');
}
const items = (text: string): string => text.split('|').map((item) => item.trim()).filter((item) => item !== '').join('|'); // prettier-ignore
const giorno = (text: string): string => leggiGiorno(text.trim()) ?? text;
const numero = (text: string): string => {
  const read = leggiNumero(text.replace(':', ','));
  return 'numero' in read ? String(Number(read.numero)) : text;
};

/** Changes after which the riga says what it said: no is the same as nothing, a year is also in the day, a code may stand in two places. */
function tace({ nome }: CampoPiano, text: string, before: Readonly<Record<string, unknown>>): boolean {
  if (nome === 'anno_nascita') return text.trim() === '';
  return nome === 'provvisoria' || (nome === 'codice_prestazione_locale' && text.trim() === before['codice_prestazione']);
} // prettier-ignore

function mostra(letta: RigaLetta, campo: CampoPiano, prima: RigaScritta): boolean {
  const { nelDocumento } = campi.find((one) => one.campo === campo)!;
  const named = letta.rilievi.some((rilievo) => rilievo.campo === nelDocumento || rilievo.campo === campo.elemento?.nome);
  return named || JSON.stringify(given(rigaScrittaOf(letta))) !== JSON.stringify(given(prima));
} // prettier-ignore

describe('Any change of a value of a right riga', () => {
  const scelta = fc.tuple(rigaPerCelle, fc.nat(PIANO.length - 1), valore);

  it('in a table is refused or warned of by the name of its field, or changes a value that can be shown', () => {
    fc.assert(
      fc.property(scelta, ([riga, at, text]) => {
        const campo = PIANO[at]!;
        const before = columns(riga);
        fc.pre(!tace(campo, text, before) && !uguali(campo, (before[campo.nome] as string | undefined) ?? '', text));
        const prima = rigaScrittaOf(leggiColonne(before, { limiti: LIMITI }));
        const dopo = leggiColonne({ ...before, [campo.nome]: text }, { limiti: LIMITI });
        expect([campo.nome, text, mostra(dopo, campo, prima)]).toEqual([campo.nome, text, true]);
      }),
      { numRuns: 1000 },
    );
  });

  it('in JSON too', () => {
    fc.assert(
      fc.property(scelta, fc.constantFrom<unknown>(true, 7, 1.5, {}, ['x'], null), fc.boolean(), ([riga, at, text], other, typed) => {
        const campo = PIANO[at]!;
        fc.pre(campo.esteso !== undefined || campo.chiave.split('.').length === 1);
        const object = JSON.parse(writeRighe(PS_PSA_SINA_201812, 'ndjson', [riga])) as Record<string, unknown>;
        const value = typed ? other : text;
        const before = testo(object[campo.nome]);
        const written = value === true && campo.nome === 'presa_carico' ? '1' : testo(value);
        fc.pre(!tace(campo, written, object) && !uguali(campo, before, written));
        const prima = rigaScrittaOf(leggiOggetto(object, { limiti: LIMITI }));
        const dopo = leggiOggetto({ ...object, [campo.nome]: value }, { limiti: LIMITI });
        expect([campo.nome, value, mostra(dopo, campo, prima)]).toEqual([campo.nome, value, true]);
      }),
      { numRuns: 1000 },
    );
  }); // prettier-ignore
});
