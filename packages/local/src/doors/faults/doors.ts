import { z } from "zod";
import type { Faults } from "../../faults/faults.ts";
import { kinds } from "../../faults/kinds.ts";
import { type Doors, Refusal } from "../door.ts";

/** As many as a person reads; `struck` itself keeps more. */
const shown = 100;

const described = kinds.map(({ name, description, schema }) => ({
  name,
  description,
  // What is written, not what is read of it: a field with a default may be left out.
  schema: z.toJSONSchema(schema, { io: "input" }),
}));

/** Breaks and mends the local cloud. */
export function faultDoors(faults: Faults): Doors {
  return {
    json: {
      "GET /_signalbox/faults": () => ({
        kinds: described,
        active: faults.active(),
        struck: faults.struck().slice(-shown),
      }),
      // The registry parses what the body says.
      "POST /_signalbox/faults": ({ body }) => ({ id: faults.add(JSON.parse(body)) }),
      "DELETE /_signalbox/faults/": ({ rest }) => {
        try {
          faults.remove(rest);
        } catch (cause) {
          throw new Refusal(404, cause instanceof Error ? cause.message : String(cause));
        }
        return {};
      },
    },
  };
}
