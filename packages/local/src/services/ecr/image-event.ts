import type { World } from "../../world/world.ts";

/** What ECR tells EventBridge of a push or a deletion; an image without a tag has an empty one. */
export function imageEvent(
  world: World,
  region: string,
  detail: { action: "PUSH" | "DELETE"; repository: string; digest: string; tag: string },
): void {
  world.events.publish({
    version: "0",
    id: world.random.uuid(),
    "detail-type": "ECR Image Action",
    source: "aws.ecr",
    account: world.account,
    time: new Date(world.clock.now()).toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources: [],
    detail: {
      result: "SUCCESS",
      "repository-name": detail.repository,
      "image-digest": detail.digest,
      "action-type": detail.action,
      "image-tag": detail.tag,
    },
  });
}
