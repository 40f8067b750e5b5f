import { meant } from "../problem.ts";
import { check } from "./check.ts";
import { memoryFault } from "./tasks.ts";

export const pipelineGroupsExist = check(
  "each group of the pipeline exists, and no other group runs its image",
  ["pipeline", "groups", "services"],
  function* ({ pipeline, groups, services }) {
    for (const [index, group] of (pipeline?.groups ?? []).entries()) {
      const path = ["pipeline", "groups", index];
      if (!Object.hasOwn(groups, group)) {
        const names = Object.keys(groups);
        yield {
          path,
          wrong: `\`groups\` has no ${group}`,
          allowed: names.join(", "),
          ...meant(group, names),
        };
        continue;
      }
      const all = Object.values(services);
      const images = all.filter((one) => one.group === group).map(({ image }) => image);
      const other = all.find((one) => one.group !== group && images.includes(one.image));
      if (other)
        yield {
          path,
          wrong: `${other.group} runs the image ${other.image} too, so that a push does not say which group is meant`,
          allowed: "a group with an image of its own",
        };
    }
  },
);

export const testsCanRun = check(
  "the pipeline's tests have an image, and Fargate has tasks of their size",
  ["pipeline", "images"],
  function* ({ pipeline, images }) {
    if (!pipeline) return;
    const { image, cpu, memory } = pipeline.tests;
    const names = Object.keys(images);
    if (!names.includes(image))
      yield {
        path: ["pipeline", "tests", "image"],
        wrong: `\`images\` has no ${image}`,
        allowed: names.join(", "),
        ...meant(image, names),
      };
    yield* memoryFault(["pipeline", "tests", "memory"], cpu, memory);
  },
);

export const stagingIsAnother = check(
  "the pipeline's staging is not the stage itself",
  ["pipeline", "domain"],
  function* ({ pipeline, domain }) {
    if (pipeline && new URL(pipeline.staging.url).hostname === domain.host)
      yield {
        path: ["pipeline", "staging", "url"],
        wrong: "users of this very stage are served there, so that tests would run against production",
        allowed: "the address of another stage",
      };
  },
);
