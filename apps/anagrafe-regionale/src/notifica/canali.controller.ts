import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '#libs/security';
import { DomandaSottoscrizioni } from '../sottoscrizione/domanda.js';
import { type Canale, LeggiCanali } from './leggi-canali.js';

/** The operators' view of the feeds: how far each has come and which receivers fail, of nobody's persons. */
@ApiTags('notifiche')
@Controller('rest/amministrazione/v1/anagrafe-regionale/notifiche')
@Permits('amministra')
export class CanaliController {
  constructor(@Inject(LeggiCanali) private readonly leggi: LeggiCanali) {}

  @Get()
  @ApiOperation({ operationId: 'elencaCanali', summary: 'Come vanno le notifiche agli enti' })
  list(@Query() { cursor, limit }: DomandaSottoscrizioni): Promise<{ items: Canale[]; next_cursor: string | null }> {
    return this.leggi.page(cursor, limit);
  }
}
