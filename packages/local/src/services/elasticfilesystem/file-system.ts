import type {
  AccessPointDescription,
  LifeCycleState,
  LifecyclePolicy,
  MountTargetDescription,
  PerformanceMode,
  ReplicationOverwriteProtection,
  ThroughputMode,
} from "@aws-sdk/client-efs";
import { AwsError } from "../error.ts";
import type { Tags } from "../tags.ts";

/** Of anything that EFS makes and deletes in the background. Milliseconds since 1970. */
export interface Life {
  readonly created: number;
  readonly availableFrom: number;
  /** From when on it is gone; undefined until somebody deletes it. */
  goneFrom: number | undefined;
}

export interface MountTarget {
  readonly life: Life;
  readonly description: Omit<MountTargetDescription, "LifeCycleState"> & { readonly MountTargetId: string };
  readonly securityGroups: readonly string[];
}

export interface AccessPoint {
  readonly life: Life;
  readonly description: Omit<AccessPointDescription, "LifeCycleState" | "Tags" | "Name"> & {
    readonly AccessPointId: string;
    readonly AccessPointArn: string;
  };
  readonly tags: Tags;
}

/** A file system; its files are the volume of its id. */
export interface FileSystem {
  readonly life: Life;
  readonly id: string;
  readonly arn: string;
  readonly creationToken: string;
  readonly performanceMode: PerformanceMode;
  readonly throughputMode: ThroughputMode;
  readonly encrypted: boolean;
  readonly kmsKeyId: string | undefined;
  readonly tags: Tags;
  readonly mountTargets: Map<string, MountTarget>;
  readonly accessPoints: Map<string, AccessPoint>;
  lifecyclePolicies: readonly LifecyclePolicy[];
  backup: "ENABLED" | "DISABLED";
  policy: string | undefined;
  protection: ReplicationOverwriteProtection;
}

export function stateOf({ availableFrom, goneFrom }: Life, now: number): LifeCycleState {
  if (goneFrom !== undefined) return now < goneFrom ? "deleting" : "deleted";
  return now < availableFrom ? "creating" : "available";
}

/** Not gone; whatever is being deleted is still shown. */
export const isThere = ({ life }: { readonly life: Life }, now: number): boolean =>
  stateOf(life, now) !== "deleted";

export const efsError = (name: string, message: string, fields: Record<string, unknown> = {}): AwsError =>
  new AwsError(name, message, { fields: { ErrorCode: name, ...fields } });

export function insistOnAvailable(system: FileSystem, now: number): void {
  const state = stateOf(system.life, now);
  if (state !== "available")
    throw efsError(
      "IncorrectFileSystemLifeCycleState",
      `File system '${system.id}' is in life cycle state ${state}`,
    );
}
