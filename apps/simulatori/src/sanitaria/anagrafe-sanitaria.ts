import { Comportamento, type Risposta } from '../modi/guasti-modi.js';
import { Soggetti } from '../modi/soggetti.js';
import { pazienteOf } from './paziente.js';

const FHIR = 'application/fhir+json';
const SISTEMA = 'http://hl7.it/sid/codiceFiscale';

/** The health registry of a region, as a FHIR server that answers one search. */
export class AnagrafeSanitaria {
  readonly soggetti = new Soggetti();
  readonly comportamento = new Comportamento();

  /** @param utente who asks, as the evidence says */
  async answer(corpo: Buffer, utente: string): Promise<Risposta> {
    const wrong = await this.comportamento.misbehave();
    if (wrong !== undefined) return wrong;
    const [sistema, codice] = (new URLSearchParams(corpo.toString()).get('identifier') ?? '').split('|');
    if (sistema !== SISTEMA || codice === undefined) {
      const issue = [{ severity: 'error', code: 'invalid' }];
      return { stato: 400, tipo: FHIR, corpo: JSON.stringify({ resourceType: 'OperationOutcome', issue }) };
    }
    this.comportamento.chiesti.push({ caso: 'Patient', di: codice, utente });
    const found = this.soggetti.byCodice(codice);
    const resource = found === undefined ? undefined : pazienteOf(found, this.comportamento.guasti.senza_data);
    const entry = resource === undefined ? [] : [{ resource, search: { mode: 'match' } }];
    const bundle = { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry };
    return { stato: 200, tipo: FHIR, corpo: JSON.stringify(bundle) };
  }
}
