import type { HeldPoint } from "@signalbox/core/backup/held-point";
import { on, type Permission } from "@signalbox/core/workflow/allow";
import type { Clients } from "../aws/clients.ts";
import { listVaultPoints } from "../aws/vault-points.ts";
import type { FunctionContext } from "../context.ts";
import { placesOf, vaultName } from "./places.ts";

/** A vault of the platform: the region's own, or one that copies go to. */
export interface VaultIn {
  readonly region: string;
  readonly name: string;
  readonly backup: Clients["backup"];
}

export function vaultsOf(context: FunctionContext): readonly VaultIn[] {
  const { vault, copies } = placesOf(context);
  return [
    { region: context.platform.region, name: vault, backup: context.aws.backup },
    ...copies.map(({ region, vaultArn }) => ({
      region,
      name: vaultName(vaultArn),
      backup: context.clientsIn(region).backup,
    })),
  ];
}

/** What the vaults hold, by region. */
export async function heldIn(vaults: readonly VaultIn[]): Promise<ReadonlyMap<string, readonly HeldPoint[]>> {
  const held = new Map<string, readonly HeldPoint[]>();
  for (const { region, name, backup } of vaults) held.set(region, await listVaultPoints(backup, name));
  return held;
}

/** What looking into the vaults calls. */
export const readVaults: readonly Permission[] = [
  on("backupVault", "backup:DescribeBackupVault", "backup:ListRecoveryPointsByBackupVault"),
  on("copyVault", "backup:DescribeBackupVault", "backup:ListRecoveryPointsByBackupVault"),
];
