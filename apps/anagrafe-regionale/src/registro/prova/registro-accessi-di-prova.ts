import { randomBytes } from 'node:crypto';
import { legalDay } from '#libs/codici';
import { type Database, ensurePartitions } from '#libs/persistence';
import { LeggiProve, LeggiTeste, type Registro, SigillaRegistro, VerificaRegistro } from '#libs/registro';
import { FirmaRicevute } from '#libs/security';
import { SetClock, type TestDatabase, createTestDatabase } from '#libs/testing';
import { type Accesso, RegistroAccessi } from '../../accesso/registro-accessi.js';
import { ANAGRAFE_REGIONALE_MIGRATIONS } from '../../migrations/index.js';
import { operatriceDi } from '../../prova/chiamanti-di-prova.js';
import { ENTI, type NomeEnte } from '../../prova/riferimenti-di-prova.js';
import { AccessiDaSigillare } from '../accessi-da-sigillare.js';
import { ScadenzeDaSigillare } from '../scadenze-da-sigillare.js';

const TABELLE = ['accesso', 'scadenza_accessi', 'registro_foglia', 'registro_nodo', 'registro_testa'];

/** The register of accesses and its seal, without the registry around them: accesses are written as every search writes them. */
export class RegistroAccessiDiProva {
  readonly accessi: RegistroAccessi;
  readonly registro: Registro;
  readonly teste: LeggiTeste;
  readonly prove: LeggiProve;
  readonly verifica: VerificaRegistro;

  private constructor(
    readonly prova: TestDatabase,
    readonly database: Database,
    readonly firma: FirmaRicevute,
    readonly clock: SetClock,
  ) {
    this.accessi = new RegistroAccessi(database, clock);
    const fonti = [new ScadenzeDaSigillare(clock), new AccessiDaSigillare(clock)];
    this.registro = { nome: 'accessi', app: 'anagrafe-regionale', metrica: 'snodo_anagrafe', pausa: 1000, fonti };
    this.teste = new LeggiTeste(database, this.registro, firma);
    this.prove = new LeggiProve(database, this.registro, firma);
    this.verifica = new VerificaRegistro(database, this.registro, firma);
  }

  static async open(): Promise<RegistroAccessiDiProva> {
    const prova = await createTestDatabase([
      { app: 'anagrafe-regionale', migrations: ANAGRAFE_REGIONALE_MIGRATIONS, poolSize: 12 },
    ]);
    const clock = new SetClock();
    const database = await prova.open('anagrafe-regionale');
    await ensurePartitions(database, 'accesso', clock.now());
    const firma = await FirmaRicevute.fromSetting(randomBytes(32).toString('base64'));
    return new RegistroAccessiDiProva(prova, database, firma, clock);
  }

  /** A process that seals, with a database of its own if it is to die. */
  replica(database: Database = this.database): SigillaRegistro {
    return new SigillaRegistro(database, this.registro, this.firma, this.clock);
  }

  async seal(): Promise<number> {
    let sealed = 0;
    for (let altre = true; altre;) {
      const round = await this.replica().seal();
      sealed += round.voci.length;
      ({ altre } = round);
    }
    return sealed;
  }

  /**
   * One person shown to an operator, a millisecond after the one before.
   * @param hold what happens between the making of the entry and its commit
   */
  async look(nome: NomeEnte, di: Partial<Accesso> = {}, hold: () => Promise<void> = async () => {}): Promise<void> {
    this.clock.advance(1);
    const shown = { regola: 'R4', profilo: 'H', persona: 'aa11', codice: 'bb22', comune: ENTI.loreto.istat } as const;
    const accesso: Accesso = { verbo: 'ricerca', esito: 'mostrata', finalita: 'presa_in_carico', quante: 1, ...shown };
    await this.database.transaction('api', { ente: ENTI[nome].id }, async (tx) => {
      await this.accessi.write(tx, operatriceDi(nome), [{ ...accesso, ...di }]);
      await hold();
    });
  }

  /** Several accesses under several heads. */
  async grow(rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      await this.look('recanati');
      await this.look('loreto', { richiesta: { protocollo: '12/2026', del: legalDay('2026-03-01') } });
      if (round % 2 === 0) await this.look('ancona', { esito: 'nessuna', comune: null, quante: 0 });
      await this.seal();
    }
  }

  /** Keeps everything as it is beside it, and puts it back. */
  readonly keep = {
    copy: async (): Promise<void> => {
      for (const table of TABELLE)
        await this.prova.admin(`CREATE TABLE com_era_${table} AS SELECT * FROM anagrafe_regionale.${table}`);
    },
    back: async (): Promise<void> => {
      await this.empty();
      for (const table of TABELLE)
        await this.prova.admin(`INSERT INTO anagrafe_regionale.${table} SELECT * FROM com_era_${table}`);
    },
  };

  async empty(): Promise<void> {
    await this.prova.admin(`TRUNCATE ${TABELLE.map((table) => `anagrafe_regionale.${table}`).join()}`);
    await this.prova
      .admin(`UPDATE anagrafe_regionale.registro_stato SET accessi_fino_a = DEFAULT, riscontrati_fino_a = DEFAULT,
      verificate_fino_a = DEFAULT`);
  }
}
