import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiProblems } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { NOMENCLATORE_ERRORS, nomenclatoreProblem } from '../nomenclatore.errors.js';
import { ChiudiAssociazione } from './chiudi-associazione.js';
import { type Decisione, DecidiAssociazioni } from './decidi-associazioni.js';
import { LeggiAssociazioni } from './leggi-associazioni.js';
import { AssociazioneLetta, AssociazioniLette, EsitiDecisioni, StoriaLetta } from './modelli-associazioni.js';
import { ProponiAssociazioni } from './proponi-associazioni.js';
import {
  AssociazioniRichieste,
  ChiusuraInviata,
  DecisioneInviata,
  type DecisioneSu,
  DecisioniInviate,
  ProposteInviate,
} from './richieste-associazioni.js';

const ID = new ParseUUIDPipe({ exceptionFactory: () => nomenclatoreProblem('associazione_sconosciuta') });
const PARAM = {
  name: 'id',
  description: 'Associazione.',
  schema: { type: 'string', format: 'uuid', maxLength: 36 },
} as const;

/** Associations from proposal to history: enti propose, the region decides. */
@Controller('rest/nomenclatore/v1/associazioni')
@Permits('propone_associazioni', 'gestisce_riferimenti')
export class AssociazioniController {
  constructor(
    private readonly leggi: LeggiAssociazioni,
    private readonly proponi: ProponiAssociazioni,
    private readonly decidi: DecidiAssociazioni,
    private readonly chiudi: ChiudiAssociazione,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'elencaAssociazioni',
    tags: ['associazioni'],
    summary: 'Associazioni',
    description:
      'Le associazioni proposte, approvate, rifiutate e chiuse. La Regione le vede tutte; un ente le proprie e quelle di chi rappresenta, e le ' +
      'corrispondenze approvate della Regione e nazionali.',
  })
  @ApiOkResponse({ type: AssociazioniLette, description: 'Associazioni.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'ente_sconosciuto')
  list(@CurrentCaller() caller: Caller, @Query() richiesta: AssociazioniRichieste): Promise<AssociazioniLette> {
    return this.leggi.list(caller, richiesta);
  }

  @Post()
  @ApiOperation({
    operationId: 'proponeAssociazioni',
    tags: ['associazioni'],
    summary: 'Propone associazioni',
    description:
      'Tutte o nessuna. È approvata subito una proposta esatta verso una voce in vigore con le stesse parole; le altre aspettano la Regione. Una ' +
      'proposta uguale a un’associazione che c’è già non cambia nulla; una nuova per lo stesso giorno prende il posto di quella ancora aperta.',
  })
  @ApiCreatedResponse({ type: AssociazioniLette, description: 'Le associazioni, nell’ordine delle proposte.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'nomenclatura_sconosciuta', 'associazione_non_valida', 'validita_in_conflitto')
  async propose(
    @CurrentCaller() caller: Caller,
    @Body() { associazioni }: ProposteInviate,
  ): Promise<AssociazioniLette> {
    const proposte = associazioni.map(({ al, nota, limite, ...proposta }) =>
      Object.assign(proposta, { al: al ?? null, nota: nota ?? null, limite: limite ?? null }),
    );
    const made = await this.leggi.byIds(caller, await this.proponi.propose(caller, proposte));
    return { totale: made.length, associazioni: made };
  }

  @Post('decisioni')
  @HttpCode(200)
  @Permits('gestisce_riferimenti')
  @ApiOperation({
    operationId: 'decideAssociazioni',
    tags: ['associazioni'],
    summary: 'Decide molte proposte',
    description: 'Ciascuna decisione ha il suo esito: una che non riesce lascia stare le altre.',
  })
  @ApiOkResponse({ type: EsitiDecisioni, description: 'Esiti, nello stesso ordine.' })
  async decideAll(@CurrentCaller() caller: Caller, @Body() { decisioni }: DecisioniInviate): Promise<EsitiDecisioni> {
    const esiti = await this.decidi.decide(caller, decisioni.map(decisioneOf));
    return {
      riuscite: esiti.filter(({ problema }) => problema === undefined).length,
      esiti: esiti.map(({ id, problema }) => ({
        id,
        riuscita: problema === undefined,
        errore: problema?.code ?? null,
        dettaglio: problema?.detail ?? null,
      })),
    };
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'leggiAssociazione',
    tags: ['associazioni'],
    summary: 'Un’associazione',
    description: 'Com’è ora.',
  })
  @ApiParam(PARAM)
  @ApiOkResponse({ type: AssociazioneLetta, description: 'Associazione.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'associazione_sconosciuta')
  read(@CurrentCaller() caller: Caller, @Param('id', ID) id: string): Promise<AssociazioneLetta> {
    return this.leggi.one(caller, id);
  }

  @Post(':id/decisioni')
  @HttpCode(200)
  @Permits('gestisce_riferimenti')
  @ApiOperation({
    operationId: 'decideAssociazione',
    tags: ['associazioni'],
    summary: 'Decide una proposta',
    description:
      'Approvarla la dice subito a tutti, e chiude il giorno prima quella aperta che c’era. Due persone insieme: riesce una sola.',
  })
  @ApiParam(PARAM)
  @ApiOkResponse({ type: AssociazioneLetta, description: 'L’associazione decisa.' })
  @ApiProblems(
    NOMENCLATORE_ERRORS,
    'associazione_sconosciuta',
    'associazione_gia_decisa',
    'associazione_non_valida',
    'validita_in_conflitto',
  )
  async decide(
    @CurrentCaller() caller: Caller,
    @Param('id', ID) id: string,
    @Body() decisione: DecisioneInviata,
  ): Promise<AssociazioneLetta> {
    const [esito] = await this.decidi.decide(caller, [decisioneOf({ id, ...decisione })]);
    if (esito?.problema !== undefined) throw esito.problema;
    return this.leggi.one(caller, id);
  }

  @Post(':id/chiusura')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'chiudeAssociazione',
    tags: ['associazioni'],
    summary: 'Chiude un’associazione',
    description:
      'Ne fissa l’ultimo giorno, o lo anticipa. Un ente chiude le proprie da ieri in poi; la Regione anche prima.',
  })
  @ApiParam(PARAM)
  @ApiOkResponse({ type: AssociazioneLetta, description: 'L’associazione chiusa.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'associazione_sconosciuta', 'variazione_contesa', 'validita_in_conflitto')
  async close(
    @CurrentCaller() caller: Caller,
    @Param('id', ID) id: string,
    @Body() { al, revisione, motivo }: ChiusuraInviata,
  ): Promise<AssociazioneLetta> {
    await this.chiudi.close(caller, id, { al, revisione, motivo: motivo ?? null });
    return this.leggi.one(caller, id);
  }

  @Get(':id/storia')
  @ApiOperation({
    operationId: 'leggiStoriaAssociazione',
    tags: ['associazioni'],
    summary: 'Storia di un’associazione',
    description: 'Chi l’ha proposta, decisa, chiusa, quando e perché. Si aggiunge soltanto.',
  })
  @ApiParam(PARAM)
  @ApiOkResponse({ type: StoriaLetta, description: 'Fatti, dal più recente.' })
  @ApiProblems(NOMENCLATORE_ERRORS, 'associazione_sconosciuta')
  async history(@CurrentCaller() caller: Caller, @Param('id', ID) id: string): Promise<StoriaLetta> {
    return { storia: await this.leggi.history(caller, id) };
  }
}

function decisioneOf({ id, decisione, revisione, motivo, dal }: DecisioneSu): Decisione {
  return { id, decisione, revisione, motivo: motivo ?? null, dal: dal ?? null };
}
