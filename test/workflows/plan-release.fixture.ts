import { PlanDocument } from "@signalbox/core/release/plan-document";
import type { ReleaseRequest } from "@signalbox/core/release/request";
import { expect } from "vitest";
import { type AnyLaptop, roleOf } from "./laptop.fixture.ts";
import { invoke } from "./turns.fixture.ts";

/** Asks what a release of v2 would do. */
export async function planOf(
  laptop: AnyLaptop,
  request: Partial<ReleaseRequest> = {},
): Promise<PlanDocument> {
  const { group } = laptop;
  const asked = {
    group: group.name,
    image: { repository: group.repository, tag: "v2" },
    requestedBy: "ada",
    ...request,
  };
  return PlanDocument.parse(await invoke(laptop, "plan", asked));
}

/** Every call that the plan made was one that reads, of which there were some. */
export function expectOnlyRead({ calls }: AnyLaptop): void {
  const made = calls.filter(
    ({ context: { principal } }) => principal.kind === "role" && principal.arn.endsWith(`/${roleOf("plan")}`),
  );
  expect(made.length).toBeGreaterThan(5);
  const operations = [...new Set(made.map(({ operation }) => operation))];
  expect(operations.filter((operation) => !/^(Describe|Get|List|Query)/.test(operation))).toEqual([]);
}
