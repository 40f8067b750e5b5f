import { expect, test } from "vitest";
import { localCloudPage } from "./local-cloud-page.ts";
import { supportedServices } from "./supported-services.ts";

const service = {
  name: "sts" as const,
  all: ["GetCallerIdentity", "AssumeRole", "GetSessionToken"],
  implemented: new Set(["GetCallerIdentity", "AssumeRole"]),
  partial: { AssumeRole: "no policies" },
};

test("an operation is complete, partial or refused", () => {
  const page = localCloudPage([service]);
  expect(page).toContain("| [sts](#sts) | 1 | 1 | 1 |");
  expect(page).toContain("| AssumeRole | partial | no policies |");
  expect(page).toContain("| GetCallerIdentity | complete | |");
  expect(page).toContain("Refused (1): GetSessionToken.");
});

test("a note on what is not implemented, or an operation that AWS has not, makes no page", () => {
  expect(() => localCloudPage([{ ...service, partial: { GetSessionToken: "x" } }])).toThrow(
    "GetSessionToken",
  );
  expect(() => localCloudPage([{ ...service, all: ["AssumeRole"] }])).toThrow("GetCallerIdentity");
});

test("every operation of every client stands on the page once", () => {
  const services = supportedServices();
  const page = localCloudPage(services);
  for (const { name, all } of services) {
    const [, text = ""] = page.split(`\n## ${name}\n`);
    const [own = ""] = text.split("\n## ");
    const rows = [...own.matchAll(/^\| (\w+) \|/gm)].map(([, operation]) => operation);
    const refused = /^Refused \(\d+\): (.*)\.$/m.exec(own)?.[1]?.split(", ") ?? [];
    const words = [...rows, ...refused];
    for (const operation of all)
      expect(words.filter((word) => word === operation).length, `${name}:${operation}`).toBe(1);
  }
});
