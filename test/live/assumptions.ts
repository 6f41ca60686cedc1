import { SYNC_GAPS } from '../../emulator/twilio/sync/gaps';
import { TASK_ROUTER_GAPS } from '../../emulator/twilio/taskrouter/gaps';
import { CASES } from './cases';

const LISTED = [TASK_ROUTER_GAPS, SYNC_GAPS];

/** What cases say that they settle, and the lists of differences do not have. */
export function unknownAssumptions(): string[] {
  const texts = LISTED.flatMap(({ assumed, simpler }) => [...assumed, ...simpler]).map(({ what }) => what);
  return CASES.flatMap(({ settles = [] }) => settles).filter(
    (beginning) => !texts.some((text) => text.startsWith(beginning)),
  );
}

/** Assumptions about TaskRouter and Sync that no case settles. */
export function unsettled(): string[] {
  const settled = CASES.flatMap(({ settles = [] }) => settles);
  return LISTED.flatMap(({ assumed }) => assumed)
    .map(({ what }) => what)
    .filter((text) => !settled.some((beginning) => text.startsWith(beginning)));
}
