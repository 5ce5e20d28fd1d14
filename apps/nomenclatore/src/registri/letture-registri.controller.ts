import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { GiornoRichiesto } from '../lettura/richieste.js';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { Contatti } from './contatti.js';
import { LeggiAdesioni } from './leggi-adesioni.js';
import { LeggiAtti } from './leggi-atti.js';
import { LeggiStoria } from './leggi-storia.js';
import { DiEnteRichiesto, StoriaRichiesta } from './letture-richieste.js';
import { AdesioniLette, ClientLetti, ContattiLetti, DelegheLette, StoriaLetta } from './modelli-registri.js';
import { ID, PARAMETRO_ID } from './parametri.js';
import { ContattiRichiesti } from './richieste.js';

/** What of the registries is not for everybody: the region reads all of it, an ente what is its own. */
@Controller('rest/nomenclatore/v1')
@Permits('consulta_registri', 'gestisce_riferimenti')
export class LettureRegistriController {
  constructor(
    private readonly atti: LeggiAtti,
    private readonly adesioni: LeggiAdesioni,
    private readonly storia: LeggiStoria,
    private readonly contatti: Contatti,
  ) {}

  @Get('deleghe')
  @ApiOperation({
    operationId: 'elencaDeleghe',
    tags: ['deleghe'],
    summary: 'Deleghe e adesioni',
    description:
      'Gli atti dati o ricevuti da un ente, in vigore in un giorno o di sempre. Chi non è la Regione vede i propri.',
  })
  @ApiOkResponse({ type: DelegheLette, description: 'Atti.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'ente_sconosciuto')
  listDeleghe(@CurrentCaller() caller: Caller, @Query() richiesta: DiEnteRichiesto): Promise<DelegheLette> {
    return this.atti.readDeleghe(caller, richiesta);
  }

  @Get('adesioni')
  @ApiOperation({
    operationId: 'elencaAdesioni',
    tags: ['deleghe'],
    summary: 'Chi aderisce e chi no',
    description:
      'Gli enti che possono consegnare in un giorno, con l’atto per il quale aderiscono, e quanti sono in ogni ambito. Chi non è la Regione vede ' +
      'il proprio ente, un capofila il suo ambito.',
  })
  @ApiOkResponse({ type: AdesioniLette, description: 'Adesioni.' })
  listAdesioni(@CurrentCaller() caller: Caller, @Query() { giorno }: GiornoRichiesto): Promise<AdesioniLette> {
    return this.adesioni.read(caller, giorno);
  }

  @Get('client')
  @ApiOperation({
    operationId: 'elencaClient',
    tags: ['client'],
    summary: 'Client registrati',
    description: 'I client che agiscono per un ente. Chi non è la Regione vede i propri.',
  })
  @ApiOkResponse({ type: ClientLetti, description: 'Client.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'ente_sconosciuto')
  listClient(@CurrentCaller() caller: Caller, @Query() richiesta: DiEnteRichiesto): Promise<ClientLetti> {
    return this.atti.readClient(caller, richiesta);
  }

  @Get('enti/:id/storia')
  @ApiOperation({
    operationId: 'leggiStoriaEnte',
    tags: ['enti'],
    summary: 'Storia di un ente nel registro',
    description: 'Chi lo ha cambiato, quando, come e perché. Per la Regione e per l’ente.',
  })
  @ApiParam(PARAMETRO_ID)
  @ApiOkResponse({ type: StoriaLetta, description: 'Storia.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'ente_sconosciuto')
  readStoria(@CurrentCaller() caller: Caller, @Param('id', ID) id: string): Promise<StoriaLetta> {
    return this.storia.read(caller, id);
  }

  @Get('registri/storia')
  @Permits('gestisce_riferimenti')
  @ApiOperation({
    operationId: 'leggiStoriaRegistro',
    tags: ['enti'],
    summary: 'Storia di una cosa dei registri',
    description: 'Chi ha cambiato un ente, un ambito, un atto o un client, quando, come e perché. Per la Regione.',
  })
  @ApiOkResponse({ type: StoriaLetta, description: 'Storia; vuota se niente è mai cambiato da API o da file.' })
  readStoriaOf(@Query() { genere, id }: StoriaRichiesta): Promise<StoriaLetta> {
    return this.storia.readAny(genere, id);
  }

  @Get('enti/:id/contatti')
  @ApiOperation({
    operationId: 'leggiContattiEnte',
    tags: ['enti'],
    summary: 'Contatti di un ente',
    description: 'Gli uffici a cui rivolgersi. Per la Regione e per l’ente: non sono pubblici.',
  })
  @ApiParam(PARAMETRO_ID)
  @ApiOkResponse({ type: ContattiLetti, description: 'Contatti.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'ente_sconosciuto')
  readContatti(@CurrentCaller() caller: Caller, @Param('id', ID) id: string): Promise<ContattiLetti> {
    return this.contatti.read(caller, id);
  }

  @Put('enti/:id/contatti')
  @Permits('gestisce_riferimenti')
  @ApiOperation({
    operationId: 'scriviContattiEnte',
    tags: ['enti'],
    summary: 'Scrive i contatti di un ente',
    description: 'Uffici e funzioni con i loro recapiti, mai nomi di persone. Quelli non indicati si tolgono.',
  })
  @ApiParam(PARAMETRO_ID)
  @ApiOkResponse({ type: ContattiLetti, description: 'Contatti.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'ente_sconosciuto', 'variazione_contesa')
  writeContatti(
    @CurrentCaller() caller: Caller,
    @Param('id', ID) id: string,
    @Body() { revisione, contatti }: ContattiRichiesti,
  ): Promise<ContattiLetti> {
    const plain = contatti.map(({ ufficio, pec, email, telefono }) => ({
      ufficio,
      pec: pec ?? null,
      email: email ?? null,
      telefono: telefono ?? null,
    }));
    return this.contatti.write(caller, id, revisione, plain);
  }
}
