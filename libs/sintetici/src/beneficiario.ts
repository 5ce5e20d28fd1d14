import type { PersonaSintetica } from './persona.js';

/** Attributes of an element as they will be written; `undefined` writes nothing. Order is kept. */
export type Attributi = Record<string, string | undefined>;

/** SINA part of a prestazione. */
export interface SinaXml {
  attributi: Attributi;
  interventi: string[];
  invalidita: string[];
}

/** One riga before it is written. */
export interface PrestazioneXml {
  attributi: Attributi;
  sina?: SinaXml;
  /** Text put as it is inside the element, before the SINA part; only errors use it. */
  intruso?: string;
}

/** One Beneficiario with its righe, before it is written. Mutable on purpose: errors are sown by changing it. */
export interface BeneficiarioXml {
  attributi: Attributi;
  anagrafica: Attributi;
  indirizzi: Attributi[];
  prestazioni: PrestazioneXml[];
}

/** What PS_PSA_SINA says of a person. `codiceRegione` is the tax authority's. */
export function beneficiarioOf(
  persona: PersonaSintetica,
  codiceRegione: string,
  prestazioni: PrestazioneXml[],
): BeneficiarioXml {
  return {
    attributi: { CodiceFiscale: persona.codice },
    anagrafica: {
      Cognome: persona.cognome,
      Nome: persona.nome,
      AnnoNascita: persona.dataNascita.slice(0, 4),
      LuogoNascita: persona.luogoNascita,
      Genere: persona.sesso === 'M' ? '1' : '2',
      CodiceCittadinanza: persona.cittadinanza,
      CodiceSecondaCittadinanza: undefined,
    },
    indirizzi: [{ CodiceRegione: codiceRegione, CodiceComune: persona.residenza.istat, CodiceNazione: '380' }],
    prestazioni,
  };
}
