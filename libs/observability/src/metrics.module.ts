import { timingSafeEqual } from 'node:crypto';

import {
  Controller,
  type DynamicModule,
  Get,
  Header,
  Inject,
  Module,
  NotFoundException,
  Req,
  SetMetadata,
} from '@nestjs/common';

import { OPEN_ROUTE } from './health.module.js';
import { metrics } from './metrics.js';

const METRICS_TOKEN = Symbol('metrics token');

/** The part of a request that says who asks. */
interface Asker {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/**
 * `GET /metrics` for Prometheus. Not behind the token guard (a scraper has no voucher), so it guards itself: with a token set, the
 * scraper must present it; without one only this machine may ask, and not through a proxy. Everybody else finds nothing there.
 */
@Controller('metrics')
@SetMetadata(OPEN_ROUTE, true)
class MetricsController {
  constructor(@Inject(METRICS_TOKEN) private readonly token: string | undefined) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(@Req() asker: Asker): Promise<string> {
    if (!mayScrape(asker, this.token)) throw new NotFoundException();
    return metrics.text();
  }
}

function mayScrape({ headers, socket }: Asker, token: string | undefined): boolean {
  if (token !== undefined) return sameText(String(headers.authorization ?? ''), `Bearer ${token}`);
  const proxied = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !proxied && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(socket.remoteAddress ?? '');
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Import once at the root with the token of setting `SNODO_METRICS_TOKEN`. */
@Module({})
export class MetricsModule {
  static withToken(token: string | undefined): DynamicModule {
    return {
      module: MetricsModule,
      controllers: [MetricsController],
      providers: [{ provide: METRICS_TOKEN, useValue: token }],
    };
  }
}
