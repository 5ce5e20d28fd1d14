/** An answer longer than any that is meant. */
export class RispostaTroppoLunga extends Error {
  constructor() {
    super('too long');
    this.name = 'RispostaTroppoLunga';
  }
}

/**
 * What an answer says. Read to its end, one without end would take the memory of the process.
 * @param maxBytes in UTF-8
 * @throws RispostaTroppoLunga
 */
export async function testoLimitato({ body }: Response, maxBytes: number): Promise<string> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    // Leaving the loop cancels the rest.
    if (bytes > maxBytes) throw new RispostaTroppoLunga();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
