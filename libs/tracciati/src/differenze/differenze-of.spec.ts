import { describe, expect, it } from '@jest/globals';
import { TRACCIATI, nomeTracciato } from '../catalogo.js';
import { PS_PSA_SINA_201812 as PRIMA } from '../ps-psa-sina.js';
import type { Attributo, Elemento, Tipo, Tracciato } from '../tracciato.js';
import type { Differenza } from './differenza.js';
import { differenzeOf } from './differenze-of.js';

/** The tracciato with one element made another. */
const con = (nome: string, change: (elemento: Elemento) => Elemento, tracciato: Tracciato = PRIMA): Tracciato => ({
  ...tracciato,
  versione: '2',
  radice: changed(tracciato.radice, nome, change),
});
const changed = (elemento: Elemento, nome: string, change: (elemento: Elemento) => Elemento): Elemento => {
  const own = elemento.nome === nome ? change(elemento) : elemento;
  const figli = own.figli?.map((figlio) => ({ ...figlio, elemento: changed(figlio.elemento, nome, change) }));
  return { ...own, ...(figli === undefined ? {} : { figli }) };
};
const conAttributo = (elemento: string, nome: string, change: (attributo: Attributo) => Attributo): Tracciato =>
  con(elemento, (own) => ({
    ...own,
    attributi: own.attributi!.map((attributo) => (attributo.nome === nome ? change(attributo) : attributo)),
  }));
const conTipo = (elemento: string, nome: string, tipo: Partial<Tipo>): Tracciato =>
  conAttributo(elemento, nome, (attributo) => ({ ...attributo, tipo: { ...attributo.tipo, ...tipo } }));

const NUOVO: Attributo = { nome: 'Nuovo', tipo: { base: 'data' }, obbligatorio: true, descrizione: 'giorno nuovo' };
const senza = (versione: Tracciato, nome: string): Tracciato =>
  con(
    'PrestazioniSociali',
    (own) => ({ ...own, attributi: own.attributi!.filter((one) => one.nome !== nome) }),
    versione,
  );
const riga = 'Flusso/Beneficiario/PrestazioniSociali';
const shown = (dopo: Tracciato, prima = PRIMA): string[] =>
  differenzeOf(prima, dopo).map(({ genere, posto, prima: was, dopo: now, daAdeguare }: Differenza) =>
    [genere, posto, was ?? '-', '>', now ?? '-', daAdeguare ? '!' : ''].join(' ').trim(),
  );

describe('Between two versions', () => {
  it.each(TRACCIATI.map((tracciato) => [nomeTracciato(tracciato), tracciato] as const))(
    'nothing differs when nothing changed: %s',
    (_, tracciato) => expect(differenzeOf(tracciato, { ...tracciato, versione: '2' })).toEqual([]),
  );

  it('a new field is told in XML and as a column, and whether every riga must have it', () => {
    const nuovo = (obbligatorio: boolean) => con('PrestazioniSociali', (own) => ({ ...own, attributi: [...own.attributi!, { ...NUOVO, obbligatorio }] }));
    expect(shown(nuovo(true))).toEqual([`campo_aggiunto ${riga}/@Nuovo - > obbligatorio !`, 'colonna_aggiunta nuovo - > giorno nuovo !']);
    expect(shown(nuovo(false))).toEqual([`campo_aggiunto ${riga}/@Nuovo - > facoltativo`, 'colonna_aggiunta nuovo - > giorno nuovo']);
  });

  it('a field due inside a new element that may be missing asks for nothing', () => {
    const gruppo = (min: number) => con('PrestazioniSociali', (own) => ({ ...own, figli: [...own.figli!, { min, max: 1, elemento: { nome: 'Gruppo', descrizione: 'gruppo', chiave: 'gruppo', attributi: [NUOVO] } }] }));
    expect(shown(gruppo(0))).toEqual([`campo_aggiunto ${riga}/Gruppo - > facoltativo`, `campo_aggiunto ${riga}/Gruppo/@Nuovo - > obbligatorio`, 'colonna_aggiunta gruppo_nuovo - > giorno nuovo']);
    expect(shown(gruppo(1))).toEqual([`campo_aggiunto ${riga}/Gruppo - > una volta !`, `campo_aggiunto ${riga}/Gruppo/@Nuovo - > obbligatorio !`, 'colonna_aggiunta gruppo_nuovo - > giorno nuovo !']);
  });

  it('a field taken away asks for work, in both forms', () => {
    expect(shown(senza(PRIMA, 'DataEvento'))).toEqual([`campo_tolto ${riga}/@DataEvento facoltativo > - !`, 'colonna_tolta data_evento data dell’evento da cui nasce il diritto > - !']);
  });

  it('a field made mandatory asks for work, one that no longer is does not', () => {
    const dopo = conAttributo('PrestazioniSociali', 'DataEvento', (one) => ({ ...one, obbligatorio: true }));
    expect(shown(dopo)).toEqual([`obbligo_cambiato ${riga}/@DataEvento facoltativo > obbligatorio !`]);
    expect(shown(PRIMA, dopo)).toEqual([`obbligo_cambiato ${riga}/@DataEvento obbligatorio > facoltativo`]);
  });

  it('a type asks for work unless it only became wider', () => {
    expect(shown(conTipo('Anagrafica', 'Cognome', { lunghezzaMax: 50 }))).toEqual(['tipo_cambiato Flusso/Beneficiario/Anagrafica/@Cognome testo da 1 a 36 caratteri > testo da 1 a 50 caratteri']);
    expect(shown(conTipo('Anagrafica', 'Cognome', { lunghezzaMax: 20 }))).toEqual(['tipo_cambiato Flusso/Beneficiario/Anagrafica/@Cognome testo da 1 a 36 caratteri > testo da 1 a 20 caratteri !']);
    expect(shown(conTipo('Anagrafica', 'AnnoNascita', { modello: '[12][0-9]{3}' }))).toEqual(['tipo_cambiato Flusso/Beneficiario/Anagrafica/@AnnoNascita 4 cifre > testo della forma [12][0-9]{3} !']);
    const [one] = differenzeOf(PRIMA, conTipo('PrestazioniSociali', 'ImportoMensile', { minimo: 0 }));
    expect([one!.genere, one!.prima === one!.dopo, one!.daAdeguare]).toEqual(['tipo_cambiato', false, true]);
  });

  it('of a list each value is told: one taken away asks for work', () => {
    const elenco = [{ valore: '1', etichetta: 'Femmina' }, { valore: '3', etichetta: 'Altro' }];
    expect(shown(conTipo('Anagrafica', 'Genere', { elenco }))).toEqual([
      'etichetta_cambiata Flusso/Beneficiario/Anagrafica/@Genere 1 - Maschio > 1 - Femmina',
      'valore_tolto Flusso/Beneficiario/Anagrafica/@Genere 2 - Femmina > - !',
      'valore_aggiunto Flusso/Beneficiario/Anagrafica/@Genere - > 3 - Altro',
    ]);
  });

  it('how many times an element may stand, and what it means', () => {
    const max = con('Beneficiario', (own) => ({ ...own, figli: own.figli!.map((figlio) => (figlio.elemento.nome === 'Indirizzo' ? { ...figlio, max: 2 } : figlio)) }));
    expect(shown(max).filter((one) => one.startsWith('quantita'))).toEqual(['quantita_cambiata Flusso/Beneficiario/Indirizzo da 1 a 5 volte > da 1 a 2 volte !']);
    expect(shown(max).filter((one) => one.startsWith('colonna'))).toHaveLength(9);
    expect(shown(con('SINA', (own) => ({ ...own, descrizione: 'altro' })))).toEqual([`significato_cambiato ${riga}/SINA Valutazione della persona non autosufficiente o con disabilità > altro`]);
  });

  it('columns of the extension, which XML does not have', () => {
    const estensione = PRIMA.estensione.filter(({ nome }) => nome !== 'cup').map((campo) => (campo.nome === 'fondo' ? { ...campo, tipo: { base: 'testo' as const, lunghezzaMax: 10 } } : campo));
    expect(shown({ ...PRIMA, estensione })).toEqual([
      'tipo_cambiato fondo testo da 1 a 100 caratteri > testo fino a 10 caratteri !',
      'colonna_tolta cup codice unico di progetto (CUP), 15 caratteri > - !',
    ]);
    const altro = PRIMA.estensione.map((campo) => (campo.nome === 'provvisoria' ? { ...campo, tipo: { base: 'testo' as const } } : campo));
    expect(shown({ ...PRIMA, estensione: altro })[0]).toMatch(/^tipo_cambiato provvisoria .*!$/);
  });

  it('rules: a new refusal asks for work, a new warning does not', () => {
    const [regola, ...altre] = PRIMA.regole;
    const regole = (...nuove: Tracciato['regole']) => ({ ...PRIMA, regole: [...nuove, ...altre] });
    const errore = { ...regola!, stadio: 'consegna', gravita: 'errore' } as const;
    const avviso = { ...errore, gravita: 'avviso' } as const;
    const text = errore.messaggio;
    expect(shown(regole(), regole(errore))).toEqual([`regola_tolta ${regola!.codice} errore alla consegna: ${text} > -`]);
    expect(shown(regole(errore), regole())).toEqual([`regola_aggiunta ${regola!.codice} - > errore alla consegna: ${text} !`]);
    expect(shown(regole(avviso), regole())).toEqual([`regola_aggiunta ${regola!.codice} - > avviso alla consegna: ${text}`]);
    expect(shown(regole(errore), regole(avviso))).toEqual([`gravita_cambiata ${regola!.codice} avviso alla consegna > errore alla consegna !`]);
    expect(shown(regole(avviso), regole(errore))).toEqual([`gravita_cambiata ${regola!.codice} errore alla consegna > avviso alla consegna`]);
    expect(shown(regole({ ...errore, rimedio: 'Altro.' }), regole(errore))).toEqual([`regola_riscritta ${regola!.codice} ${text} ${errore.rimedio} > ${text} Altro.`]);
  });
}); // prettier-ignore
