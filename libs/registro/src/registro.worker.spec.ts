import { afterEach, describe, expect, it } from '@jest/globals';
import { metrics, setLogLevel } from '#libs/observability';
import { eventually } from '#libs/testing';
import { MetricheRegistro } from './metriche-registro.js';
import { RegistroDiscorde } from './registro-discorde.js';
import type { Registro } from './registro.js';
import { RegistroWorker } from './registro.worker.js';
import type { SigillaRegistro } from './sigilla-registro.js';
import type { VociInAttesa } from './voce.js';

const registro: Registro = { nome: 'prova', app: 'prova', metrica: 'snodo_prova', pausa: 1, fonti: [] };
const VOCE = { genere: 'prova.v1', oggetto: 'x', contenuto: Buffer.alloc(0), serbato: null };

describe('the sealing of a register by itself', () => {
  let worker: RegistroWorker;
  afterEach(() => worker.beforeApplicationShutdown());

  /** @param rounds what each round does; the last one again and again */
  function start(...rounds: (() => VociInAttesa)[]): () => number {
    setLogLevel('fatal');
    let done = 0;
    const seal = (): Promise<VociInAttesa> => {
      const round = rounds[Math.min(done, rounds.length - 1)]!;
      done += 1;
      return new Promise((resolve) => resolve(round()));
    };
    worker = new RegistroWorker(
      { seal } as unknown as SigillaRegistro,
      new MetricheRegistro(registro.metrica),
      registro,
    );
    worker.onApplicationBootstrap();
    return () => done;
  }
  const fails = (error: Error) => () => {
    throw error;
  };
  const niente = (): VociInAttesa => ({ voci: [], altre: false });

  it('counts what it sealed, by kind', async () => {
    const done = start(() => ({ voci: [VOCE, VOCE], altre: true }), niente);
    await eventually(() => done() > 2);
    expect(await metrics.text()).toContain('snodo_prova_registro_foglie_total{genere="prova.v1"} 2');
  });

  it('says in a metric that the register contradicts itself, and goes on looking', async () => {
    const done = start(fails(new RegistroDiscorde('a node is not made of what is under it')));
    await eventually(() => done() > 3);
    expect(await metrics.text()).toContain('snodo_prova_registro_discordanze 1');
  });

  it('takes a database that is not there for no contradiction', async () => {
    metrics.gauge('snodo_prova_registro_discordanze', '').set(0);
    const done = start(fails(new Error('connection lost')), niente);
    await eventually(() => done() > 3);
    expect(await metrics.text()).toContain('snodo_prova_registro_discordanze 0');
  });
});
