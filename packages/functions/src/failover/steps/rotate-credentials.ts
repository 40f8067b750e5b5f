import { createHash } from "node:crypto";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf, rotation } from "@signalbox/core/platform/names";
import { on } from "@signalbox/core/workflow/allow";
import { standAlone } from "../../aws/replica-secret.ts";
import { rotate } from "../../aws/rotated-secret.ts";
import { unless } from "../../aws/unless.ts";
import { acting } from "../acting.ts";
import { placesOf } from "../places.ts";

/** As often as the deployment has it by default; the next deploy of this region as the primary says its own. */
const days = 30;

export const rotateCredentials = acting({
  name: "RotateCredentials",
  description:
    "Makes the region's copies of the secrets its own, and has the database's password rotated, so that what knew the old one is kept out.",
  allow: [
    on(
      "failoverSecret",
      "secretsmanager:DescribeSecret",
      "secretsmanager:StopReplicationToReplica",
      "secretsmanager:RotateSecret",
    ),
    // Whoever asks for a rotation has to be allowed to call its function.
    on("rotationFunction", "lambda:InvokeFunction"),
  ],
  act: async ({ run, epoch }, context) => {
    const { aws, platform } = context;
    const { secrets } = placesOf(context);
    const said: string[] = [];
    for (const name of secrets) {
      const was = await unless(
        "ResourceNotFoundException",
        standAlone(aws.secretsManager, name, platform.region),
      );
      if (was === undefined) said.push(`${name} is not here`);
      else if (was) said.push(`${name} is the region's own now`);
    }
    // The last one is what the application logs in with: two users take turns in it.
    const rotated = secrets.at(-1);
    if (rotated !== undefined)
      await rotate(aws.secretsManager, rotated, {
        token: createHash("sha256").update(`${run.run} ${epoch} ${rotated}`).digest("hex").slice(0, 32),
        by: { lambdaArn: arns.function(platform, namesOf(platform).deployed(rotation)), days },
      });
    return { done: true, text: [...said, `the rotation of ${rotated ?? "nothing"} has begun`].join("; ") };
  },
});
