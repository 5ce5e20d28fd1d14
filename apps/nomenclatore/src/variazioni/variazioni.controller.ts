import { Readable } from 'node:stream';
import { Body, Controller, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems, StreamedBody, readBody } from '#libs/http';
import { type Caller, CurrentCaller, Permits } from '#libs/security';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { autoreOf } from '../storia/storia.js';
import { ConVerifica } from '../versioni/richieste-versioni.js';
import { CaricaVariazioni } from './carica-variazioni.js';
import { VariazioniEsaminate } from './modelli-variazioni.js';
import { type EsitoVariazioni, RegistraVariazioni } from './registra-variazioni.js';
import { VariazioneRichiesta, variazioneDetta } from './richieste-variazioni.js';
import { comuneOf } from './scritture-variazioni.js';

const REGISTRATA = { type: VariazioniEsaminate, description: 'È registrata.' };
const VERIFICATA = {
  type: VariazioniEsaminate,
  description: 'È stata solo verificata (`verifica`): niente è cambiato.',
};
const MOST_BYTES = 1024 ** 2;

/** Changes of the territory, as the region declares them. */
@Controller('rest/nomenclatore/v1/territorio/variazioni')
@Permits('gestisce_riferimenti')
export class VariazioniController {
  constructor(
    private readonly registra: RegistraVariazioni,
    private readonly carica: CaricaVariazioni,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'registraVariazioneTerritorio',
    tags: ['territorio'],
    summary: 'Registra una variazione del territorio',
    description:
      'Comuni che si fondono, sono incorporati, si istituiscono, cambiano provincia, codice ISTAT o denominazione. Le registrazioni, gli enti, i ' +
      'codici, le appartenenze e gli atti di prima finiscono il giorno prima e restano leggibili; il nuovo comincia quel giorno e continua chi ' +
      'cessa. Con `verifica` si vede che cosa cambierebbe.',
  })
  @ApiCreatedResponse(REGISTRATA)
  @ApiOkResponse(VERIFICATA)
  @ApiProblems(NOMENCLATORE_ERRORS, 'variazione_rifiutata', 'gia_nel_registro', 'ambito_sconosciuto')
  async register(
    @CurrentCaller() caller: Caller,
    @Query() { verifica }: ConVerifica,
    @Body() corpo: VariazioneRichiesta,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VariazioniEsaminate> {
    const dette = [variazioneDetta(corpo)];
    return answer(await this.registra.register({ dette, autore: autoreOf(caller), verifica }), verifica, reply);
  }

  @Post('caricamenti')
  @StreamedBody('text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  @ApiOperation({
    operationId: 'caricaVariazioniTerritorio',
    tags: ['territorio'],
    summary: 'Registra le variazioni di un file',
    description:
      'Un CSV o XLSX con una variazione per riga, nell’ordine in cui si fanno; al più 50. Colonne: `tipo`, `dal`, `comuni`, `incorporante`, ' +
      '`denominazione`, `altra_denominazione`, `belfiore`, `istat`, `provincia`, `provincia_sigla`, `provincia_regione`, `codici`, `ambito`, ' +
      '`capofila`, `subentro_atti`, `atto_tipo`, `atto_numero`, `atto_data`, `fonte`. Con un errore non si fa nulla.',
  })
  @ApiCreatedResponse(REGISTRATA)
  @ApiOkResponse(VERIFICATA)
  @ApiProblems(NOMENCLATORE_ERRORS, 'file_con_errori')
  async load(
    @CurrentCaller() caller: Caller,
    @Query() { verifica }: ConVerifica,
    @Req() { body }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VariazioniEsaminate> {
    const bytes = body instanceof Readable ? await readBody(body, MOST_BYTES) : Buffer.alloc(0);
    return answer(await this.carica.load(bytes, autoreOf(caller), verifica), verifica, reply);
  }
}

function answer({ variazioni, effetti }: EsitoVariazioni, verifica: boolean, reply: FastifyReply): VariazioniEsaminate {
  if (verifica) void reply.status(200);
  return {
    registrata: !verifica,
    variazioni: variazioni.map(({ detta: { tipo, dal }, chiuse, aperte }) => ({
      tipo,
      dal,
      chiuse: chiuse.map(comuneOf),
      aperte: aperte.map(comuneOf),
    })),
    effetti: [...effetti],
  };
}
