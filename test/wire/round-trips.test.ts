import { modules } from "@signalbox/local/services/modules";
import { isServiceName, serviceOf } from "@signalbox/local/wire/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bed, command, transports } from "./transports.ts";
import { fillings, plain } from "./values.ts";

/** Operations that cannot make the round trip, and why. */
const impossible: Readonly<Record<string, string>> = {
  "lambda:InvokeWithResponseStream": "answers by an event stream, which the wire refuses by name",
};

/** Members that a client will not send, and why; all others of the operation make the trip. */
const unsendable: Readonly<Record<string, string>> = {
  // A global endpoint: the client then signs with SigV4A for a host of that name, and refuses any other.
  "events:PutEvents": "EndpointId",
};

for (const [transport, open] of Object.entries(transports))
  describe(`over ${transport}`, () => {
    let bed: Bed;
    beforeAll(async () => {
      bed = await open();
    });
    afterAll(() => bed.close());

    it.each(Object.keys(modules).filter(isServiceName))(
      "every operation of %s arrives and is answered whole",
      async (name) => {
        const client = bed.client(name);
        const wrong: object[] = [];
        for (const operation of serviceOf(name).operations.values()) {
          if (`${name}:${operation.name}` in impossible) continue;
          const outputs = fillings(operation.output);
          const inputs = fillings(operation.input);
          for (let index = 0; index < Math.max(inputs.length, outputs.length); index++) {
            const { [unsendable[`${name}:${operation.name}`] ?? ""]: _, ...input } =
              inputs[index % inputs.length] ?? {};
            const output = outputs[index % outputs.length] ?? {};
            bed.answerWith(() => output);
            try {
              const answer = await client.send(command(name, operation.name, input));
              expect(plain(bed.lastCall().input)).toEqual(plain(input));
              expect(plain(answer)).toEqual(plain(output));
              expect(bed.lastCall()).toMatchObject({ service: name, operation: operation.name });
            } catch (error) {
              wrong.push({ operation: operation.name, index, error: String(error) });
            }
          }
        }
        expect(wrong).toEqual([]);
      },
    );
  });
