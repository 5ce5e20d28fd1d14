import type { GenereAltro } from '#libs/abbinamento';

/** What is read of a person in a list, and the headings that are known to say it, the surest first. Case, accents and signs never matter. */
const INTESTAZIONI = {
  id: ['id', 'rec_id', 'qid', 'id_persona', 'id_assistito', 'id_utente', 'identificativo', 'codice_persona', 'codice_assistito', 'codice_utente', 'matricola', 'progressivo', 'id_mittente', 'id_anagrafico'],
  codice: ['codice_fiscale', 'cf', 'cod_fiscale', 'cod_fisc', 'codfis', 'codice_fiscale_assistito', 'codice_fiscale_beneficiario', 'soc_sec_id', 'ssn'],
  cognome: ['cognome', 'surname', 'last_name', 'family_name', 'cognome_assistito', 'cognome_beneficiario'],
  nome: ['nome', 'given_name', 'first_name', 'nome_assistito', 'nome_beneficiario', 'nome_proprio'],
  sesso: ['sesso', 'genere', 'sex', 'gender'],
  data_nascita: ['data_nascita', 'data_di_nascita', 'data_nasc', 'dt_nascita', 'nato_il', 'nata_il', 'nato_a_il', 'date_of_birth', 'birth_date', 'dob', 'nascita'],
  anno_nascita: ['anno_nascita', 'anno_di_nascita', 'year_of_birth', 'birth_year'],
  luogo_nascita: ['belfiore', 'luogo_nascita', 'luogo_di_nascita', 'comune_nascita', 'comune_di_nascita', 'cod_comune_nascita', 'codice_catastale', 'codice_catastale_nascita', 'nato_a', 'nata_a', 'place_of_birth', 'birth_place'],
  comune: ['comune_istat', 'comune', 'comune_residenza', 'comune_di_residenza', 'codice_comune', 'residenza', 'residente_a', 'citta', 'city', 'istat'],
} as const; // prettier-ignore

export type Campo = keyof typeof INTESTAZIONI;
export const CAMPI = Object.keys(INTESTAZIONI) as readonly Campo[];

/** Fields beyond those of a person that usual layouts have: name, how it is compared, headings. */
const ALTRI = {
  via: { genere: 'testo', intestazioni: ['indirizzo', 'via', 'indirizzo_residenza', 'address_1', 'address'] },
  civico: { genere: 'numero', intestazioni: ['civico', 'numero_civico', 'street_number'] },
  presso: { genere: 'testo', intestazioni: ['address_2', 'presso'] },
  localita: { genere: 'testo', intestazioni: ['localita', 'frazione', 'suburb'] },
  cap: { genere: 'numero', intestazioni: ['cap', 'postcode', 'zip'] },
  provincia: { genere: 'categoria', intestazioni: ['provincia', 'provincia_residenza', 'state'] },
  telefono: { genere: 'numero', intestazioni: ['telefono', 'cellulare', 'phone'] },
  email: { genere: 'testo', intestazioni: ['email', 'e_mail', 'posta_elettronica'] },
} as const satisfies Readonly<
  Record<string, { readonly genere: GenereAltro; readonly intestazioni: readonly string[] }>
>;

/** Names of the fields beyond those of a person that are known without a mapping. */
export const CAMPI_ALTRI: readonly string[] = Object.keys(ALTRI);

export const GENERI_ALTRI: readonly GenereAltro[] = ['testo', 'numero', 'categoria'];

/** Headings of a column that holds both names: nobody can tell where the surname ends. */
const INSIEME = ['nominativo', 'cognome_e_nome', 'cognome_nome', 'nome_e_cognome', 'nome_cognome', 'full_name'];

/** What is left of a heading when only letters and digits matter. */
export function radiceOf(nome: string): string {
  return nome
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

const indexOf = (headings: readonly string[]): readonly string[] => headings.map(radiceOf);
const CAMPI_NOTI = new Map(CAMPI.map((campo) => [campo, indexOf(INTESTAZIONI[campo])]));
const ALTRI_NOTI = new Map(Object.entries(ALTRI).map(([nome, { intestazioni }]) => [nome, indexOf(intestazioni)]));
const NOTE = new Set([...CAMPI_NOTI.values(), ...ALTRI_NOTI.values()].flat());
const DI_INSIEME = new Set(indexOf(INSIEME));

/** How many of these headings say something of a person. */
export function countNote(nomi: readonly string[]): number {
  return nomi.filter((nome) => NOTE.has(radiceOf(nome))).length;
}

export function hasNomiInsieme(nomi: readonly string[]): string | undefined {
  return nomi.find((nome) => DI_INSIEME.has(radiceOf(nome)));
}

/** The heading that says a field of a person, if the list has a usual one. */
export function intestazioneOf(campo: Campo, nomi: readonly string[]): string | undefined {
  return firstOf(CAMPI_NOTI.get(campo)!, nomi);
}

/** The further fields that usual headings of the list say. */
export function altriOf(nomi: readonly string[]): { nome: string; genere: GenereAltro; colonna: string }[] {
  return Object.entries(ALTRI).flatMap(([nome, { genere }]) => {
    const colonna = firstOf(ALTRI_NOTI.get(nome)!, nomi);
    return colonna === undefined ? [] : [{ nome, genere, colonna }];
  });
}

function firstOf(headings: readonly string[], nomi: readonly string[]): string | undefined {
  for (const heading of headings) {
    const found = nomi.find((nome) => radiceOf(nome) === heading);
    if (found !== undefined) return found;
  }
  return undefined;
}
