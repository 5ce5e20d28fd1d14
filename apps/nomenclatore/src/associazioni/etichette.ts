/** True if two labels are the same words, whatever their case, accents, punctuation and spaces. Two empty ones are not. */
export function sameEtichetta(one: string, other: string): boolean {
  const words = parole(one);
  return words !== '' && words === parole(other);
}

function parole(etichetta: string): string {
  return etichetta
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
