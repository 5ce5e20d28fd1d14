import { Visibilita } from './visibilita.js';

export const VISIBILITA_PROVIDERS = [Visibilita];
