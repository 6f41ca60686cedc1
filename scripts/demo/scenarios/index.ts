import type { Scenario } from '../scenario';
import { happy } from './happy';

/** In the order in which the demo plays them. */
export const SCENARIOS: readonly Scenario[] = [happy];
