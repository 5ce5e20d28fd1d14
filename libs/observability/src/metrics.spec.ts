import { describe, expect, it } from '@jest/globals';

import { Metrics } from './metrics.js';

describe('metrics', () => {
  it('asked for twice by a name are the same', async () => {
    const metrics = new Metrics();
    for (const app of ['ingestion', 'nomenclatore']) {
      metrics.counter('snodo_prova_total', 'A count', ['app']).inc({ app });
    }
    const text = await metrics.text();
    expect(text).toContain('snodo_prova_total{app="ingestion"} 1');
    expect(text).toContain('snodo_prova_total{app="nomenclatore"} 1');
  });

  it('carry the labels of the process', async () => {
    const metrics = new Metrics({ process: 'hub' });
    metrics.histogram('snodo_durata_seconds', 'A time').observe(0.3);
    expect(await metrics.text()).toContain('snodo_durata_seconds_bucket{le="0.5",process="hub"} 1');
  });

  it('that are asked at the scrape tell what holds then', async () => {
    const metrics = new Metrics();
    let waiting = 1;
    const ask = (): unknown =>
      metrics.gauge('snodo_in_attesa', 'How many wait', [], (gauge) => {
        gauge.set(waiting);
      });
    ask();
    ask();
    expect(await metrics.text()).toContain('snodo_in_attesa 1');
    waiting = 5;
    expect(await metrics.text()).toContain('snodo_in_attesa 5');
  });
});
