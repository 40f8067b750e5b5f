import { freeUntilUsed, type Line, type Place } from "../item.ts";

export const chaosLines = ({ config, usage, primary }: Place): readonly Line[] =>
  config.features.chaos
    ? [
        {
          what: "actions of experiments",
          quantity: primary ? usage.experimentMinutes : 0,
          price: "experiment",
          ...((!primary || usage.experimentMinutes === 0) && { note: freeUntilUsed }),
        },
      ]
    : [];
