import { describe, expect, it } from '@jest/globals';
import { difettiDelFlusso, documentiScritti } from './prova/flussi.js';
import { verdettiXmllint, xmllintMancante } from './prova/xmllint.js';

const missing = xmllintMancante();
if (missing !== undefined) process.stderr.write(`SALTATO: I7 lungo con xmllint, ${missing}\n`);

describe('I7 every document written for INPS, of random records', () => {
  it('is valid by INPS’s own schema and breaks no rule of our reader, twenty thousand times', () => {
    const first = Number(process.env.SNODO_SEED ?? Date.now() % 2 ** 31);
    let written = 0;
    for (let seed = first; written < 20_000; seed++) {
      const documenti = documentiScritti(seed, 500);
      written += documenti.length;
      const verdicts = missing === undefined ? verdettiXmllint(documenti.map((xml) => Buffer.from(xml))) : undefined;
      const wrong = documenti
        .map((xml, at) => ({
          xml,
          difetti: [...difettiDelFlusso(xml), ...(verdicts?.[at] === false ? ['xmllint'] : [])],
        }))
        .filter(({ difetti }) => difetti.length > 0);
      expect({ seed, wrong: wrong.slice(0, 2) }).toEqual({ seed, wrong: [] });
    }
  }, 600_000);
});
