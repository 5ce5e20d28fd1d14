import fc from 'fast-check';
import { createSchemaChecker } from '../lettore.js';
import { LIMITI_PREDEFINITI } from '../limiti.js';
import { PS_PSA_SINA_201812 } from '../ps-psa-sina.js';
import type { Tracciato } from '../tracciato.js';
import { documentoMutato } from './mutazioni.js';
import { verdettiXmllint } from './xmllint.js';

export interface Concordanza {
  readonly documenti: number;
  readonly validi: number;
  readonly discordi: readonly { readonly documento: string; readonly xmllint: boolean; readonly nostro: boolean }[];
}

/** libxml2 2.9 takes a sign followed by spaces alone for a decimal, which W3C does not; no sender is helped if we follow it there. */
const SEGNO_E_SPAZI = /=(['"])\s*[+-](?:\s|&#(?:9|10|13|32);)+\1/;

export function nostroVerdetto(bytes: Uint8Array, tracciato: Tracciato = PS_PSA_SINA_201812): boolean {
  const checker = createSchemaChecker(tracciato, LIMITI_PREDEFINITI);
  checker.write(bytes);
  return checker.end();
}

interface Confrontati {
  readonly tracciato: Tracciato;
  readonly documenti: fc.Arbitrary<string>;
  /** Text of the official schema. */
  readonly xsd?: string;
}

const PS_PSA_SINA: Confrontati = { tracciato: PS_PSA_SINA_201812, documenti: documentoMutato };

/** Our verdict beside xmllint's on `quanti` documents made from a seed, 500 for each xmllint process. */
export function confronta(seed: number, quanti: number, di: Confrontati = PS_PSA_SINA): Concordanza {
  const texts = fc.sample(di.documenti, { seed, numRuns: quanti });
  const discordi: Concordanza['discordi'][number][] = [];
  let validi = 0;
  for (let at = 0; at < texts.length; at += 500) {
    const batch = texts.slice(at, at + 500);
    const bytes = batch.map((text) => Buffer.from(text));
    verdettiXmllint(bytes, di.xsd).forEach((xmllint, k) => {
      const nostro = nostroVerdetto(bytes[k]!, di.tracciato);
      if (xmllint) validi++;
      if (nostro !== xmllint && !SEGNO_E_SPAZI.test(batch[k]!))
        discordi.push({ documento: batch[k]!, xmllint, nostro });
    });
  }
  return { documenti: texts.length, validi, discordi };
}
