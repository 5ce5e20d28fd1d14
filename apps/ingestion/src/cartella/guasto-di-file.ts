/**
 * What may be logged of a failure. Those of files quote the path: the name of a file is the sender's, and may be that of a person.
 */
export function guastoDaDire(error: unknown): { readonly motivo: string } | { readonly error: unknown } {
  const { syscall, code, path } = error as NodeJS.ErrnoException;
  return path === undefined ? { error } : { motivo: `${syscall} ${code}` };
}
