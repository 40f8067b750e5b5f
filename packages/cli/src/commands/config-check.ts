import { warningsOf } from "@signalbox/core/config/warnings";
import { command } from "../command.ts";
import { withConfig } from "../config/explained.ts";
import { configOptions } from "../config/options.ts";

export const configCheck = command({
  name: "config check",
  description: "Check the configuration of a stage, and say every fault with the path of its field.",
  arguments: {},
  options: configOptions,
  examples: [
    ["signalbox config check", "development"],
    ["signalbox config check --stage production", "production"],
  ],
  run: async (asked, io) =>
    withConfig(asked, io, ({ config, leaves }) => {
      const warnings = warningsOf(config).map(({ path, sentence }) => ({ path: path.join("."), sentence }));
      if (asked.json)
        return io.out(JSON.stringify({ stage: asked.stage, problems: [], warnings }, undefined, 2));
      const regions = config.regions.map(({ region }) => region).join(", ");
      const services = Object.keys(config.services).length;
      const groups = Object.keys(config.groups).length;
      io.err(
        `${io.colors.green("✓")} the configuration of ${io.colors.bold(asked.stage)} is sound: ${leaves.length} values, ` +
          `${count(services, "service")} in ${count(groups, "group")}, ${regions}`,
      );
      for (const { path, sentence } of warnings)
        io.err(`${io.colors.yellow("!")} ${io.colors.bold(path)}: ${sentence}`);
    }),
});

const count = (many: number, what: string): string => `${many} ${what}${many === 1 ? "" : "s"}`;
