import { z } from "zod";
import { FreezeWindow } from "../release/turns/freeze-window.ts";
import { field, Name } from "./field.ts";

/** A window in which no release begins; one that has begun goes on to its end. */
export const Freeze = FreezeWindow.extend({
  groups: field(z.array(Name), {
    description: "release groups that it is for; none named, all of them",
    example: ["open-webui"],
  }).default([]),
});
export type Freeze = z.output<typeof Freeze>;

/** The windows of one group, by name. */
export const freezesOf = (
  freezes: Readonly<Record<string, Freeze>>,
  group: string,
): Record<string, FreezeWindow> =>
  Object.fromEntries(
    Object.entries(freezes).flatMap(([name, { groups, ...window }]) =>
      groups.length === 0 || groups.includes(group) ? [[name, window] as const] : [],
    ),
  );
