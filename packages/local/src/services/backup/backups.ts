import type { Random } from "../../world/random.ts";
import type { World } from "../../world/world.ts";
import type { Regional } from "../regional.ts";
import type { BackedUpResource } from "./backed-up-resource.ts";
import type { BackupHazards } from "./hazards.ts";
import type { BackupJob, CopyJob, RestoreJob } from "./job.ts";
import { isExpired } from "./lifecycle.ts";
import { invalidValue, notFound, type RecoveryPoint, type Vault } from "./vault.ts";

/** One region's vaults and jobs. */
export interface RegionState {
  readonly vaults: Map<string, Vault>;
  readonly backupJobs: Map<string, BackupJob>;
  readonly copyJobs: Map<string, CopyJob>;
  readonly restoreJobs: Map<string, RestoreJob>;
  /** Operation and idempotency token → job. */
  readonly tokens: Map<string, string>;
}

export const emptyState = (): RegionState => ({
  vaults: new Map(),
  backupJobs: new Map(),
  copyJobs: new Map(),
  restoreJobs: new Map(),
  tokens: new Map(),
});

/** What all operations of AWS Backup work with. */
export interface Backups {
  readonly world: World;
  readonly random: Random;
  readonly of: Regional<RegionState>;
  readonly resources: readonly BackedUpResource[];
  readonly hazards: BackupHazards;
  /** Aborts when the cloud stops. */
  readonly stopped: AbortSignal;
}

export function resourceFor({ resources }: Backups, arn: string): BackedUpResource {
  const found = resources.find((resource) => resource.owns(arn));
  if (!found) throw invalidValue(`Resource type of ${arn} is not supported`);
  return found;
}

export function resourceOfType({ resources }: Backups, type: string): BackedUpResource {
  const found = resources.find((resource) => resource.type === type);
  if (!found) throw invalidValue(`Resource type ${type} is not supported`);
  return found;
}

/** The vault, without the points whose time is over. */
export async function vaultOf(backups: Backups, region: string, name: string | undefined): Promise<Vault> {
  const vault = backups.of(region).vaults.get(name ?? "");
  if (!vault) throw notFound(`Backup vault ${name} does not exist in ${region}`);
  await forgetExpired(backups, region, vault);
  return vault;
}

/** AWS deletes what has lived its time, locked or not; here it does so at the next look. */
async function forgetExpired(backups: Backups, region: string, vault: Vault): Promise<void> {
  const now = backups.world.clock.now();
  for (const point of [...vault.points.values()])
    if (isExpired(point.created, point.lifecycle, now)) await forgetPoint(backups, region, vault, point);
}

export async function forgetPoint(
  backups: Backups,
  region: string,
  vault: Vault,
  point: RecoveryPoint,
): Promise<void> {
  vault.points.delete(point.arn);
  await resourceOfType(backups, point.resourceType).forget(point.content, region);
}

export async function pointOf(
  backups: Backups,
  region: string,
  vaultName: string | undefined,
  pointArn: string | undefined,
): Promise<{ readonly vault: Vault; readonly point: RecoveryPoint }> {
  const vault = await vaultOf(backups, region, vaultName);
  const point = vault.points.get(pointArn ?? "");
  if (!point) throw notFound(`Recovery point ${pointArn} does not exist in backup vault ${vault.name}`);
  return { vault, point };
}

/** A point wherever it lies in the region. */
export async function pointAnywhere(
  backups: Backups,
  region: string,
  pointArn: string | undefined,
): Promise<{ readonly vault: Vault; readonly point: RecoveryPoint }> {
  for (const name of [...backups.of(region).vaults.keys()]) {
    const vault = await vaultOf(backups, region, name);
    const point = vault.points.get(pointArn ?? "");
    if (point) return { vault, point };
  }
  throw notFound(`Recovery point ${pointArn} does not exist in ${region}`);
}

/** The job that the same token has started before, if any. */
export const jobOfToken = (
  { tokens }: RegionState,
  operation: string,
  token: string | undefined,
): string | undefined => (token === undefined ? undefined : tokens.get(`${operation} ${token}`));

export function rememberToken(
  { tokens }: RegionState,
  operation: string,
  token: string | undefined,
  jobId: string,
): void {
  if (token !== undefined) tokens.set(`${operation} ${token}`, jobId);
}
