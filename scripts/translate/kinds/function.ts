import { rotation } from "@signalbox/core/platform/names";
import { functions, workflows } from "@signalbox/functions/registry";
import { z } from "zod";
import { kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

const code = "the laptop runs the registry's own code in its process";

/** The workflow or function of the registry, or the rotation of the password, that a Lambda or state machine of this name runs. */
export function registered(name: string, deployed: (name: string) => string): string | undefined {
  return [...workflows.map((one) => one.name), ...functions.map((one) => one.name), rotation].find(
    (one) => deployed(one) === name,
  );
}

/** SST adds variables of its own, which its bundles read and the registry's code does not; a key among them is new each time. */
const isOurs = ([name]: readonly [string, string]): boolean => !name.startsWith("SST_");

export const lambdaFunction = kind({
  type: "aws:lambda/function:Function",
  becomes:
    "a function of the registry, or in the primary region that which rotates the password, in the process; any other Lambda is left out",
  inputs: {
    name: z.string().optional(),
    role: z.string(),
    timeout: z.number().optional(),
    memorySize: z.number().optional(),
    environment: z.strictObject({ variables: z.record(z.string(), z.string()).optional() }).optional(),
    description: leftOut("nobody asks for it"),
    architectures: leftOut(code),
    s3Bucket: leftOut(code),
    s3Key: leftOut(code),
    packageType: leftOut(code),
    handler: leftOut(code),
    runtime: leftOut(code),
    publish: leftOut(code),
    ephemeralStorage: leftOut(code),
    loggingConfig: leftOut("logs go to /aws/lambda/<name>"),
    tracingConfig: leftOut("there is no X-Ray"),
    vpcConfig: leftOut("there is no VPC"),
  },
  translate({ name = "", role, timeout, memorySize, environment }, { name: id, region }, { config, names }) {
    const registry = registered(name, names.deployed);
    if (registry === undefined) return [];
    // Of a copy in another region it knows an ARN that AWS gives, and the laptop does not.
    const isPrimary = config.regions.some((one) => one.region === region && one.role === "primary");
    if (registry === rotation && !isPrimary) return [];
    return [
      {
        id,
        function: {
          region,
          name,
          registry,
          roleArn: role,
          timeoutSeconds: timeout ?? 3,
          memoryMb: memorySize ?? 128,
          environment: Object.fromEntries(Object.entries(environment?.variables ?? {}).filter(isOurs)),
        },
      },
    ];
  },
});
