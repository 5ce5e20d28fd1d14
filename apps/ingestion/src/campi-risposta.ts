/** Kinds of fields that answers have in common, as OpenAPI says them. */
export const id = (description: string) => ({ description, format: 'uuid', maxLength: 36 }) as const;
export const istante = (description: string) =>
  ({ description, type: 'string', format: 'date-time', maxLength: 30 }) as const;
export const intero = (description: string) =>
  ({ description, type: 'integer', format: 'int64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) as const;
export const testo = (description: string, maxLength: number) => ({ description, maxLength }) as const;
export const prossimaPagina = {
  ...testo('Da ripetere nel parametro cursor; nullo all’ultima pagina.', 200),
  nullable: true,
  type: String,
} as const;
