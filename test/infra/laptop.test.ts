import { names } from "@signalbox/config/load";
import { platformNames } from "@signalbox/local/deploy/document";
import { expect, test } from "vitest";
import { documentPath, isCurrent } from "../../scripts/translate/write.ts";

test.each(names)(
  "%s on the laptop is what the stacks register; `npm run platforms` makes it anew",
  (stage) => {
    expect({ [documentPath(stage)]: isCurrent(stage) }).toEqual({ [documentPath(stage)]: true });
  },
);

test("there is no platform on the laptop that the configuration does not know", () => {
  expect(platformNames).toEqual(names.toSorted());
});
