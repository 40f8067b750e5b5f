import type { AnyWorkflow } from "@signalbox/functions/step";
import { release } from "@signalbox/functions/workflows/release/workflow";
import { describe, expect, test } from "vitest";
import { onLaptop } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import { ending, pushQuietly, run, start, weights } from "./release.fixture.ts";

describe("permissions", () => {
  const without = (action: string): AnyWorkflow => ({
    ...release,
    steps: release.steps.map((step) => ({
      ...step,
      allow: step.allow
        .map((permission) => ({
          ...permission,
          actions: permission.actions.filter((each) => each !== action),
        }))
        .filter(({ actions }) => actions.length > 0),
    })),
  });

  test("without elasticloadbalancing:ModifyRule the release fails by that name, before any traffic moved", () =>
    onLaptop({}, async (laptop) => {
      await redeploy(laptop, without("elasticloadbalancing:ModifyRule"));
      await pushQuietly(laptop, "v2");
      const end = await ending(laptop, await start(laptop, "r1", {}));
      expect(end).toMatchObject({ status: "FAILED", error: "AccessDenied" });
      expect(end.cause).toContain("elasticloadbalancing:ModifyRule");
      expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
      expect((await run(laptop, "r1"))?.report?.requests.candidate).toBe(0);
    }));
});
