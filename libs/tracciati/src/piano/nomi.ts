/** `NumeroProtocolloDSU` is `numero_protocollo_dsu`, `oreServizio` is `ore_servizio`. */
export function snakeOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** `unita_offerta` is `unitaOfferta`. */
export function camelOf(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Column and key in which Snodo says what to mend in a riga that it refused; when the document comes back they say nothing. */
export const DA_CORREGGERE = 'da_correggere';
