import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from './terminale-di-prova.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'snodo-insieme-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('snodo genera --abbinamento', () => {
  it('writes a registry and records to be linked to it, the same for the same seed', async () => {
    const read = async (name: string, seme: string): Promise<string[][]> => {
      const cartella = join(folder, name);
      const asked = ['genera', '--abbinamento', cartella, '--registro', '50', '--domande', '30', '--seme', seme];
      expect(await run(asked)).toEqual({ uscita: 0, output: '', errors: '' });
      return ['registro.csv', 'domande.csv'].map((file) => readFileSync(join(cartella, file), 'utf8').split('\r\n'));
    };
    const [registro, domande] = await read('uno', 'x');
    expect([registro!.length, domande!.length]).toEqual([52, 32]);
    expect(registro![0]).toBe('id,cf,cognome,nome,sesso,data_nascita,belfiore,comune_istat,famiglia');
    expect(domande![0]).toBe('qid,truth_id,kind,cf,cognome,nome,sesso,data_nascita,belfiore,comune_istat');
    expect(await read('due', 'x')).toEqual([registro, domande]);
    expect((await read('tre', 'y'))[0]).not.toEqual(registro);
  });
});
