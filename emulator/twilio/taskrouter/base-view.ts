import { isoSeconds } from '../../core/clock';
import type { Entity } from './engine/entities';
import type { Workspace } from './engine/workspace';

/** The fields that every record of a workspace shows; `path` follows the workspace's URL. */
export function baseView(
  workspace: Workspace,
  record: Entity,
  path: string,
): Record<string, unknown> & { url: string } {
  return {
    account_sid: workspace.ctx.account.sid,
    workspace_sid: workspace.sid,
    sid: record.sid,
    date_created: isoSeconds(record.createdAtMs),
    date_updated: isoSeconds(record.updatedAtMs),
    url: workspace.url + path,
  };
}
