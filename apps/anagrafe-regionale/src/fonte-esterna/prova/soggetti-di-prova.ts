import { type CodiceBelfiore, encodeCodiceFiscale, legalDay } from '#libs/codici';

/** As the simulated registries are told of somebody. */
export interface SoggettoDiProva {
  readonly codice_fiscale: string;
  readonly codici_precedenti?: readonly string[];
  readonly id: string;
  readonly cognome: string;
  readonly nome: string;
  readonly sesso: 'M' | 'F';
  readonly data_nascita: string;
  readonly luogo_nascita: string;
  readonly cittadinanze: readonly string[];
  readonly residenza?: { readonly luogo: string; readonly dal?: string; readonly via: string; readonly civico: string };
  readonly deceduto?: { readonly il: string };
}

const codice = (cognome: string, nome: string, sesso: 'M' | 'F', giorno: string): string =>
  encodeCodiceFiscale({
    cognome,
    nome,
    sesso,
    dataNascita: legalDay(giorno),
    luogoNascita: 'A271' as CodiceBelfiore,
  });

/** Born in Ancona, lives in Ancona since 2001, unless told. */
export function soggetto(
  id: string,
  {
    cognome,
    nome,
    sesso,
    data_nascita,
    ...rest
  }: Pick<SoggettoDiProva, 'cognome' | 'nome' | 'sesso' | 'data_nascita'> & Partial<SoggettoDiProva>,
): SoggettoDiProva {
  return {
    id,
    codice_fiscale: codice(cognome, nome, sesso, data_nascita),
    cognome,
    nome,
    sesso,
    data_nascita,
    luogo_nascita: '042002',
    cittadinanze: ['100'],
    residenza: { luogo: '042002', dal: '2001-05-04', via: 'DELLE PROVE', civico: '7' },
    ...rest,
  };
}

export const ANZIANA = soggetto('AA00001AA', {
  cognome: 'PROVETTI',
  nome: 'ADA',
  sesso: 'F',
  data_nascita: '1940-02-03',
});
export const MORTA = soggetto('AA00002AA', {
  cognome: 'PROVETTI',
  nome: 'IRMA',
  sesso: 'F',
  data_nascita: '1931-07-21',
  deceduto: { il: '2025-11-02' },
});
export const SOGGETTI: readonly SoggettoDiProva[] = [ANZIANA, MORTA];
export const SCONOSCIUTO = codice('NESSUNO', 'UGO', 'M', '1980-01-01');
