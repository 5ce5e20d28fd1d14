import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ruolo } from '#libs/security';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { operatriceDi } from '../prova/chiamanti-di-prova.js';
import { ENTI, type NomeEnte } from '../prova/riferimenti-di-prova.js';
import { type Tizio, rigaDi, tizio } from '../prova/righe-di-prova.js';
import { CercaPersone } from './cerca-persone.js';
import { PERSONE_MOSTRATE } from './risposta.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  await anagrafe.accept(MONDO.map(({ chi, erogatore }) => rigaDi(chi, { ente: erogatore })));
});
afterAll(() => anagrafe.close());

const COMUNI = ['recanati', 'loreto', 'portoRecanati', 'ancona', 'estero'] as const;
const EROGATORI = ['recanati', 'loreto', 'portoRecanati', 'ancona', 'capofila', 'gestore'] as const;
const NORD: readonly NomeEnte[] = ['recanati', 'loreto', 'portoRecanati'];

/** A person for each pair of where it lives and who gave it a prestazione. */
const MONDO = COMUNI.flatMap((dove, row) =>
  EROGATORI.map((erogatore, column) => {
    const nato = `19${40 + row}-0${column + 1}-10`;
    const chi: Tizio = tizio({ nato, comune: dove === 'estero' ? undefined : ENTI[dove].istat });
    return { dove, erogatore, chi };
  }),
);

/** The same rules again, in the words of the tests' two ambiti: the code may not be its own judge. */
function atteso(
  chiede: NomeEnte,
  ruolo: Ruolo,
  { dove, erogatore }: (typeof MONDO)[number],
): 'H' | 'B' | 'M' | undefined {
  if (dove === chiede) return 'H';
  if (erogatore === chiede) return 'B';
  const north = ruolo === 'capofila' ? chiede === 'capofila' : NORD.includes(chiede);
  if (north && NORD.includes(dove as NomeEnte)) return 'M';
  const guida = ruolo === 'capofila' ? { capofila: NORD, ancona: ['ancona'] as NomeEnte[] }[chiede as 'capofila'] : [];
  return (guida ?? []).some((ente) => ente === dove || ente === erogatore) ? 'M' : undefined;
}

const cerca = async (chiede: NomeEnte, ruolo: Ruolo, codice_fiscale: string) => {
  return (
    await anagrafe
      .get(CercaPersone)
      .search(operatriceDi(chiede, ruolo), { codice_fiscale, finalita: 'presa_in_carico' })
  ).items;
};

describe('of persons of every comune, with prestazioni of every ente, what is shown', () => {
  it.each([
    ['recanati', 'titolare'],
    ['loreto', 'titolare'],
    ['portoRecanati', 'titolare'],
    ['ancona', 'titolare'],
    ['ancona', 'capofila'],
    ['capofila', 'capofila'],
    ['gestore', 'titolare'],
  ] as const)('to %s as %s is what the rules give', async (chiede, ruolo) => {
    const shown: unknown[] = [];
    const expected: unknown[] = [];
    for (const one of MONDO) {
      const items = await cerca(chiede, ruolo, one.chi.codice);
      shown.push([one.dove, one.erogatore, items.map(({ profilo }) => profilo)]);
      const profilo = atteso(chiede, ruolo, one);
      expected.push([one.dove, one.erogatore, profilo === undefined ? [] : [profilo]]);
      // Whatever the profile, never a scheda of another ente.
      expect(
        items.flatMap(({ schede }) => schede).filter(({ ente_erogatore }) => ente_erogatore !== ENTI[chiede].id),
      ).toEqual([]);
    }
    expect(shown).toEqual(expected);
  });
});

it('of a code that is used for anybody only some persons are shown', async () => {
  const chi = tizio({ nato: '1999-09-09', comune: ENTI.loreto.istat });
  const nomi = Array.from({ length: PERSONE_MOSTRATE + 5 }, (_, at) => String.fromCharCode(65 + at).repeat(6));
  await anagrafe.accept(nomi.map((nome) => rigaDi({ ...chi, nome }, { ente: 'loreto' })));
  expect(await cerca('loreto', 'titolare', chi.codice)).toHaveLength(PERSONE_MOSTRATE);
});
