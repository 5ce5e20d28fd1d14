import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayBefore } from '#libs/codici';
import { legalDayOf } from '#libs/persistence';
import { eventually } from '#libs/testing';
import { Installazione, type Json } from './prova/installazione.js';
import { StoriaCodici } from './prova/storia-codici.js';

const JESI = 'E388';
const FABRIANO = 'D451';
const OSIMO = 'G157';
/** A capofila of another ambito. */
const MACERATA = 'E783';
const SAD = { [JESI]: 'SAD-01', [FABRIANO]: '30.01', [OSIMO]: 'SAD' } as const;
const ENTI = [JESI, FABRIANO, OSIMO] as const;

const LISTA_OSIMO = `codice;denominazione;relazione;codice_regionale;dal
SAD;Assistenza domiciliare ad anziani;esatta;R4.01.01;2024-01-01
TELE;Telesoccorso;esatta;R4.04;2024-01-01
`;

describe.each(['hub con RabbitMQ', 'hub senza broker'] as const)('una nuova versione: %s', (disposizione) => {
  const oggi = legalDayOf(new Date());
  const ieri = dayBefore(oggi);
  let installazione: Installazione;
  let storia: StoriaCodici;
  /** Of each ente: what was accepted before the new version, and what waits since. */
  const prima = new Map<string, string[]>();
  const ferme = new Map<string, string[]>();
  /** What the righe of before said of themselves, and what was published of them. */
  let passato: Json;

  beforeAll(async () => {
    installazione = await Installazione.prepare(disposizione, { SNODO_INPS_ENTI: ENTI.join(',') });
    await installazione.start();
    storia = new StoriaCodici(installazione);
    for (const ente of ENTI) {
      const body = { tracciato: 'PS_PSA_SINA', modalita: 'snodo' };
      await eventually(
        async () => (await installazione.call(ente, '/rest/inps/v1/modalita', { method: 'POST', body })).status === 201,
        { timeout: 30_000 },
      );
    }
  }, 300_000);
  afterAll(() => installazione?.drop(), 60_000);

  const pastOf = async () => ({
    righe: await Promise.all(ENTI.map((ente) => Promise.all(prima.get(ente)!.map((id) => storia.riga(ente, id))))),
    flussi: await Promise.all(
      ENTI.map(async (ente) => {
        const flussi = await storia.flussi(ente);
        return prima.get(ente)!.map((id) => flussi.get(id));
      }),
    ),
  });
  const incompleteOf = async (ente: string): Promise<[string, string][]> => {
    const { incomplete } = await storia.read(ente, `/nomenclature-locali/${ente}/completezza`);
    return incomplete.map(({ codice, motivo }: Json) => [codice, motivo]);
  };
  const before = new Map<string, [string, string][]>();

  it('three enti upload their lists; what is not exact in the same words waits for the region, which approves it', async () => {
    const files = [
      [JESI, storia.file('liste-locali/jesi-e388.csv')],
      [FABRIANO, storia.file('liste-locali/fabriano-d451.csv')],
      [OSIMO, LISTA_OSIMO],
    ] as const;
    for (const [ente, csv] of files) {
      const path = `/nomenclature-locali/${ente}/caricamenti`;
      expect(await storia.upload(ente, path, csv)).toMatchObject({
        sistema: `LOC:${ente}`,
        nuova: true,
        versione: '1',
      });
      expect(await storia.upload(ente, path, csv)).toMatchObject({ invariata: true });
    }
    const proposte = await storia.proposte();
    expect(new Set(proposte.map(({ da }) => da))).toEqual(new Set([`LOC:${JESI}`, `LOC:${FABRIANO}`]));
    expect(await storia.approve(proposte)).toBe(proposte.length);
    for (const ente of ENTI) before.set(ente, await incompleteOf(ente));
    expect(before.get(OSIMO)).toEqual([]);
  }, 90_000);

  it('their righe with codes of their own reach INPS with INPS’s, and say by which versions', async () => {
    for (const ente of ENTI) {
      await storia.untilVerified(ente, { codice: SAD[ente], giorno: ieri }, []);
      prima.set(
        ente,
        await storia.deliver(
          ente,
          [ieri, dayBefore(ieri)].map((giorno) => ({ codice: SAD[ente], giorno })),
        ),
      );
    }
    for (const ente of ENTI) {
      await storia.accolte(ente, prima.get(ente)!);
      for (const id of prima.get(ente)!) {
        const { codifica } = await storia.riga(ente, id);
        expect(codifica).toMatchObject({ codice_ricevuto: SAD[ente], codice_inps: 'A2.07' });
        expect(codifica.versioni.slice(0, 2)).toEqual([`LOC:${ente}@1`, 'REG@1']);
        expect(await storia.codeAtInps(ente, id)).toBe('A2.07');
      }
    }
    passato = await pastOf();
  }, 120_000);

  it('the region publishes version 2, in which one code becomes two: anyone reads what changed', async () => {
    const query = new URLSearchParams({
      versione: '2',
      denominazione: 'Nomenclatura regionale di dimostrazione, versione 2',
      dal: oggi,
      fonte: 'DGR 1/2026',
    });
    const csv = storia.file('reg-2.csv');
    const { revisione, differenze } = await storia.upload('regione', `/sistemi/REG/versioni?${query.toString()}`, csv);
    expect(differenze).toContainEqual({ tipo: 'divisa', quante: 1 });
    const { chiusa } = await storia.write('regione', '/sistemi/REG/versioni/2/pubblicazione', { revisione });
    expect(chiusa).toMatchObject({ versione: '1', al: ieri });

    const url = `${installazione.urlOf('/rest/nomenclatore/')}/rest/nomenclatore/v1/sistemi/REG/versioni/2/differenze`;
    const found = ((await (await fetch(url)).json()) as Json).differenze.filter(({ tipo }: Json) => tipo === 'divisa');
    const codes = (voci: Json[]) => voci.map(({ codice }) => codice);
    expect(found.map((one: Json) => [codes(one.prima), codes(one.dopo)])).toEqual([
      [['R4.01.01'], ['R4.01.04', 'R4.01.05']],
    ]);
    const page = await (await fetch(`${url}/pagina`)).text();
    expect(page).toMatch(/divis[ae]/i);
    expect(page).toContain('R4.01.05');
  }, 60_000);

  it('the three lists become incomplete for the codes that are no more, and for nothing else', async () => {
    // Version 2 has also joined R8.01 to R8.02: who chose among them and R8.03 has a choice left.
    const expected = { [JESI]: ['SAD-01', 'MIN-05'], [FABRIANO]: ['30.01'], [OSIMO]: ['SAD'] };
    for (const ente of ENTI) {
      const known = new Set(before.get(ente)!.map(([codice]) => codice));
      const now = (await incompleteOf(ente)).filter(([codice]) => !known.has(codice));
      expect([ente, now]).toEqual([ente, expected[ente].map((codice) => [codice, 'senza_associazione'])]);
      const { versione_regionale: versione } = await storia.read(ente, `/nomenclature-locali/${ente}/completezza`);
      expect(versione).toBe('REG@2');
      expect(
        (await storia.read('regione', `/nomenclature-locali/${ente}/completezza?versione=1`)).incomplete,
      ).toHaveLength(known.size);
    }
  }, 60_000);

  it('new righe with that code wait, with the reason; older ones still mean what they meant', async () => {
    const counts = { [JESI]: 5, [FABRIANO]: 3, [OSIMO]: 2 };
    for (const ente of ENTI) {
      await storia.untilVerified(ente, { codice: SAD[ente], giorno: oggi }, ['SN-16']);
      const nuove = Array.from({ length: counts[ente] }, () => ({ codice: SAD[ente], giorno: oggi }));
      const [vecchia, ...attese] = await storia.deliver(ente, [{ codice: SAD[ente], giorno: ieri }, ...nuove]);
      ferme.set(ente, attese);
      expect(await storia.statesOf(ente, attese)).toEqual(attese.map(() => 'in_attesa_di_codifica'));
      const { codifica, attesa, passi } = await storia.riga(ente, attese[0]!);
      expect(codifica).toMatchObject({ codice_ricevuto: SAD[ente], codice_inps: null });
      expect(attesa).toMatchObject({ motivo: 'senza_associazione', giorno_evento: oggi });
      expect(attesa.motivo_descrizione).toContain(SAD[ente]);
      expect(passi.map(({ passo }: Json) => passo)).toEqual(['ricevuta', 'trattenuta']);
      await storia.accolte(ente, [vecchia!]);
      expect((await storia.riga(ente, vecchia!)).codifica.versioni[1]).toBe('REG@1');
      expect((await storia.flussi(ente)).size).toBe(prima.get(ente)!.length + 1);
    }
  }, 120_000);

  it('the codes that hold righe are ranked, each with what it may have become and why', async () => {
    const { codici, righe } = await storia.untilAttesi([
      ['SAD-01', 5, 'senza_associazione'],
      ['30.01', 3, 'senza_associazione'],
      ['SAD', 2, 'senza_associazione'],
    ]);
    expect(righe).toBe(10);
    for (const { suggerimenti, primo_giorno: primo, proposta } of codici) {
      expect([primo, proposta]).toEqual([oggi, false]);
      const split = suggerimenti.filter(({ codice }: Json) => ['R4.01.04', 'R4.01.05'].includes(codice));
      expect(split).toHaveLength(2);
      for (const { ragioni } of split)
        expect(ragioni.join(' ')).toMatch(/R4\.01\.01.* divisa in R4\.01\.04 e R4\.01\.05/);
    }
  }, 90_000);

  it('I5 an ente sees what holds its own righe, a stranger nothing', async () => {
    for (const ente of ENTI) {
      const own = await storia.attesi(ente);
      expect(own.codici.map(({ codice }: Json) => codice)).toEqual([SAD[ente]]);
      expect(await storia.attesi(ente, ente)).toEqual(own);
    }
    expect(await storia.attesi(MACERATA)).toMatchObject({ righe: 0, codici: [] });
    for (const path of [`/nomenclature-locali/${JESI}/codici-in-attesa`, `/nomenclature-locali/${JESI}/completezza`]) {
      expect((await installazione.call(MACERATA, `/rest/nomenclatore/v1${path}`)).status).toBe(404);
    }
    const [riga] = ferme.get(JESI)!;
    expect((await installazione.call(MACERATA, `/rest/esiti/v1/righe/${riga}`)).status).toBe(404);
  }, 30_000);

  const preview = async (chi: string, ...proposte: Json[]): Promise<number> =>
    (await storia.write(chi, '/associazioni/anteprime', { associazioni: proposte.map(({ id }) => id) })).righe;
  const toInps = (codice: string) =>
    storia.propose('regione', {
      da: 'REG',
      codice,
      a: 'SIUSS',
      relazione: 'piu_ampia',
      destinazioni: ['A2.07'],
      dal: oggi,
    });
  const toRegione = (ente: keyof typeof SAD, destinazione: string) =>
    storia.propose(ente, {
      da: `LOC:${ente}`,
      codice: SAD[ente],
      a: 'REG',
      relazione: 'piu_ristretta',
      destinazioni: [destinazione],
      dal: oggi,
    });
  const released = async (ente: string): Promise<void> => {
    const ids = ferme.get(ente)!;
    await storia.accolte(ente, ids);
    for (const id of ids) {
      const { codifica, attesa, passi, revisione } = await storia.riga(ente, id);
      expect([codifica.codice_inps, codifica.versioni[1], attesa, revisione]).toEqual(['A2.07', 'REG@2', null, 1]);
      const names = passi.map(({ passo }: Json) => passo);
      expect(names.filter((one: string) => one === 'sbloccata')).toHaveLength(1);
      expect(await storia.codeAtInps(ente, id)).toBe('A2.07');
    }
  };

  it('an ente proposes what the code is now, and the preview is exact: nothing goes as long as the region’s code leads nowhere', async () => {
    const proposta = await toRegione(JESI, 'R4.01.05');
    expect(proposta).toMatchObject({ stato: 'proposta', automatica: false });
    expect((await storia.attesi('regione')).codici[0]).toMatchObject({ codice: 'SAD-01', proposta: true });
    expect(await preview('regione', proposta)).toBe(0);
    const foreign = { method: 'POST', body: { associazioni: [proposta.id] } };
    expect((await installazione.call(MACERATA, '/rest/nomenclatore/v1/associazioni/anteprime', foreign)).status).toBe(
      404,
    );

    const perInps = await toInps('R4.01.05');
    expect(await preview('regione', proposta, perInps)).toBe(5);
    expect(await storia.approve([proposta])).toBe(1);
    await storia.untilAttesi([
      ['SAD-01', 5, 'senza_codice_inps'],
      ['30.01', 3, 'senza_associazione'],
      ['SAD', 2, 'senza_associazione'],
    ]);
    expect(await incompleteOf(JESI)).toContainEqual(['SAD-01', 'senza_codice_inps']);
    const [riga] = ferme.get(JESI)!;
    await eventually(async () => {
      const { attesa } = await storia.riga(JESI, riga!);
      expect([attesa?.motivo, attesa?.motivo_descrizione]).toEqual([
        'senza_codice_inps',
        expect.stringContaining('R4.01.05'),
      ]);
    });
    expect(await preview('regione', perInps)).toBe(5);
  }, 60_000);

  it('I1 I2 once the region has said what its own code is for INPS, those righe go by themselves, each once, and no other', async () => {
    expect(await storia.approve(await storia.proposte())).toBe(1);
    await released(JESI);
    for (const ente of [FABRIANO, OSIMO]) {
      expect(await storia.statesOf(ente, ferme.get(ente)!)).toEqual(
        ferme.get(ente)!.map(() => 'in_attesa_di_codifica'),
      );
    }
    await storia.untilAttesi([
      ['30.01', 3, 'senza_associazione'],
      ['SAD', 2, 'senza_associazione'],
    ]);
    expect((await storia.attesi(JESI)).codici).toEqual([]);
  }, 120_000);

  it('the second ente takes the other half of the split code', async () => {
    const proposte = [await toRegione(FABRIANO, 'R4.01.04'), await toInps('R4.01.04')];
    expect(await preview('regione', ...proposte)).toBe(3);
    expect(await storia.approve(proposte)).toBe(2);
    await released(FABRIANO);
    expect(await storia.statesOf(OSIMO, ferme.get(OSIMO)!)).toEqual(
      ferme.get(OSIMO)!.map(() => 'in_attesa_di_codifica'),
    );
  }, 120_000);

  it('the third uploads its list again, with the code in the region’s new words: nobody has to approve that', async () => {
    const csv = `codice;denominazione;relazione;codice_regionale;dal
SAD;Assistenza domiciliare ad anziani non autosufficienti;esatta;R4.01.05;${oggi}
TELE;Telesoccorso;esatta;R4.04;2024-01-01
`;
    const said = await storia.upload(OSIMO, `/nomenclature-locali/${OSIMO}/caricamenti`, csv);
    expect(said).toMatchObject({ versione: '2', nuova: true, associazioni: { approvate: 1, proposte: 0 } });
    await released(OSIMO);
    expect((await storia.riga(OSIMO, ferme.get(OSIMO)![0]!)).codifica.versioni[0]).toBe(`LOC:${OSIMO}@2`);
    await storia.untilAttesi([]);
    expect(await incompleteOf(OSIMO)).toEqual([]);
  }, 120_000);

  it('the past is untouched: the same righe, the same flussi; what is of before still means what it meant', async () => {
    expect(await pastOf()).toEqual(passato);
    for (const ente of ENTI) {
      const [late] = await storia.deliver(ente, [{ codice: SAD[ente], giorno: ieri }]);
      await storia.accolte(ente, [late!]);
      expect((await storia.riga(ente, late!)).codifica.versioni.slice(0, 2)).toEqual([`LOC:${ente}@1`, 'REG@1']);
    }
  }, 90_000);

  it('I1 I2 I6 INPS has every riga once, in the order of the log, and nothing to object', async () => {
    for (const ente of ENTI) {
      const flussi = await storia.flussi(ente);
      expect([...flussi.keys()].toSorted()).toEqual(storia.righe.get(ente)!.toSorted());
      expect([...flussi.values()].every((ids) => ids.length === 1)).toBe(true);
      const { acquisiti, problemi } = await storia.inps.stato(ente);
      const log = await installazione.all(ente, '/rest/inps/v1/flussi');
      const inOrder = log
        .toSorted((one, other) => (one.ts_flusso < other.ts_flusso ? -1 : 1))
        .map((one) => one.id_flusso);
      expect([ente, acquisiti]).toEqual([ente, inOrder]);
      expect(problemi.filter(({ genere }: Json) => genere !== 'rete' && genere !== 'rifiuto')).toEqual([]);
    }
  }, 60_000);

  it('who decided what, and when, is kept', async () => {
    const { associazioni } = await storia.read(JESI, `/associazioni?da=LOC:${JESI}&codice=SAD-01`);
    expect(associazioni.map(({ stato, dal, al }: Json) => [stato, dal, al])).toEqual([
      ['chiusa', '2024-01-01', ieri],
      ['approvata', oggi, null],
    ]);
    const { storia: facts } = await storia.read(JESI, `/associazioni/${associazioni[1].id}/storia`);
    expect(facts.map(({ chi, azione }: Json) => [chi, azione])).toEqual([
      ['pdnd:demo-regione', 'approvata'],
      ['pdnd:demo-e388', 'proposta'],
    ]);
  });
});
