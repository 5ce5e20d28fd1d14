import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Server, WSDL } from 'soap';
import { IngestionSettings } from '../ingestion.config.js';
import { SOAP11 } from './busta.js';
import { PERCORSO, PORTA, SERVIZIO, SPAZIO } from './contratto.js';
import type { Richiesta } from './messaggio.js';
import { fieldsOf } from './risposta-soap.js';
import { escapeXml } from './testo-xml.js';
import { wsdlOf } from './wsdl.js';

/**
 * `soap` binds a request to its operation and writes the answer that the WSDL describes. It is given a request written anew from what
 * was checked: its server has no limits, no schema check, and errors with stack traces.
 */
@Injectable()
export class ServerSoap implements OnModuleInit {
  /** The contract that clients are made from. */
  readonly wsdl: string;
  #definition: WSDL | undefined;

  constructor(settings: IngestionSettings) {
    this.wsdl = wsdlOf(`${settings.publicUrl}${PERCORSO}`);
  }

  async onModuleInit(): Promise<void> {
    this.#definition = await new Promise<WSDL>((resolve, reject) => {
      const definition = new WSDL(this.wsdl, 'invii.wsdl', {});
      definition.onReady((error: Error | null) => (error instanceof Error ? reject(error) : resolve(definition)));
    });
  }

  /** @returns the whole answer @throws whatever `execute` throws */
  async answer(richiesta: Richiesta, execute: () => Promise<object>): Promise<string> {
    const { nome, risposta } = richiesta.operazione;
    let outcome: { readonly error: unknown } | undefined;
    const operation = async (): Promise<object> => {
      try {
        return fieldsOf(risposta, await execute());
      } catch (error) {
        // Written as a Fault by our filter: this one never leaves.
        outcome = { error };
        return {};
      }
    };
    const services = { [SERVIZIO]: { [PORTA]: { [nome]: operation } } };
    const server = new Server(null, PERCORSO, services, this.#definition!, {
      path: PERCORSO,
      services,
      suppressStack: true,
    });
    const { statusCode, body } = await server.processRequest(requestOf(richiesta), { url: PERCORSO, headers: {} });
    if (outcome !== undefined) throw outcome.error;
    if (statusCode !== 200) throw new Error(`soap answered ${statusCode} to a request that was checked`);
    return body;
  }
}

/** The request as a message of our own, without the document: that is taken from the text as it came. */
function requestOf({ operazione, campi }: Richiesta): string {
  const fields = [...campi].map(([nome, testo]) => {
    const shown = operazione.domanda.find((campo) => campo.nome === nome)?.tipo.base === 'base64' ? '' : testo;
    return `<m:${nome}>${escapeXml(shown)}</m:${nome}>`;
  });
  const body = `<m:${operazione.nome} xmlns:m="${SPAZIO}">${fields.join('')}</m:${operazione.nome}>`;
  return `<e:Envelope xmlns:e="${SOAP11}"><e:Body>${body}</e:Body></e:Envelope>`;
}
