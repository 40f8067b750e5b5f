import type { UpgradeName } from "@signalbox/local/images/upgrade";
import type { ReleaseDetail } from "../../releases/detail.ts";
import { follow } from "../releases/follow.ts";
import { push } from "../releases/push.ts";
import type { Play } from "../scenes/scene.ts";
import { changedChats, readChats, readRevision } from "./chats.ts";

/** A release of an image whose migration does something, and what the database that serves held around it. */
export interface Upgraded {
  readonly release: ReleaseDetail;
  readonly chats: number;
  /** Chats from before that are gone or changed. */
  readonly changed: readonly string[];
  readonly revisionBefore: string;
  readonly revisionAfter: string;
  /** Clusters of the database that are there at the end and were not before. */
  readonly leftBehind: readonly string[];
}

/** Pushes a version of Open WebUI with a migration, and follows the release that this starts. */
export async function upgrade(play: Play, tag: string, does: UpgradeName): Promise<Upgraded> {
  const [before, revisionBefore, clusters] = [
    await readChats(play),
    await readRevision(play),
    await clustersOf(play),
  ];
  const { executionArn } = await push(play, "open-webui", tag, "good", does);
  const release = await follow(play, executionArn);
  return {
    release,
    chats: before.size,
    changed: changedChats(before, await readChats(play)),
    revisionBefore,
    revisionAfter: await readRevision(play),
    leftBehind: (await clustersOf(play)).filter((name) => !clusters.includes(name)),
  };
}

async function clustersOf({ booted: { world }, deployment: { region } }: Play): Promise<string[]> {
  const caller = { region, principal: { kind: "person" } } as const;
  const { DBClusters = [] } = await world.call("rds", "DescribeDBClusters", {}, caller);
  return DBClusters.flatMap(({ DBClusterIdentifier: id }) => id ?? []);
}
