/**
 * Media types in which a document may be sent. What it is, is found by its content: a wrong type among these is no reason to turn a
 * sender away, because browsers and programs name a CSV, an archive or a workbook as they like.
 */
export const TIPI_DOCUMENTO = [
  'application/xml',
  'text/xml',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/json',
  'application/x-ndjson',
  'application/zip',
  'application/gzip',
  'application/octet-stream',
] as const;
