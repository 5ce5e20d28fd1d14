import { Controller, Get, Global, HttpException, HttpStatus, Module, SetMetadata } from '@nestjs/common';

import { Health, type HealthReport } from './health.js';

/** Metadata key of a route that needs no token: probes and scrapers have none. The guard of `security` reads it. */
export const OPEN_ROUTE = 'snodo:open-route';

@Controller('health')
@SetMetadata(OPEN_ROUTE, true)
class HealthController {
  constructor(private readonly health: Health) {}

  /** The process answers. Fails only when it should be restarted. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can do its work now; 503 with the failing checks otherwise. */
  @Get('ready')
  async ready(): Promise<{ status: 'ok'; checks: HealthReport[] }> {
    const { ready, checks } = await this.health.readiness();
    if (!ready) throw new HttpException({ status: 'unready', checks }, HttpStatus.SERVICE_UNAVAILABLE);
    return { status: 'ok', checks };
  }
}

/** `GET /health/live` and `GET /health/ready`; import it once at the root. Everybody may inject `Health` to add a check. */
@Global()
@Module({ providers: [Health], controllers: [HealthController], exports: [Health] })
export class HealthModule {}
