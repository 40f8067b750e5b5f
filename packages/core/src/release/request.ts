import { z } from "zod";
import { Force, ReleaseUpgrade } from "../upgrade/release-upgrade.ts";
import { Everywhere } from "./everywhere.ts";
import { ReleasePolicy } from "./policy.ts";

/** What to run: a tag is resolved and pinned to its digest before anything is done. */
export const ImageRequest = z
  .strictObject({
    repository: z.string().min(1).meta({ description: "ECR repository of the image" }),
    tag: z.string().min(1).optional().meta({ description: "tag of the image; or give its digest" }),
    digest: z
      .string()
      .regex(/^sha256:[0-9a-f]+$/)
      .optional()
      .meta({ description: "digest of the image, as sha256:…" }),
  })
  .refine(({ tag, digest }) => tag !== undefined || digest !== undefined, {
    error: "an image is named by its tag or by its digest",
  });

type Shape = typeof ReleasePolicy.shape;
type Overrides = { [Field in keyof Shape]: z.ZodOptional<ReturnType<Shape[Field]["unwrap"]>> };

/**
 * The policy's fields that a release may set for itself; the others stay as the group has them. Not `partial()`: that
 * keeps the defaults, so that leaving a field out would reset it.
 */
export const PolicyOverride = z.strictObject(
  // Each field is made from the field of the same name, which Object.entries cannot express.
  Object.fromEntries(
    Object.entries(ReleasePolicy.shape).map(([name, field]) => [
      name,
      field
        .unwrap()
        .optional()
        .meta(field.meta() ?? {}),
    ]),
  ) as unknown as Overrides,
);

/** How a release is asked for, by a person or by a push of an image. */
export const ReleaseRequest = z
  .strictObject({
    group: z.string().min(1).optional().meta({
      description: "release group; where absent, the one group whose image has this repository",
    }),
    image: ImageRequest.optional(),
    back: z.boolean().optional().meta({
      description: "instead of an image: return to what ran before the last promotion, at once and unjudged",
    }),
    requestedBy: z.string().min(1).meta({ description: "who asks" }),
    reason: z.string().min(1).optional().meta({ description: "why, for the report" }),
    breakGlass: z.string().min(1).optional().meta({
      description: "why it cannot wait for the end of a freeze; the report keeps it",
    }),
    force: Force.optional().meta({
      description:
        "strategy whatever the rehearsal of its upgrade says, with a reason; what a rehearsal refuses is refused all the same",
    }),
    everywhere: Everywhere.extend({
      upgrade: ReleaseUpgrade.optional().meta({
        description: "what the rehearsal in the region that migrates has come to",
      }),
    })
      .optional()
      .meta({
        description: "of a release that release-waves starts, which sets it: a cutover of all regions",
      }),
    policy: PolicyOverride.optional().meta({ description: "fields of the policy that differ this time" }),
  })
  .refine(({ image, back }) => (image === undefined) === (back === true), {
    path: ["image"],
    error: "a release is of an image, or goes back; name one of the two",
  })
  .refine(({ back, force }) => back !== true || force === undefined, {
    path: ["force"],
    error: "a way back is not rehearsed, so that nothing chooses its strategy",
  })
  .refine(({ back, group }) => back !== true || group !== undefined, {
    path: ["group"],
    error: "a way back is of a group; name it",
  })
  .refine(({ back, reason }) => back !== true || reason !== undefined, {
    path: ["reason"],
    error: "a way back has a reason; say why",
  });
export type ReleaseRequest = z.output<typeof ReleaseRequest>;
