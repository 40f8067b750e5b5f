import { z } from "zod";

/** What EventBridge's rules and schedules both say of a delivery that fails, as Pulumi writes it. */
export const deliveryInputs = {
  deadLetterConfig: z.strictObject({ arn: z.string() }).optional(),
  retryPolicy: z
    .strictObject({
      maximumRetryAttempts: z.number().optional(),
      maximumEventAgeInSeconds: z.number().optional(),
    })
    .optional(),
};
const Delivery = z.object(deliveryInputs);

/** The same as both APIs take it. */
export const delivery = ({ deadLetterConfig, retryPolicy }: z.output<typeof Delivery>) => ({
  DeadLetterConfig: deadLetterConfig && { Arn: deadLetterConfig.arn },
  RetryPolicy: retryPolicy && {
    MaximumRetryAttempts: retryPolicy.maximumRetryAttempts,
    MaximumEventAgeInSeconds: retryPolicy.maximumEventAgeInSeconds,
  },
});
