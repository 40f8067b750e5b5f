import type { ErrorTable } from "../error.ts";

/** Every error name that the pipeline's machine catches or that its steps throw. */
export const pipelineErrors = {
  "Pipeline.NotConfigured": {
    meaning: "The stage has no pipeline in this region, or none for this group.",
    action: "Add `pipeline` to the configuration and deploy; or ask in the primary region. Nothing was done.",
  },
  "Pipeline.InvalidRequest": {
    meaning: "The request does not have the form of a PipelineRequest, or no group of the pipeline fits it.",
    action: "Mend what the message names, and start again. Nothing was done.",
  },
  "Pipeline.ImageNotFound": {
    meaning: "ECR has no image with this tag and digest.",
    action: "Push the image, or correct the tag. Nothing was done.",
  },
  "Pipeline.MutableTag": {
    meaning: "The image was named by a tag of a repository whose tags can be moved.",
    action: "Name the digest, or make the repository's tags immutable. Nothing was done.",
  },
  "Pipeline.FindingsOverLimit": {
    meaning: "ECR's scan found more than `pipeline.scan` allows, failed, or does not take such an image.",
    action: "Build the image anew with what it depends on mended; or raise the limit. Nothing was deployed.",
  },
  "Pipeline.NotScanned": {
    meaning: "ECR's scan had no result within the time that the configuration gives it.",
    action: "Look at the scan in ECR, and start the pipeline again once it is there. Nothing was deployed.",
  },
  "Pipeline.NotInStaging": {
    meaning: "The repository of the staging stage has no image of this digest.",
    action: "Push the very image to both stages' repositories, and start again. Nothing was deployed.",
  },
  "Pipeline.NotItsTurn": {
    meaning: "Another run of the group went on for longer than this one waits.",
    action: "Look at that run; start this one again when it has ended. Nothing was done.",
  },
  "Pipeline.Superseded": {
    meaning: "A newer image of the group was pushed while this run waited for its turn or for a person.",
    action: "Nothing is to be done: the newer run goes on.",
  },
  "Pipeline.LeaseLost": {
    meaning: "The pipeline of the group belongs to another run by now.",
    action: "Nothing: this run does nothing more.",
  },
  "Pipeline.StagingNotReleased": {
    meaning: "The release to the staging stage did not end with the image serving.",
    action: "Read that release's report in the staging stage. Production was not touched.",
  },
  "Pipeline.StagingUnhealthy": {
    meaning: "Staging does not serve the image on healthy targets, though its release has ended well.",
    action: "Look at the services of the staging stage. Production was not touched.",
  },
  "Pipeline.TestsFailed": {
    meaning: "Integration or performance tests of staging did not pass, could not be run or took too long.",
    action:
      "Read the end of their log and their report, which the message links. Production was not touched.",
  },
  "Pipeline.NotWaiting": {
    meaning: "No run of this name waits for a person, or what was said means nothing to it.",
    action: "Look at the run; a release that has begun in production is aborted by `signalbox abort`.",
  },
  "Pipeline.Refused": {
    meaning: "A person has refused the run.",
    action: "Nothing: production was not touched.",
  },
  "Pipeline.NobodyDecided": {
    meaning: "Nobody approved within the time of `pipeline.approvalHours`.",
    action:
      "Start the pipeline again with the same image when somebody is there. Production was not touched.",
  },
  "Pipeline.NotReleased": {
    meaning: "The release in production was refused, turned back, or left to a person.",
    action: "Read its report; the message names its run.",
  },
  "Pipeline.SmokeTestsFailed": {
    meaning: "Production serves the image, and its smoke tests did not pass.",
    action: "Read their log; `signalbox rollback <group>`, in each region, returns to what ran before.",
  },
} as const satisfies ErrorTable;
