import { AnnotaRitrovate } from './annota-ritrovate.js';
import { AnnotaVariazioni } from './annota-variazioni.js';
import { SmistaVariazioni } from './smista-variazioni.js';

export const VARIAZIONE_PROVIDERS = [AnnotaVariazioni, AnnotaRitrovate, SmistaVariazioni];
