import { type Tags, tagList } from "../tags.ts";
import type { Environment } from "./environment.ts";

const kinds = {
  cluster: { detailType: "RDS DB Cluster Event", sourceType: "CLUSTER" },
  instance: { detailType: "RDS DB Instance Event", sourceType: "DB_INSTANCE" },
  snapshot: { detailType: "RDS DB Cluster Snapshot Event", sourceType: "CLUSTER_SNAPSHOT" },
} as const;

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html */
const messages = {
  clusterCreated: ["RDS-EVENT-0170", "creation", "DB cluster created."],
  clusterDeleted: ["RDS-EVENT-0171", "deletion", "DB cluster deleted."],
  clusterFailed: [
    "RDS-EVENT-0354",
    "failure",
    "You can't create the DB cluster because of incompatible resources.",
  ],
  instanceCreated: ["RDS-EVENT-0005", "creation", "DB instance created."],
  instanceDeleted: ["RDS-EVENT-0003", "deletion", "DB instance deleted."],
  snapshotBegun: ["RDS-EVENT-0074", "backup", "Creating manual cluster snapshot."],
  snapshotMade: ["RDS-EVENT-0075", "backup", "Manual cluster snapshot created."],
} as const;

interface Source {
  readonly id: string;
  readonly arn: string;
  readonly tags: Tags;
}

/** The event that RDS puts on its region's bus. Copies and deletions of snapshots have none. */
export function announce(
  { world, random }: Environment,
  kind: keyof typeof kinds,
  { id, arn, tags }: Source,
  message: keyof typeof messages,
): void {
  const [EventID, category, Message] = messages[message];
  const { detailType, sourceType } = kinds[kind];
  const now = new Date(world.clock.now()).toISOString();
  world.events.publish({
    version: "0",
    id: random.uuid(),
    "detail-type": detailType,
    source: "aws.rds",
    account: world.account,
    time: `${now.slice(0, 19)}Z`,
    region: arn.split(":")[3] ?? "",
    resources: [arn],
    detail: {
      EventCategories: [category],
      SourceType: sourceType,
      SourceArn: arn,
      Date: now,
      Message,
      SourceIdentifier: id,
      EventID,
      Tags: Object.fromEntries(tagList(tags).map(({ Key, Value }) => [Key, Value])),
    },
  });
}
