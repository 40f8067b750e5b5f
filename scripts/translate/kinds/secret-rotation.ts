import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const secretRotation = kind({
  type: "aws:secretsmanager/secretRotation:SecretRotation",
  becomes: "`RotateSecret`, for the first time when somebody asks for it",
  inputs: {
    secretId: z.string(),
    rotationLambdaArn: z.string(),
    rotationRules: z.strictObject({ automaticallyAfterDays: z.number() }),
    rotateImmediately: leftOut("doubles need no user of the database: a start does not wait for one"),
  },
  translate: ({ secretId, rotationLambdaArn, rotationRules }, { name: id, region }) => [
    call(id, region, "secretsmanager", "RotateSecret", {
      SecretId: secretId,
      RotationLambdaARN: rotationLambdaArn,
      RotationRules: { AutomaticallyAfterDays: rotationRules.automaticallyAfterDays },
      RotateImmediately: false,
    }),
  ],
});
