import { describe, expect, it } from '@jest/globals';
import { Riferimenti } from '#libs/riferimenti';
import type { Ruolo } from '#libs/security';
import { SetClock } from '#libs/testing';
import { ENTI, vociDiProva } from '../prova/riferimenti-di-prova.js';
import { AttoRiesameRegionale, Visibilita } from './visibilita.js';

const { ancona, loreto, recanati } = ENTI;
const clock = new SetClock();
const riferimenti = new Riferimenti();
riferimenti.replace(riferimenti.vista.with(vociDiProva()), true);
const visibilita = new Visibilita(riferimenti, clock, new AttoRiesameRegionale(undefined));

const chi = (ente: string, subject = 'operatrice', ...ruoli: Ruolo[]) =>
  visibilita.richiedenteOf({ ente, subject, ruoli: ruoli.length > 0 ? ruoli : ['titolare'] });

describe('who asks, asked again', () => {
  it('is the operator of this question, with the offices of this question', () => {
    const una = chi(recanati.id, 'una');
    expect(chi(recanati.id, 'altra')).toEqual({ ...una, soggetto: 'altra' });
    expect(una.soggetto).toBe('una');
    expect(chi(recanati.id, 'una', 'titolare', 'steward').affidati?.enti).toContain(recanati.id);
    expect(chi(recanati.id, 'una').affidati).toBeUndefined();
    expect(chi(loreto.id, 'una').entiPropri).toEqual([loreto.id]);
  });

  it('is of its new ambito from the first instant of the day, and of the old one should the clock go back', () => {
    clock.set('2026-12-31T22:59:59.999Z');
    expect(chi(ancona.id).comuniAmbito).toEqual([ancona.istat]);
    clock.set('2026-12-31T23:00:00Z');
    expect(chi(ancona.id).comuniAmbito).toEqual([ancona.istat, loreto.istat]);
    clock.set('2026-12-31T22:59:59.999Z');
    expect(chi(ancona.id).comuniAmbito).toEqual([ancona.istat]);
  });

  it('is what the registries say since they last changed, within the same day', () => {
    expect(chi(loreto.id).comuniPropri).toEqual([loreto.istat]);
    const before = riferimenti.vista;
    const { id, ...contenuto } = { ...riferimenti.ente(loreto.id)!, predecessori: [recanati.id] };
    const { id: ended, ...cessato } = { ...riferimenti.ente(recanati.id)!, al: '2026-12-30' };
    const voce = (one: string, content: object) =>
      ({ genere: 'ente', id: one, revisione: 2, contenuto: content }) as never;
    riferimenti.replace(before.with([voce(id, contenuto), voce(ended, cessato)]), true);
    expect(chi(loreto.id).comuniPropri).toEqual([loreto.istat, recanati.istat]);
    riferimenti.replace(before, true);
    expect(chi(loreto.id).comuniPropri).toEqual([loreto.istat]);
  });
});
