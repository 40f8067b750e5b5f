import type { Random } from "../../world/random.ts";
import type { World } from "../../world/world.ts";

/** Where an event goes, and the chance that makes its id. */
export interface Teller {
  readonly world: World;
  readonly random: Random;
}

/** What ECR tells EventBridge of a push or a deletion; an image without a tag has an empty one. */
export function imageEvent(
  { world, random }: Teller,
  region: string,
  detail: { action: "PUSH" | "DELETE"; repository: string; digest: string; tag: string },
): void {
  world.events.publish({
    version: "0",
    id: random.uuid(),
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
