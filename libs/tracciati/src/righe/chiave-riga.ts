import type { ChiaveRiga, Contenuto } from '../lettura.js';
import type { DataEvento, Tracciato } from '../tracciato.js';

/** The day on which the codes of a record are looked up; empty when the record has none. */
export function dataEventoDi(contenuto: Contenuto, dove: DataEvento | undefined): string {
  if (dove === undefined) return '';
  const campi = 'campo' in dove ? [dove.campo] : scelti(contenuto, dove);
  const given = campi.map((campo) => contenuto[campo] as string | undefined).find((day) => day !== undefined) ?? '';
  return MESE.test(given) ? `${given}-01` : given;
}

const MESE = /^[0-9]{4}-[0-9]{2}$/;

function scelti(
  contenuto: Contenuto,
  { se, vale, allora, altrimenti }: Exclude<DataEvento, { readonly campo: string }>,
): readonly [string, string] {
  return contenuto[se] === vale ? [allora, altrimenti] : [altrimenti, allora];
}

/** Whether a riga takes back the record it speaks of, instead of saying how it is. */
export function isAnnullamento({ annullamento }: Tracciato, contenuto: Contenuto): boolean {
  return annullamento !== undefined && contenuto[annullamento.campo] === annullamento.vale;
}

/** The natural key of a record, as its sender wrote it. */
export function chiaveDi(contenuto: Contenuto, { chiave: campi }: Tracciato, data: string): ChiaveRiga {
  const text = (campo: string | undefined): string =>
    campo === undefined ? '' : ((contenuto[campo] as string | undefined) ?? '');
  const chiave: ChiaveRiga = {
    codiceFiscale: text(campi.codiceFiscale),
    codicePrestazione: text(campi.codicePrestazione),
    protocolloDomanda: text(campi.protocolloDomanda),
    data,
  };
  if (campi.idBeneficiario !== undefined) chiave.idBeneficiario = text(campi.idBeneficiario);
  if (campi.idMittente !== undefined) chiave.idMittente = text(campi.idMittente);
  if (campi.persona !== undefined) chiave.persona = campi.persona(contenuto);
  return chiave;
}
