import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { ApplicaVariazione, VariazioneScritta } from './applica-variazione.js';
import type { AttoDetto } from './detti.js';
import { ID, PARAMETRO_ID } from './parametri.js';
import { AdesioneRichiesta, ChiusuraRichiesta, ClientRichiesto, DelegaRichiesta } from './richieste.js';
import { adesioneTo, closeAtto, closeClient, registerAtto, registerClient } from './variazioni-atti.js';

const REGISTRATO = { type: VariazioneScritta, description: 'Registrato.' };
const CHIUSO = { type: VariazioneScritta, description: 'Chiuso.' };

/** Dated acts and the clients that act under them, as the region keeps them. An act is never changed: it is closed, and another made. */
@Controller('rest/nomenclatore/v1')
@Permits('gestisce_riferimenti')
export class AttiRegistroController {
  constructor(private readonly applica: ApplicaVariazione) {}

  @Post('deleghe')
  @ApiOperation({
    operationId: 'registraDelega',
    tags: ['deleghe'],
    summary: 'Registra una delega',
    description:
      'Un atto con cui un ente delega un altro: per il deposito di un tracciato, per esporre i flussi a INPS, per aderire. Una subdelega nomina ' +
      'la delega da cui viene.',
  })
  @ApiCreatedResponse(REGISTRATO)
  @ApiProblems(NOMENCLATORE_ERRORS, 'gia_nel_registro', 'variazione_rifiutata')
  delegate(@CurrentCaller() caller: Caller, @Body() corpo: DelegaRichiesta): Promise<VariazioneScritta> {
    const { motivo, fonte } = corpo;
    return this.applica.apply({
      caller,
      genere: 'delega',
      motivo,
      fonte,
      change: (registro, da) => registerAtto(registro, attoDetto(corpo), da),
    });
  }

  @Post('adesioni')
  @ApiOperation({
    operationId: 'registraAdesione',
    tags: ['deleghe'],
    summary: 'Registra un’adesione',
    description:
      'L’atto con cui un ente entra in Snodo; con un ambito lo firma il capofila e vale, ogni giorno, per chi quel giorno ne fa parte. Senza ' +
      'un’adesione in vigore per un ente non gira nulla.',
  })
  @ApiCreatedResponse(REGISTRATO)
  @ApiProblems(NOMENCLATORE_ERRORS, 'gia_nel_registro', 'variazione_rifiutata')
  join(@CurrentCaller() caller: Caller, @Body() corpo: AdesioneRichiesta): Promise<VariazioneScritta> {
    const { ente: delegante, sigla, ambito, atto, dal, al, motivo, fonte } = corpo;
    const adesione = { sigla: sigla ?? undefined, delegante, ambito: ambito ?? null, atto, dal, al: al ?? null };
    return this.applica.apply({
      caller,
      genere: 'delega',
      motivo,
      fonte,
      change: (registro, da) => registerAtto(registro, adesioneTo(registro, adesione), da),
    });
  }

  @Post('deleghe/:id/chiusura')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'chiudiDelega',
    tags: ['deleghe'],
    summary: 'Chiude una delega o un’adesione',
    description:
      'Vale fino alla mezzanotte del giorno indicato, ora italiana; ciò che è stato accettato finché valeva resta. Una chiusura non allunga ciò ' +
      'che finisce prima.',
  })
  @ApiParam(PARAMETRO_ID)
  @ApiOkResponse(CHIUSO)
  @ApiProblems(NOMENCLATORE_ERRORS, 'atto_sconosciuto', 'variazione_contesa', 'variazione_rifiutata')
  closeDelega(
    @CurrentCaller() caller: Caller,
    @Param('id', ID) id: string,
    @Body() { revisione, al, motivo }: ChiusuraRichiesta,
  ): Promise<VariazioneScritta> {
    return this.applica.apply({
      caller,
      genere: 'delega',
      vista: { id, revisione },
      azione: 'chiusa',
      motivo,
      change: (registro) => closeAtto(registro, id, al),
    });
  }

  @Post('client')
  @ApiOperation({
    operationId: 'registraClient',
    tags: ['client'],
    summary: 'Registra un client',
    description: 'Chi si presenta con questo identificativo agisce per l’ente, con questi ruoli.',
  })
  @ApiCreatedResponse(REGISTRATO)
  @ApiProblems(NOMENCLATORE_ERRORS, 'gia_nel_registro', 'variazione_rifiutata')
  registerClient(@CurrentCaller() caller: Caller, @Body() corpo: ClientRichiesto): Promise<VariazioneScritta> {
    const { client_id: clientId, identita, ente, gestore, ruoli, dal, al, motivo, fonte } = corpo;
    const detto = { clientId, identita, ente, gestore: gestore ?? null, ruoli, dal, al: al ?? null };
    return this.applica.apply({
      caller,
      genere: 'client',
      motivo,
      fonte,
      change: (registro, da) => registerClient(registro, detto, da),
    });
  }

  @Post('client/:id/chiusura')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'chiudiClient',
    tags: ['client'],
    summary: 'Chiude la registrazione di un client',
    description: 'Dopo il giorno indicato chi si presenta con quell’identificativo non è più nessuno.',
  })
  @ApiParam(PARAMETRO_ID)
  @ApiOkResponse(CHIUSO)
  @ApiProblems(NOMENCLATORE_ERRORS, 'client_sconosciuto', 'variazione_contesa', 'variazione_rifiutata')
  closeClient(
    @CurrentCaller() caller: Caller,
    @Param('id', ID) id: string,
    @Body() { revisione, al, motivo }: ChiusuraRichiesta,
  ): Promise<VariazioneScritta> {
    return this.applica.apply({
      caller,
      genere: 'client',
      vista: { id, revisione },
      azione: 'chiusa',
      motivo,
      change: (registro) => closeClient(registro, id, al),
    });
  }
}

function attoDetto({
  sigla,
  delegante,
  delegato,
  oggetto,
  tracciato,
  ambito,
  atto,
  dal,
  al,
  ...corpo
}: DelegaRichiesta): AttoDetto {
  return {
    sigla: sigla ?? undefined,
    delegante,
    delegato,
    oggetto,
    tracciato: tracciato ?? null,
    ambito: ambito ?? null,
    subdelegabile: corpo.subdelegabile ?? false,
    derivaDa: corpo.deriva_da ?? null,
    atto,
    dal,
    al: al ?? null,
  };
}
