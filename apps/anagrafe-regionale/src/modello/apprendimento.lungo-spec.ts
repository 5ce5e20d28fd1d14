import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { legalDay, parseIdentificativo, parseLegalDay, parseTerritorio } from '#libs/codici';
import { Database } from '#libs/persistence';
import { type RigaDomanda, type RigaRegistro, generateAbbinamento } from '#libs/sintetici';
import { eventually } from '#libs/testing';
import { CollegaSchede } from '../collegamento/collega-schede.js';
import type { SchedaDaCollegare } from '../collegamento/scheda-da-collegare.js';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { recordIdOf } from '../prova/righe-di-prova.js';
import type { ModelloLetto } from './leggi-modelli.js';

const nazionale = (name: string) => readFileSync(`config/nazionale/${name}.csv`, 'utf8');
const territorio = parseTerritorio({
  comuni: nazionale('comuni'),
  stati: nazionale('stati'),
  province: nazionale('province'),
  regioni: nazionale('regioni'),
});
const oggi = legalDay('2026-01-31');
const comuni = territorio.comuniInVigore(oggi).filter(({ regioneIstat }) => regioneIstat === '11');
const PERCORSO = '/rest/amministrazione/v1/anagrafe-regionale/modelli';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
}, 60_000);
afterAll(() => anagrafe.close());

/** What a comune or another writes of the same people: the second with all the slips of the generator. */
function dettaDa(ente: 'recanati' | 'ancona', riga: RigaRegistro | RigaDomanda): SchedaDaCollegare {
  const codice = parseIdentificativo(riga.cf);
  return {
    recordId: recordIdOf(`${ente} ${'id' in riga ? riga.id : riga.qid}`),
    revisione: 1,
    annullamento: false,
    fonte: 'anagrafe_comunale',
    comuneFonte: ENTI[ente].istat,
    ente: ENTI[ente].id,
    tracciato: 'ANAGRAFE@1.0',
    accettataIl: '2026-03-01T08:00:00.000Z',
    dati: {
      codici: 'invalid' in codice ? [] : [{ ...codice, stato: 'dichiarato' }],
      cognome: riga.cognome,
      nome: riga.nome,
      sesso: riga.sesso === 'M' || riga.sesso === 'F' ? riga.sesso : undefined,
      dataNascita: parseLegalDay(riga.data_nascita),
      luogoNascita: riga.belfiore || undefined,
      cittadinanze: [],
      comuneResidenza: riga.comune_istat || undefined,
    },
  };
}

it('a registry learns weights from its own schede, tries them on others with the codes hidden, and uses them when told', async () => {
  const insieme = generateAbbinamento({
    seed: 'ema',
    registro: 1_800,
    domande: 4_000,
    territorio,
    oggi,
    comuni,
  });
  const schede = [
    ...Array.from(insieme.registro(), (riga) => dettaDa('recanati', riga)),
    ...Array.from(insieme.domande(), (riga) => dettaDa('ancona', riga)),
  ];
  const link = anagrafe.get(CollegaSchede);
  for (let at = 0; at < schede.length; at += 200) {
    await anagrafe
      .get(Database)
      .transaction('consumer', {}, (tx) => link.link(tx, schede.slice(at, at + 200)), { limitMs: 60_000 });
  }

  await anagrafe.ask('tecnico', 'post', PERCORSO).expect(202);
  const newest = async (): Promise<ModelloLetto> => {
    const { body } = await anagrafe.ask('tecnico', 'get', PERCORSO).expect(200);
    return (body as { modelli: ModelloLetto[] }).modelli[0]!;
  };
  await eventually(async () => (await newest()).stato !== 'in_corso', { timeout: 120_000 });
  const { nome, stato, motivo, misure } = await newest();
  expect({ stato, motivo }).toEqual({ stato: 'proposto', motivo: null });
  expect(misure!.persone).toBeGreaterThan(1_000);
  expect(misure!.appreso.prove).toBeGreaterThan(200);
  expect(misure!.appreso.falsi).toBeLessThanOrEqual(misure!.in_uso.falsi);
  expect(misure!.appreso.richiamo).toBeGreaterThan(0.8);

  // Nothing in what is kept is of one person: no surname or name that fewer than ten of those looked at have.
  const [{ modello }] = (await anagrafe.database.admin(
    `SELECT modello FROM anagrafe_regionale.modello_abbinamento ORDER BY numero DESC LIMIT 1`,
  )) as [{ modello: { campi: { campo: string; frequenze?: Record<string, number> }[] } }];
  const cognomi = modello.campi.find(({ campo }) => campo === 'cognome')!.frequenze!;
  const borne = new Map<string, number>();
  for (const { cognome } of insieme.registro()) borne.set(cognome, (borne.get(cognome) ?? 0) + 1);
  const rare = [...borne].filter(([, times]) => times === 1).map(([cognome]) => cognome);
  expect(rare.length).toBeGreaterThan(50);
  expect(Object.keys(cognomi).filter((cognome) => rare.includes(cognome))).toEqual([]);

  await anagrafe.ask('tecnico', 'post', `${PERCORSO}/${nome}/attivazioni`).expect(200);
  expect(await newest()).toMatchObject({ nome, in_uso: true });
}, 300_000);
