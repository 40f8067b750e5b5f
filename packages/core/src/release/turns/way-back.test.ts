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
