import { invalidParameter } from "./errors.ts";

/** Identifiers are stored in lower case. Throws for one that AWS refuses. */
export function identifier(kind: string, given: string | undefined, longest = 63): string {
  const id = given?.toLowerCase() ?? "";
  if (id.length > longest || !/^[a-z](?:-?[a-z0-9])*$/.test(id))
    throw invalidParameter(
      `The parameter ${kind} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`,
    );
  return id;
}

export const rdsArn = (region: string, account: string, kind: string, id: string): string =>
  `arn:aws:rds:${region}:${account}:${kind}:${id}`;

/** The part behind the kind, such as the cluster's identifier; what is no ARN is the identifier itself. */
export const idOf = (given = ""): string =>
  (given.startsWith("arn:") ? given.split(":").slice(6).join(":") : given).toLowerCase();

export const regionOf = (given: string, here: string): string =>
  given.startsWith("arn:") ? (given.split(":")[3] ?? here) : here;

/** AWS Backup names its snapshots as nobody else can: `awsbackup:job-…`, `awsbackup:copyjob-…`. */
export const isBackup = (snapshot: string | undefined): snapshot is string =>
  /^awsbackup:(copy)?job-[0-9a-f-]{36}$/.test(snapshot ?? "");

/** What AWS keeps of a former primary after an unplanned failover, under a name that nobody else can give. */
export const failoverSnapshot = (cluster: string, now: number): string =>
  `rds:unplanned-global-failover-${cluster}-${new Date(now).toISOString().slice(0, 16).replace(/[T:]/g, "-")}`;

export const isAutomated = (snapshot: string | undefined): snapshot is string =>
  snapshot?.startsWith("rds:") === true;

/** What the world calls the contents of such a snapshot. */
export const backupDatabase = (snapshot: string): string => snapshot.replace(":", "-");
