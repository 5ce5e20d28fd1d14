/** Enough for an operator to recognise a code it knows, too little to find whose it is: first and last character. */
export function maskCodiceFiscale(codice: string): string {
  return codice.length <= 4
    ? '*'.repeat(codice.length)
    : `${codice[0]}${'*'.repeat(codice.length - 2)}${codice.at(-1)}`;
}
