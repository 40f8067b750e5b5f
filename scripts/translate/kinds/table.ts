import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const table = kind({
  type: "aws:dynamodb/table:Table",
  becomes: "`CreateTable`, `UpdateTimeToLive`",
  inputs: {
    name: z.string(),
    billingMode: z.literal("PAY_PER_REQUEST"),
    hashKey: z.string(),
    rangeKey: z.string().optional(),
    attributes: z.array(z.strictObject({ name: z.string(), type: z.enum(["S", "N", "B"]) })),
    ttl: z.strictObject({ attributeName: z.string(), enabled: z.boolean() }).optional(),
    deletionProtectionEnabled: leftOut("a laptop's platform may always be deleted"),
    pointInTimeRecovery: leftOut("the local tables have no history"),
    serverSideEncryption: leftOut("items are kept in memory"),
  },
  translate: ({ name, billingMode, hashKey, rangeKey, attributes, ttl }, { name: id, region }) => [
    call(id, region, "dynamodb", "CreateTable", {
      TableName: name,
      BillingMode: billingMode,
      AttributeDefinitions: attributes.map((one) => ({ AttributeName: one.name, AttributeType: one.type })),
      KeySchema: [
        { AttributeName: hashKey, KeyType: "HASH" },
        ...(rangeKey === undefined ? [] : [{ AttributeName: rangeKey, KeyType: "RANGE" as const }]),
      ],
    }),
    ...(ttl?.enabled
      ? [
          call(`${id}Ttl`, region, "dynamodb", "UpdateTimeToLive", {
            TableName: name,
            TimeToLiveSpecification: { AttributeName: ttl.attributeName, Enabled: true },
          }),
        ]
      : []),
  ],
});
