import { connections } from "@signalbox/core/platform/names";
import { z } from "zod";
import type { Resource } from "../../synth/graph.ts";
import { call, kind, type Stage } from "../kind.ts";

const type = "aws:ssm/parameter:Parameter";
const inputs = {
  name: z.string(),
  type: z.enum(["String", "StringList", "SecureString"]),
  value: z.string(),
  description: z.string().optional(),
  tier: z.enum(["Standard", "Advanced", "Intelligent-Tiering"]).optional(),
  allowedPattern: z.string().optional(),
  dataType: z.literal("text").optional(),
};

const put = (given: z.output<z.ZodObject<typeof inputs>>, { name: id, region }: Resource) =>
  call(id, region, "ssm", "PutParameter", {
    Name: given.name,
    Type: given.type,
    Value: given.value,
    Description: given.description,
    Tier: given.tier,
    AllowedPattern: given.allowedPattern,
    Overwrite: true,
  });

const isConnection = ({ names }: Stage, name: string): boolean =>
  connections.some((thing) => names.connection(thing) === name);

/** What tasks read when they start, which therefore stands before them. */
export const connection = kind({
  type,
  becomes: "`PutParameter`, of what tasks connect to",
  inputs,
  translate: (given, resource, stage) => (isConnection(stage, given.name) ? [put(given, resource)] : []),
});

export const parameter = kind({
  type,
  becomes: "`PutParameter`",
  inputs,
  translate: (given, resource, stage) => (isConnection(stage, given.name) ? [] : [put(given, resource)]),
});
