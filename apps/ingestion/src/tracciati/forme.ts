import type { FormatoDocumento } from '#libs/tracciati';

/** Forms that every tracciato is delivered in. */
export const FORME: readonly FormatoDocumento[] = ['xml', 'csv', 'xlsx', 'json', 'ndjson'];
