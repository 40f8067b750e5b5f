import { NamedError } from "@signalbox/core/error";
import { on } from "@signalbox/core/workflow/allow";
import { acting } from "../acting.ts";
import { lookAtCanary, lookAtCanaryAllow } from "../canary.ts";
import { memberIn, placesOf } from "../places.ts";
import { lackingAt } from "../users.ts";

const minuteMs = 60_000;

export const verifyFunctionality = acting({
  name: "VerifyFunctionality",
  description:
    "Does what users do at this region's own address: an answer, a login, a chat; and looks whether old data is there and a new write stays.",
  allow: [lookAtCanaryAllow, on("stageSecrets", "secretsmanager:GetSecretValue")],
  act: async ({ run: { to } }, context, record) => {
    const { url } = memberIn(placesOf(context), to);
    const lacking = await lackingAt(context, url);
    if (lacking.length > 0) return { done: false, text: lacking.join("; ") };
    const before = await lookAtCanary(context);
    if (before.newest === undefined) return { done: false, text: `old rows: ${before.why}` };
    if (record.replicatedAt !== undefined && before.newest < Date.parse(record.replicatedAt))
      throw new NamedError(
        "Failover.NotServing",
        `the row of ${record.replicatedAt}, which had arrived, is not there: the newest is of ${new Date(before.newest).toISOString()}`,
      );
    const now = context.clock.now();
    const { newest = 0, why } = await lookAtCanary(context, { write: true });
    const done = newest >= Math.floor(now / minuteMs) * minuteMs;
    return {
      done,
      text: done
        ? "users can log in and chat, old data is there, and a new row stays"
        : `a new row did not stay${why === undefined ? "" : `: ${why}`}`,
    };
  },
});
