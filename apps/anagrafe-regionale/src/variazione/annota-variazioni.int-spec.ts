import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { legalDay } from '#libs/codici';
import { Database } from '#libs/persistence';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { AnnotaVariazioni, type VariazionePersona } from './annota-variazioni.js';

const MIRKO = '11111111-1111-4111-8111-111111111111';
const ANNA = '22222222-2222-4222-8222-222222222222';

describe('a change is noted', () => {
  let anagrafe: AnagrafeDiProva;
  beforeAll(async () => {
    anagrafe = await AnagrafeDiProva.start();
  });
  afterAll(() => anagrafe.close());
  beforeEach(() => anagrafe.database.empty(['anagrafe_regionale.variazione']));

  const note = (role: 'api' | 'consumer', variazioni: readonly VariazionePersona[], fail = false): Promise<void> =>
    anagrafe.get(Database).transaction(role, {}, async (tx) => {
      await anagrafe.get(AnnotaVariazioni).note(tx, variazioni);
      if (fail) throw new Error('the change failed');
    });
  const noted = () =>
    anagrafe.database.admin(
      'SELECT persona_id, gruppi, decorrenza::text, legame, altra, annotata_il FROM anagrafe_regionale.variazione ORDER BY id',
    );

  it.each(['api', 'consumer'] as const)('with its groups and nothing of what changed, as %s', async (role) => {
    await note(role, [
      { personaId: MIRKO, gruppi: ['residenza', 'famiglia'], decorrenza: legalDay('2026-03-01') },
      { personaId: MIRKO, gruppi: ['legami'], legame: { tipo: 'unione', altra: ANNA } },
    ]);
    const il = { persona_id: MIRKO, annotata_il: anagrafe.clock.now() };
    expect(await noted()).toEqual([
      { ...il, gruppi: 12, decorrenza: '2026-03-01', legame: null, altra: null },
      { ...il, gruppi: 128, decorrenza: null, legame: 'unione', altra: ANNA },
    ]);
  });

  it('only if the change is made', async () => {
    await expect(note('consumer', [{ personaId: MIRKO, gruppi: ['vita'] }], true)).rejects.toThrow('the change failed');
    await note('consumer', []);
    expect(await noted()).toEqual([]);
  });

  it('and not read by who serves requests', async () => {
    await note('consumer', [{ personaId: MIRKO, gruppi: ['vita'] }]);
    const read = anagrafe.get(Database).statement('api', {}, 'SELECT * FROM variazione');
    await expect(read).rejects.toThrow('permission denied');
  });
});
