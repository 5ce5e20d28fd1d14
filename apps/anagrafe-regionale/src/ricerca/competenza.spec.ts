import { describe, expect, it } from '@jest/globals';
import { type Ente, Riferimenti } from '#libs/riferimenti';
import type { Ruolo } from '#libs/security';
import { ENTI, type NomeEnte, vociDiProva } from '../prova/riferimenti-di-prova.js';
import { competenzaOf } from './competenza.js';

const riferimenti = new Riferimenti();
riferimenti.replace(riferimenti.vista.with(vociDiProva()), true);
const { recanati, loreto, portoRecanati, ancona } = ENTI;

const on = (giorno: string, nome: NomeEnte, ...ruoli: Ruolo[]) =>
  competenzaOf(riferimenti, { ente: ENTI[nome].id, ruoli }, giorno);

describe('the competence', () => {
  it('of a comune is itself and its ambito', () => {
    expect(on('2026-03-10', 'recanati', 'titolare')).toEqual({
      ente: recanati.id,
      entiPropri: [recanati.id],
      comuniPropri: [recanati.istat],
      comuniAmbito: [recanati.istat, loreto.istat, portoRecanati.istat],
      entiGuidati: [],
    });
  });

  it('of a capofila is the ambito it leads, also if it is no member', () => {
    expect(on('2026-03-10', 'capofila', 'capofila')).toEqual({
      ente: ENTI.capofila.id,
      entiPropri: [ENTI.capofila.id],
      comuniPropri: [],
      comuniAmbito: [recanati.istat, loreto.istat, portoRecanati.istat],
      entiGuidati: [recanati.id, loreto.id, portoRecanati.id],
    });
  });

  it('of a comune that leads its ambito is that of a comune when its client is no capofila', () => {
    expect(on('2026-03-10', 'ancona', 'titolare').entiGuidati).toEqual([]);
    expect(on('2026-03-10', 'ancona', 'titolare', 'capofila').entiGuidati).toEqual([ancona.id]);
  });

  it('moves with the ambito on its first day', () => {
    expect(on('2026-12-31', 'ancona', 'titolare').comuniAmbito).toEqual([ancona.istat]);
    expect(on('2027-01-01', 'ancona', 'titolare').comuniAmbito).toEqual([ancona.istat, loreto.istat]);
    expect(on('2027-01-01', 'recanati', 'titolare').comuniAmbito).not.toContain(loreto.istat);
  });

  it('of a comune made by a merger is also that of those it continues: who lived there, and what they gave', () => {
    const after = new Riferimenti();
    const ended = { ...riferimenti.ente(recanati.id)!, al: '2026-12-31' };
    const nuovo = { ...riferimenti.ente(loreto.id)!, predecessori: [recanati.id] };
    const voce = ({ id, ...contenuto }: Ente) => ({ genere: 'ente', id, revisione: 2, contenuto }) as const;
    after.replace(riferimenti.vista.with([voce(ended), voce(nuovo)]), true);
    const ofLoreto = (giorno: string) => competenzaOf(after, { ente: loreto.id, ruoli: ['titolare'] }, giorno);
    expect(ofLoreto('2026-12-31').comuniPropri).toEqual([loreto.istat]);
    expect(ofLoreto('2027-01-01')).toMatchObject({
      entiPropri: [loreto.id, recanati.id],
      comuniPropri: [loreto.istat, recanati.istat],
    });
    // And of the ambito it is in from that day: residents written under the old code are still its own.
    const ofAncona = competenzaOf(after, { ente: ancona.id, ruoli: ['titolare', 'capofila'] }, '2027-01-01');
    expect(ofAncona.comuniAmbito).toContain(recanati.istat);
    expect(ofAncona.entiGuidati).toContain(recanati.id);
  });

  it('of an ente without a place is its own prestazioni alone', () => {
    expect(on('2026-03-10', 'gestore', 'titolare')).toEqual({
      ente: ENTI.gestore.id,
      entiPropri: [ENTI.gestore.id],
      comuniPropri: [],
      comuniAmbito: [],
      entiGuidati: [],
    });
  });
});
