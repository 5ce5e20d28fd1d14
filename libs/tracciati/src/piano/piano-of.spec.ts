import { describe, expect, it } from '@jest/globals';
import { TRACCIATI, nomeTracciato } from '../catalogo.js';
import { PS_PSA_SINA_201812 } from '../ps-psa-sina.js';
import { compila } from '../schema/compilato.js';
import type { Elemento, Tracciato } from '../tracciato.js';
import { pianoOf } from './piano-of.js';

const nomi = (tracciato: Tracciato): string[] => pianoOf(tracciato).map(({ nome }) => nome);
const campo = (nome: string) => pianoOf(PS_PSA_SINA_201812).find((one) => one.nome === nome);

describe('The layout of PS_PSA_SINA', () => {
  it('has the extension, the person, the first of five addresses, the prestazione and its assessment as columns of a model', () => {
    const shown = pianoOf(PS_PSA_SINA_201812).filter(({ inModello }) => inModello);
    expect(shown.map(({ nome }) => nome).join(' ')).toBe(
      'id_mittente ente_erogatore cf_operatore provvisoria codice_prestazione_locale data_nascita gestore unita_offerta fondo cup ' +
        'provvedimento data_domanda data_riconoscimento codice_fiscale cognome nome anno_nascita luogo_nascita genere ' +
        'codice_cittadinanza codice_seconda_cittadinanza codice_regione codice_comune codice_nazione tipo_operazione ' +
        'presenza_prova_mezzi carattere_prestazione numero_protocollo_dsu anno_protocollo_dsu data_dsu codice_prestazione ' +
        'denominazione_prestazione protocollo_domanda data_evento data_inizio_prestazione data_fine_prestazione ' +
        'data_erogazione_prestazione importo_prestazione periodo_erogazione importo_mensile importo_quota_ente importo_quota_utente ' +
        'importo_quota_ssn importo_quota_richiesta importo_soglia_isee ore_servizio_mensile presa_carico area_utenza sina_mobilita ' +
        'sina_attivita_vita_quotidiana sina_disturbi_area_cognitiva sina_disturbi_comportamentali sina_necessita_cure_sanitarie ' +
        'sina_area_reddituale sina_area_supporto sina_fonte_derivazione_valutazione sina_strumento_valutazione ' +
        'sina_fonte_derivazione_invalidita sina_interventi_sociali sina_invalidita_civile',
    );
  });

  it('reads four more addresses that no model shows', () => {
    const hidden = pianoOf(PS_PSA_SINA_201812).filter(({ inModello }) => !inModello);
    expect(hidden).toHaveLength(12);
    expect(campo('codice_comune_5')).toMatchObject({ chiave: 'indirizzi.4.codiceComune', obbligatorio: false });
  });

  it('says where a value is in the record, and when it is due', () => {
    expect(campo('codice_regione')).toMatchObject({ chiave: 'indirizzi.0.codiceRegione', obbligo: 'se codice_nazione è 380' });
    expect(campo('sina_mobilita')).toMatchObject({
      chiave: 'sina.mobilita',
      obbligatorio: false,
      obbligo: 'se c’è la sezione SINA',
    });
    expect(campo('sina_invalidita_civile')).toMatchObject({ chiave: 'sina.invaliditaCivile', lista: true });
    expect(campo('cup')).toMatchObject({ chiave: 'regionale.cup' });
    expect(campo('cognome')).toMatchObject({ chiave: 'cognome', obbligatorio: true });
    expect(campo('anno_nascita')).toMatchObject({ obbligatorio: false, obbligo: 'se manca data_nascita' });
    expect(campo('codice_prestazione')).toMatchObject({ obbligatorio: false, obbligo: 'se manca codice_prestazione_locale' });
  });
}); // prettier-ignore

describe.each(TRACCIATI.map((tracciato) => [nomeTracciato(tracciato), tracciato] as const))(
  'The layout of %s',
  (_, tracciato) => {
    it('has short names that no two fields share, the same at every call', () => {
      expect(pianoOf(tracciato)).toBe(pianoOf(tracciato));
      expect(new Set(nomi(tracciato)).size).toBe(nomi(tracciato).length);
      for (const nome of nomi(tracciato)) expect(nome).toMatch(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/);
    });

    it('has every value that a riga can hold, and none of the heading', () => {
      const { campi } = compila(tracciato);
      const keys = new Set(pianoOf(tracciato).map(({ chiave }) => chiave.replaceAll(/\.[0-9]+/g, '')));
      const held = [...campi].filter(([, { attributo, elemento }]) => attributo !== undefined || elemento.testo !== undefined);
      for (const [key, { elemento }] of held) {
        const heading = ['IdentificazioneFlusso', 'Ente'].includes(elemento.nome);
        expect([key, keys.has(key)]).toEqual([key, !heading]);
      }
    }); // prettier-ignore
  },
);

describe('A declaration that no table can hold', () => {
  const con = (figlio: Elemento, max: number): Tracciato => ({
    ...PS_PSA_SINA_201812,
    radice: {
      ...PS_PSA_SINA_201812.radice,
      figli: [{ min: 1, max, elemento: { nome: 'Beneficiario', descrizione: '', figli: [{ min: 1, max, elemento: figlio }] } }],
    },
  }); // prettier-ignore

  it.each<[string, Elemento, number]>([
    ['a list of groups without an end', { nome: 'X', descrizione: '', chiave: 'x', lista: true }, Infinity],
    ['a list of groups without a key', { nome: 'X', descrizione: '', lista: true }, 5],
    ['a text without a key', { nome: 'X', descrizione: '', testo: { base: 'testo' } }, 1],
    [
      'two fields of one name',
      { nome: 'X', descrizione: '', attributi: [{ nome: 'Cup', tipo: { base: 'data' }, obbligatorio: true, descrizione: '' }] },
      1,
    ],
  ])('is found when it is first used: %s', (_, figlio, max) => {
    expect(() => pianoOf(con(figlio, max))).toThrow();
  }); // prettier-ignore
});
