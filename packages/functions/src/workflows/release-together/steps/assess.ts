import { NamedError } from "@signalbox/core/error";
import { SetPlan } from "@signalbox/core/release/set/plan";
import { TogetherRequest } from "@signalbox/core/release/set/request";
import { ReleaseSet } from "@signalbox/core/release/set/set";
import { z } from "zod";
import { setAllows } from "../../../release-set/allow.ts";
import { assessSet } from "../../../release-set/assess.ts";
import { step } from "../../../step.ts";

export const assess = step({
  name: "Assess",
  description: "Pins every image and has each release planned: where one would be refused, none is started.",
  input: z.strictObject({ request: z.record(z.string(), z.unknown()) }),
  output: z.strictObject({ dryRun: z.boolean(), set: ReleaseSet, plan: SetPlan }),
  allow: setAllows({ elsewhere: false }).assess,
  run: async ({ request }, context) => {
    const { success, data, error } = TogetherRequest.safeParse(request);
    if (!success) throw new NamedError("Release.InvalidRequest", z.prettifyError(error));
    const { groups, dryRun, ...asked } = data;
    const { region } = context.platform;
    const wave = groups
      .map(({ group, image }) => ({ group, region, image, mark: group }))
      .toSorted((a, b) => (a.group < b.group ? -1 : 1));
    const title = `Release ${wave.map(({ group }) => group).join(" and ")} as one`;
    return { dryRun, ...(await assessSet(context, { ...asked, title, betweenSeconds: 0, waves: [wave] })) };
  },
});
