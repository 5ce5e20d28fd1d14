import { AnnotaVariazioni } from './annota-variazioni.js';

export const VARIAZIONE_PROVIDERS = [AnnotaVariazioni];
