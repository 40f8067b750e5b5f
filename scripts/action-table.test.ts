import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { actionTableText } from "./action-table.ts";

test("core's table of IAM's actions is what the data says; `npm run actions` makes it anew", async () => {
  expect(readFileSync("packages/core/src/workflow/actions.generated.ts", "utf8")).toBe(
    await actionTableText(),
  );
});
