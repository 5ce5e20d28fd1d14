import type { BeneficiarioXml, PrestazioneXml } from '../beneficiario.js';
import type { Forma } from '../prestazione.js';

/** A way to make one riga wrong, and the rule that must notice. */
export interface TipoErrore {
  readonly nome: string;
  /** Rule code of PS_PSA_SINA that a verdict must hold. */
  readonly regola: string;
  /** `Element/@Attribute` or `Element`, as in a rilievo. */
  readonly campo: string;
  /** The right prestazione this error needs to start from. */
  readonly forma?: Forma;
  /** The beneficiario must be known by a codice fiscale, not by a provisional code. */
  readonly codiceFiscale?: boolean;
  /** Makes it wrong in place; the beneficiario holds this riga alone. */
  readonly semina: (riga: PrestazioneXml, beneficiario: BeneficiarioXml) => void;
}

const PRESTAZIONE = 'PrestazioniSociali';
/** A periodic prestazione without quotas, whose amount can be changed alone. */
export const PERIODICA: Forma = { periodica: true, quote: false };
export const OCCASIONALE: Forma = { periodica: false, quote: false };

/** Removes or replaces attributes of the riga. */
export function onRiga(
  nome: string,
  regola: string,
  attributo: string,
  forma: Forma,
  attributi: Readonly<Record<string, string | undefined>> = { [attributo]: undefined },
): TipoErrore {
  const semina = (riga: PrestazioneXml) => void Object.assign(riga.attributi, attributi);
  return { nome, regola, campo: `${PRESTAZIONE}/@${attributo}`, forma, semina };
}

/** Changes what is said of the person, on a codice fiscale that agrees with it before. */
export function onBeneficiario(
  nome: string,
  regola: string,
  campo: string,
  semina: (beneficiario: BeneficiarioXml) => void,
): TipoErrore {
  return { nome, regola, campo, codiceFiscale: true, semina: (_, beneficiario) => semina(beneficiario) };
}
