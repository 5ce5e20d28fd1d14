import { Caller, type Ruolo } from '#libs/security';
import { ENTI, type NomeEnte } from './riferimenti-di-prova.js';

const callerOf = (nome: NomeEnte, ruolo: Ruolo, person: Pick<Caller, 'subject' | 'identity'>): Caller =>
  new Caller({ clientId: nome, ente: ENTI[nome].id, ruoli: [ruolo], ...person });

/** Somebody who works for an ente, and chooses among the persons she is shown. */
export function operatriceDi(nome: NomeEnte, ruolo: Ruolo = 'titolare'): Caller {
  return callerOf(nome, ruolo, { subject: `operatrice di ${nome}`, identity: 'oidc' });
}

/** Software of an ente, which cannot choose. */
export function sistemaDi(nome: NomeEnte, ruolo: Ruolo = 'titolare'): Caller {
  return callerOf(nome, ruolo, { subject: nome, identity: 'pdnd' });
}
