import { z } from "zod";
import { doorOptions, knock } from "../cloud/door.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { faultDoor } from "../faults/door.ts";

const Active = z.object({ active: z.array(z.object({ id: z.string() })) });

export const faultRemove = command({
  name: "fault remove",
  description: "Mend what is broken in the local cloud.",
  arguments: { id: parameter("<id>", "of the fault, or all", z.string()) },
  options: doorOptions,
  examples: [
    ["signalbox fault remove f1", "that one"],
    ["signalbox fault remove all", "every one"],
  ],
  run: async ({ id, json, ...where }, io) => {
    const ask = async (method: "GET" | "DELETE", path: string): Promise<string> =>
      (await knock({ command: "fault remove", ...faultDoor, method, path }, where, io)).body;
    const ids =
      id === "all"
        ? Active.parse(JSON.parse(await ask("GET", "faults"))).active.map((each) => each.id)
        : [id];
    for (const each of ids) await ask("DELETE", `faults/${encodeURIComponent(each)}`);
    if (json) io.out(JSON.stringify({ removed: ids }));
    else
      io.err(
        `${io.colors.green("✓")} ${ids.length === 0 ? "nothing was broken" : `mended ${ids.join(", ")}`}`,
      );
    return exit.done;
  },
});
