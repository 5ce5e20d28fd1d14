import { describe, expect, it } from '@jest/globals';
import { type Ente, Riferimenti } from '#libs/riferimenti';
import type { Ruolo } from '#libs/security';
import { ENTI, type NomeEnte, vociDiProva } from '../prova/riferimenti-di-prova.js';
import { richiedenteOf } from './richiedente.js';

const riferimenti = new Riferimenti();
riferimenti.replace(riferimenti.vista.with(vociDiProva()), true);
const { recanati, loreto, portoRecanati, ancona } = ENTI;

const NORD = {
  id: 'a0000000-0000-5000-8000-000000000001',
  comuni: [recanati.istat, loreto.istat, portoRecanati.istat],
  enti: [recanati.id, loreto.id, portoRecanati.id],
};

const on = (giorno: string, nome: NomeEnte, ...ruoli: Ruolo[]) =>
  richiedenteOf(riferimenti, { ente: ENTI[nome].id, subject: 'operatrice', ruoli }, giorno);

describe('who asks', () => {
  it('of a comune is itself and its ambito', () => {
    expect(on('2026-03-10', 'recanati', 'titolare')).toEqual({
      ente: recanati.id,
      soggetto: 'operatrice',
      ruoli: ['titolare'],
      entiPropri: [recanati.id],
      comuniPropri: [recanati.istat],
      comuniAmbito: NORD.comuni,
      entiAmbito: NORD.enti,
      ambiti: [NORD.id],
      comuniGuidati: [],
      entiGuidati: [],
      ambitiGuidati: [],
    });
  });

  it('of a capofila is the ambito it leads, also if it is no member', () => {
    expect(on('2026-03-10', 'capofila', 'capofila')).toEqual({
      ente: ENTI.capofila.id,
      soggetto: 'operatrice',
      ruoli: ['capofila'],
      entiPropri: [ENTI.capofila.id],
      comuniPropri: [],
      comuniAmbito: NORD.comuni,
      entiAmbito: NORD.enti,
      ambiti: [NORD.id],
      comuniGuidati: NORD.comuni,
      entiGuidati: NORD.enti,
      ambitiGuidati: [NORD.id],
    });
  });

  it('of a comune that leads its ambito is that of a comune when its client is no capofila', () => {
    expect(on('2026-03-10', 'ancona', 'titolare').entiGuidati).toEqual([]);
    expect(on('2026-03-10', 'ancona', 'titolare', 'capofila').entiGuidati).toEqual([ancona.id]);
  });

  it('as steward looks after its own persons and those of who named it, while the act is in force', () => {
    const both = { ovunque: false, enti: [recanati.id, loreto.id], comuni: [recanati.istat, loreto.istat] };
    expect(on('2026-03-10', 'recanati', 'steward').affidati).toEqual(both);
    expect(on('2027-01-01', 'recanati', 'steward').affidati?.enti).toEqual([recanati.id]);
    expect(on('2026-03-10', 'recanati', 'titolare').affidati).toBeUndefined();
  });

  it('as steward of the region looks after those of who named it, and after everybody by the act of the region alone', () => {
    const regione = { ente: ENTI.regione.id, subject: 'operatrice', ruoli: ['steward'] } as const;
    const under = (atto: boolean) => richiedenteOf(riferimenti, regione, '2026-03-10', atto).affidati;
    expect(under(false)).toEqual({ ovunque: false, enti: [ancona.id], comuni: [ancona.istat] });
    expect(under(true)?.ovunque).toBe(true);
    const comune = { ...regione, ente: recanati.id };
    expect(richiedenteOf(riferimenti, comune, '2026-03-10', true).affidati?.ovunque).toBe(false);
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
    const ofLoreto = (giorno: string) =>
      richiedenteOf(after, { ente: loreto.id, subject: '', ruoli: ['titolare'] }, giorno);
    expect(ofLoreto('2026-12-31').comuniPropri).toEqual([loreto.istat]);
    expect(ofLoreto('2027-01-01')).toMatchObject({
      entiPropri: [loreto.id, recanati.id],
      comuniPropri: [loreto.istat, recanati.istat],
    });
    // And of the ambito it is in from that day: residents written under the old code are still its own.
    const ofAncona = richiedenteOf(
      after,
      { ente: ancona.id, subject: '', ruoli: ['titolare', 'capofila'] },
      '2027-01-01',
    );
    expect(ofAncona.comuniAmbito).toContain(recanati.istat);
    expect(ofAncona.entiGuidati).toContain(recanati.id);
  });

  it('of an ente without a place is its own prestazioni alone', () => {
    expect(on('2026-03-10', 'gestore', 'titolare')).toEqual({
      ente: ENTI.gestore.id,
      soggetto: 'operatrice',
      ruoli: ['titolare'],
      entiPropri: [ENTI.gestore.id],
      comuniPropri: [],
      comuniAmbito: [],
      entiAmbito: [],
      ambiti: [],
      comuniGuidati: [],
      entiGuidati: [],
      ambitiGuidati: [],
    });
  });
});
