/** Places of what is sealed of an urgent access: a text opens only in its own. */
export const postoDelMotivo = (id: string): string => `accesso_urgente:${id}:motivo`;
export const postoDellEsame = (id: string): string => `accesso_urgente:${id}:esame`;
