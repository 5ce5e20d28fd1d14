import { type SettingsOf, setting } from '#libs/settings';

/** What every process that answers HTTP needs to know; the port is a setting of the app. */
export const HTTP_SETTINGS = {
  host: setting.text('SNODO_HOST', {
    description: 'Address to listen on. TLS and the outside world are the reverse proxy’s.',
    default: '127.0.0.1',
  }),
  publicUrl: setting.service('SNODO_PUBLIC_URL', {
    description:
      'Address at which callers reach the hub; written in Location headers, error types and OpenAPI documents.',
    default: 'http://localhost:3000',
    production: 'required',
  }),
  trustedProxies: setting.list('SNODO_TRUSTED_PROXIES', {
    description: 'Addresses or networks of the proxies whose X-Forwarded-For is believed.',
    default: [],
  }),
  rateLimit: setting.integer('SNODO_RATE_LIMIT', {
    description: 'Requests that a client (or, without a token, an address) may make in a window.',
    default: 1200,
    min: 1,
  }),
  rateWindow: setting.duration('SNODO_RATE_WINDOW', { description: 'Length of the window.', default: 60_000 }),
  requestTimeout: setting.duration('SNODO_REQUEST_TIMEOUT', {
    description: 'Longest time in which a request, body included, must arrive whole.',
    default: 3_600_000,
  }),
};

export type HttpSettings = SettingsOf<typeof HTTP_SETTINGS>;
