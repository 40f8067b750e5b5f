import { checkPermissions } from "@signalbox/core/workflow/check-permissions";
import { expect, test } from "vitest";
import { basePermissions } from "./base-permissions.ts";
import { functions, workflows } from "./registry.ts";

const declarations = [
  { name: "every Lambda", allow: basePermissions },
  ...functions,
  ...workflows.flatMap(({ name, steps }) =>
    steps.map((step) => ({ name: `${name}: ${step.name}`, allow: step.allow })),
  ),
];

test.each(declarations)("AWS can honour what $name declares", ({ allow }) => {
  expect(checkPermissions(allow)).toEqual([]);
});
