import { z } from "zod";
import { doorOptions, knock } from "../cloud/door.ts";
import { command } from "../command.ts";
import { exit } from "../exit.ts";
import { faultDoor } from "../faults/door.ts";
import { table } from "../render/table.ts";

const Faults = z.object({
  active: z.array(z.looseObject({ id: z.string(), kind: z.string(), strikes: z.int() })),
  struck: z.array(z.object({ at: z.string(), id: z.string(), kind: z.string(), what: z.string() })),
});

export const faultList = command({
  name: "fault list",
  description: "Show what is broken in the local cloud, and what it struck last.",
  arguments: {},
  options: doorOptions,
  examples: [["signalbox fault list", "both, newest strikes last"]],
  run: async ({ json, ...where }, io) => {
    const call = { command: "fault list", ...faultDoor, method: "GET", path: "faults" } as const;
    const { body } = await knock(call, where, io);
    const { active, struck } = Faults.parse(JSON.parse(body));
    if (json) io.out(JSON.stringify({ active, struck }, undefined, 2));
    else io.out(render(active, struck));
    return exit.done;
  },
});

function render(
  active: z.output<typeof Faults>["active"],
  struck: z.output<typeof Faults>["struck"],
): string {
  const rows = active.map(({ id, kind, strikes, ...fields }) => [
    id,
    kind,
    `${strikes}`,
    Object.entries(fields)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(" "),
  ]);
  const strikes = struck.map(({ at, id, kind, what }) => [at, id, kind, what]);
  return [
    active.length > 0 ? table(["ID", "KIND", "STRIKES", "FIELDS"], rows) : "nothing is broken",
    ...(struck.length > 0 ? ["", table(["STRUCK AT", "ID", "KIND", "WHAT"], strikes)] : []),
  ].join("\n");
}
