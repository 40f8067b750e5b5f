import { z } from "zod";
import { call, kind } from "../kind.ts";

export const parameter = kind({
  type: "aws:ssm/parameter:Parameter",
  becomes: "`PutParameter`",
  inputs: {
    name: z.string(),
    type: z.enum(["String", "StringList", "SecureString"]),
    value: z.string(),
    description: z.string().optional(),
    tier: z.enum(["Standard", "Advanced", "Intelligent-Tiering"]).optional(),
    allowedPattern: z.string().optional(),
    dataType: z.literal("text").optional(),
  },
  translate: (given, { name: id, region }) => [
    call(id, region, "ssm", "PutParameter", {
      Name: given.name,
      Type: given.type,
      Value: given.value,
      Description: given.description,
      Tier: given.tier,
      AllowedPattern: given.allowedPattern,
      Overwrite: true,
    }),
  ],
});
