/** Shapes of what must not reach a log or an error. Wider than the real codes: a typing error must be masked as well. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]\b/gi, '[codice_fiscale]'],
  [/\b(?:STP|ENI)\d{13}\b/gi, '[codice_stp_eni]'],
  [/\b[A-Z]{2}\d{2}[A-Z]\d{10}[0-9A-Z]{12}\b/gi, '[iban]'],
  [/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g, '[email]'],
  [/\b\d{11}\b/g, '[numero]'],
];

/** The text with codici fiscali (also with omocodia), STP and ENI codes, IBANs, addresses of e-mail and 11-digit numbers taken out. */
export function maskPersonal(text: string): string {
  return SHAPES.reduce((masked, [shape, label]) => masked.replace(shape, label), text);
}

/** Enough for an operator to recognise a code it knows, too little to find whose it is: first letter and last character. */
export function maskCodiceFiscale(codice: string): string {
  return codice.length <= 4
    ? '*'.repeat(codice.length)
    : `${codice[0]}${'*'.repeat(codice.length - 2)}${codice.at(-1)}`;
}
