import { pathText } from "@signalbox/core/config/path";
import { z } from "zod";
import { command, parameter } from "../command.ts";
import { withConfig } from "../config/explained.ts";
import { configOptions } from "../config/options.ts";
import { renderLeaves } from "../render/leaves.ts";

export const configShow = command({
  name: "config show",
  description: "Show the configuration of a stage as it is merged: base, the stage's file, the environment.",
  arguments: {},
  options: {
    ...configOptions,
    origin: parameter("--origin", "say where each value came from", z.boolean().default(false)),
  },
  examples: [
    ["signalbox config show --stage production", "every value"],
    ["signalbox config show --stage staging --origin", "with the file or variable that gave it"],
    [
      "SIGNALBOX__data__database__maxCapacity=32 signalbox config show --json",
      "with a variable that goes before the files",
    ],
  ],
  notes: `Two underscores stand between the keys of a variable, and its value is JSON or else text. null takes a value away.
A key with a hyphen is no name for a shell's export: env 'SIGNALBOX__services__open-webui__cpu=2048' signalbox …`,
  run: async ({ origin, ...asked }, io) =>
    withConfig(asked, io, ({ config, leaves }) => {
      if (!asked.json) io.out(renderLeaves(leaves, origin, io.colors));
      else if (!origin) io.out(JSON.stringify(config, undefined, 2));
      else
        io.out(
          JSON.stringify(
            Object.fromEntries(leaves.map(({ path, ...leaf }) => [pathText(path), leaf])),
            undefined,
            2,
          ),
        );
    }),
});
