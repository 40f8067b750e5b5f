import { documentOf, pointOfKey } from "@signalbox/core/backup/configuration/point-key";
import { manifestKey } from "@signalbox/core/backup/content/look";
import type { HeldPoint } from "@signalbox/core/backup/held-point";
import { on, type Permission } from "@signalbox/core/workflow/allow";
import type { Clients } from "../aws/clients.ts";
import { deleteDocument } from "../aws/document.ts";
import { hasDocument, listDocumentPoints } from "../aws/document-points.ts";
import { findVaultPoint, type VaultPoint } from "../aws/recovery-point.ts";
import { deleteVaultPoint, listVaultPoints } from "../aws/vault-points.ts";
import type { FunctionContext } from "../context.ts";
import { copyPlaceOf, placesOf, vaultName } from "./places.ts";

/** A vault of the platform with the bucket of documents beside it: the region's own, or those that copies go to. */
export interface VaultIn {
  readonly region: string;
  readonly name: string;
  readonly documents: string;
  readonly backup: Clients["backup"];
  readonly s3: Clients["s3"];
}

export function vaultsOf(context: FunctionContext): readonly VaultIn[] {
  const { vault, documents, copies } = placesOf(context);
  const { backup, s3 } = context.aws;
  return [
    { region: context.platform.region, name: vault, documents, backup, s3 },
    ...copies.map(({ region, vaultArn, ...copy }) => {
      const there = context.clientsIn(region);
      return {
        region,
        name: vaultName(vaultArn),
        documents: copy.documents,
        backup: there.backup,
        s3: there.s3,
      };
    }),
  ];
}

/** All points that a vault and the bucket beside it hold. */
export const pointsIn = async ({ name, documents, backup, s3 }: VaultIn): Promise<HeldPoint[]> => [
  ...(await listVaultPoints(backup, name)),
  ...(await listDocumentPoints(s3, documents)),
];

/** Undefined where it is not there. */
export async function findPoint(vault: VaultIn, id: string): Promise<VaultPoint | undefined> {
  const document = documentOf(id);
  if (!document) return await findVaultPoint(vault.backup, vault.name, id);
  const { bucket, key } = document;
  const point = pointOfKey(key);
  const isThere = bucket === vault.documents && (await hasDocument(vault.s3, bucket, key));
  return isThere && point
    ? {
        status: "AVAILABLE",
        type: "Configuration",
        capturedAt: point.capturedAt,
        expiresAt: point.expiresAt,
      }
    : undefined;
}

/** Deletes a point, which may be gone already; answers why AWS does not, where it refuses. */
export async function deletePoint(vault: VaultIn, id: string): Promise<string | undefined> {
  const document = documentOf(id);
  if (!document) return await deleteVaultPoint(vault.backup, vault.name, id);
  // The bucket keeps versions: what was deleted by mistake can be had back for as long as it keeps them.
  for (const key of [document.key, manifestKey(id)])
    await deleteDocument({ client: vault.s3, bucket: vault.documents, key });
  return undefined;
}

/** The region's own. */
export function ownVault(context: FunctionContext): VaultIn {
  const [own] = vaultsOf(context);
  if (!own) throw new Error(`${context.platform.region} has no vault`);
  return own;
}

/** The one that copies to a region go to. Throws `Backup.UnknownRegion`. */
export function copyVault(context: FunctionContext, region: string): VaultIn {
  const found = vaultsOf(context).find((one) => one.region === copyPlaceOf(placesOf(context), region).region);
  if (!found) throw new Error(`${region} has no vault`);
  return found;
}

/** What the vaults hold, by region. */
export async function heldIn(vaults: readonly VaultIn[]): Promise<ReadonlyMap<string, readonly HeldPoint[]>> {
  const held = new Map<string, readonly HeldPoint[]>();
  for (const vault of vaults) held.set(vault.region, await pointsIn(vault));
  return held;
}

/** What looking into the vaults and the buckets beside them calls. */
export const readVaults: readonly Permission[] = [
  on("backupDocuments", "s3:ListBucket"),
  on("copyDocuments", "s3:ListBucket"),
  on("backupVault", "backup:DescribeBackupVault", "backup:ListRecoveryPointsByBackupVault"),
  on("copyVault", "backup:DescribeBackupVault", "backup:ListRecoveryPointsByBackupVault"),
];
