import { createHash } from "node:crypto";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf, rotation } from "@signalbox/core/platform/names";
import { on } from "@signalbox/core/workflow/allow";
import { standAlone } from "../../aws/replica-secret.ts";
import { rotate, unfinished, withdraw } from "../../aws/rotated-secret.ts";
import { unless } from "../../aws/unless.ts";
import { acting } from "../acting.ts";
import { placesOf } from "../places.ts";

/** As often as the deployment has it by default; the next deploy of this region as the primary says its own. */
const days = 30;

/** One that this region has begun ends by itself in that time, which is its function's; nobody goes on with one that came with a copy. */
const rotatesMs = 60_000;

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
      "secretsmanager:UpdateSecretVersionStage",
    ),
    // Whoever asks for a rotation has to be allowed to call its function.
    on("rotationFunction", "lambda:InvokeFunction"),
  ],
  act: async ({ run, epoch }, context, { acts }) => {
    const { aws, clock, platform, visit } = context;
    const { secrets } = placesOf(context);
    const said: string[] = [];
    const copies: string[] = [];
    for (const name of secrets) {
      const was = await unless(
        "ResourceNotFoundException",
        standAlone(aws.secretsManager, name, platform.region),
      );
      if (was === undefined) said.push(`${name} is not here`);
      else if (was) {
        copies.push(name);
        said.push(`${name} is the region's own now`);
      }
    }
    // The last one is what the application logs in with: two users take turns in it.
    const rotated = secrets.at(-1);
    if (rotated === undefined) return { done: true, text: said.join("; ") };
    const token = createHash("sha256").update(`${run.run} ${epoch} ${rotated}`).digest("hex").slice(0, 32);
    const begun = await unfinished(aws.secretsManager, rotated, token);
    if (begun !== undefined) {
      const since = acts.at(-1)?.state === visit.state ? acts.at(-1)?.startedAt : undefined;
      const waited = since === undefined ? 0 : clock.now() - Date.parse(since);
      if (!copies.includes(rotated) && waited < rotatesMs)
        return { done: false, text: [...said, `another rotation of ${rotated} is under way`].join("; ") };
      await withdraw(aws.secretsManager, rotated, begun);
      said.push(`a rotation of ${rotated} that nobody ends was given up`);
    }
    await rotate(aws.secretsManager, rotated, {
      token,
      by: { lambdaArn: arns.function(platform, namesOf(platform).deployed(rotation)), days },
    });
    return { done: true, text: [...said, `the rotation of ${rotated} has begun`].join("; ") };
  },
});
