import { z } from "zod";
import { ImageRequest } from "../release/request.ts";
import { PinnedImage } from "./rehearsal.ts";

/** Who wants which image's migration rehearsed. */
export const RehearseRequest = z.strictObject({
  group: z.string().min(1).meta({ description: "release group whose image migrates the database" }),
  image: ImageRequest,
  requestedBy: z.string().min(1).meta({ description: "who asks" }),
});
export type RehearseRequest = z.output<typeof RehearseRequest>;

/** The same, or what Step Functions says of a rehearsal that was stopped: what it has left is removed, and nothing is rehearsed. */
export const RehearseInput = RehearseRequest.partial()
  .extend({
    stopped: z.string().optional().meta({
      description: "input of a rehearsal that was stopped, as JSON: only what it has left is removed",
    }),
  })
  .refine(({ stopped, ...request }) => stopped !== undefined || RehearseRequest.safeParse(request).success, {
    error: "a rehearsal is of a group and an image, and somebody asks for it",
  });

/** A rehearsal that has its group's lease. Times in milliseconds since 1970. */
export const RehearseRun = z.strictObject({
  run: z.string(),
  group: z.string(),
  requestedBy: z.string(),
  image: PinnedImage,
  /** What serves: the migrator is made of it. */
  taskDefinition: z.string(),
  /** The clone. */
  cluster: z.string(),
  startedAt: z.number(),
});
export type RehearseRun = z.output<typeof RehearseRun>;
