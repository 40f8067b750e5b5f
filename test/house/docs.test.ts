import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generatedDocs } from "../../scripts/docs/generated.ts";

test.each(Object.entries(generatedDocs()))(
  "%s is what the code says; `npm run docs` makes it anew",
  (path, text) => {
    expect(readFileSync(path, "utf8")).toBe(text);
  },
);
