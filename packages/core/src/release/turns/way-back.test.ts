import { describe, expect, test } from "vitest";
import type { Standing } from "../../ledger/records.ts";
import { standingAfterPromotion, standingAfterTurnBack } from "./standing.ts";
import { wayBack } from "./way-back.ts";

const image = { repository: "open-webui", tag: "v2", digest: "sha256:b" };
const services = [{ name: "web", stableCount: 3, stableTaskDefinition: "web:1" }];
const first = { run: "r1", image, services };
const promoted = (before?: Standing) =>
  standingAfterPromotion(first, { side: "green", taskDefinitions: { web: "web:2" } }, before, 1_000);
const hour = 3_600_000;

test("after a promotion the way back leads to what ran before, for so many hours", () => {
  const standing = promoted();
  const leads = wayBack(standing, { wayBackHours: 2 }, 1_000 + 2 * hour);
  expect(leads).toMatchObject({ from: { run: "r1" }, to: { taskDefinitions: { web: "web:1" } } });
  expect(() => wayBack(standing, { wayBackHours: 2 }, 1_001 + 2 * hour)).toThrow(
    expect.objectContaining({ name: "Release.TooLateToGoBack" }),
  );
});

test("after two promotions the way back knows which image it leads to", () => {
  const again = {
    run: "r2",
    image: { ...image, tag: "v3", digest: "sha256:c" },
    services: [{ ...services[0]!, stableTaskDefinition: "web:2" }],
  };
  const standing = standingAfterPromotion(
    again,
    { side: "blue", taskDefinitions: { web: "web:3" } },
    promoted(),
    2_000,
  );
  expect(wayBack(standing, { wayBackHours: 1 }, 2_000).to).toEqual({
    taskDefinitions: { web: "web:2" },
    image,
  });
});

describe("there is nothing to go back to", () => {
  test.each<[string, Standing | undefined]>([
    ["before the first release", undefined],
    ["where no release was promoted", { stable: "blue", taskDefinitions: { web: "web:1" } }],
    [
      "after a way back",
      standingAfterPromotion(
        { ...first, back: { from: "r1", taskDefinitions: { web: "web:1" } } },
        { side: "blue", taskDefinitions: { web: "web:1" } },
        promoted(),
        2_000,
      ),
    ],
  ])("%s", (_, standing) => {
    expect(() => wayBack(standing, { wayBackHours: 24 }, 2_000)).toThrow(
      expect.objectContaining({ name: "Release.NothingToGoBackTo" }),
    );
  });
});

test("a release that turned back leaves the way back of the one before it as it was", () => {
  const before = promoted();
  const aborted = { services: [{ ...services[0]!, stableTaskDefinition: "web:2" }] };
  expect(standingAfterTurnBack(aborted, "green", before)).toEqual(before);
});

describe("what a promoted upgrade did to the database", () => {
  const upgrade = {
    strategy: "maintenance-cutover" as const,
    sentence: "",
    evidence: "",
    taskDefinition: "",
    boundSeconds: 0,
    findings: ["group.user_ids is gone."],
    catchUp: 0,
  };
  const after = (of: "none" | "additive" | "breaking", catchUp = 0) =>
    standingAfterPromotion(
      { ...first, upgrade: { ...upgrade, class: of, catchUp } },
      { side: "green", taskDefinitions: { web: "web:2" } },
      undefined,
      5_000,
      Date.parse("2026-11-22T08:00:00Z"),
    );
  const goBack = (standing: Standing) => wayBack(standing, { wayBackHours: 1 }, 5_000);

  test.each([
    ["breaking", 0, "group.user_ids is gone."],
    ["additive", 2, "2 thing(s) that the new version keeps up"],
  ] as const)(
    "forbids the way back where it was %s with %i to catch up, and says which restore leads back",
    (of, catchUp, why) => {
      expect(() => goBack(after(of, catchUp))).toThrow(
        expect.objectContaining({
          name: "Release.SchemaForbids",
          message: expect.stringMatching(
            new RegExp(
              `${why.replaceAll(/[().]/g, "\\$&")}.*restore database --time 2026-11-22T08:00:00.000Z`,
            ),
          ),
        }),
      );
    },
  );

  test.each([["none"], ["additive"]] as const)("leaves the way back open where it was %s", (of) => {
    expect(goBack(after(of))).toMatchObject({ to: { taskDefinitions: { web: "web:1" } } });
  });

  test("does not outlast the next promotion", () => {
    const next = standingAfterPromotion(
      { ...first, run: "r2" },
      { side: "blue", taskDefinitions: { web: "web:3" } },
      after("breaking"),
      6_000,
    );
    expect(goBack(next)).toMatchObject({ from: { run: "r2" } });
  });
});
