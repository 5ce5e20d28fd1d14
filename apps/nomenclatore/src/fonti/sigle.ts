const SIGLA = /^[a-z0-9][a-z0-9._-]{1,79}$/;

/** The sources that a mark names: `a+b: a remark` names a and b; a mark of another shape is a description and names itself. */
export function sigleOf(fonte: string): string[] {
  const named = fonte.split(': ', 1)[0]!.split('+');
  return named.every((one) => SIGLA.test(one)) ? [...new Set(named)] : [fonte];
}
