import type { ContainerSetting, Image } from "../image.ts";

/** Annotation of the image's manifest: how its tests end. Good ones ask the application and pass when it answers. */
export const testsAnnotation = "dev.signalbox.tests";
export type TestsManner = "good" | "failing" | "failing-smoke" | "hanging";

const requests = 5;

/** A double of an image that tests an application over HTTP: it serves nothing, and whatever command it is given tests TEST_URL. */
export const testsImage = (repository: string): Image => ({
  repository,
  create: () => {
    throw new Error("it serves nothing: give it a command");
  },
  run: async (setting, command, signal) => {
    const { annotations, environment, clock, log = () => {} } = setting;
    const { TEST_URL: url = "", TEST_JOB: job = "" } = environment;
    log(`${command.join(" ")}: ${job} tests of ${url}`);
    if (annotations[testsAnnotation] === "hanging") await ended(signal);
    const failures: string[] = [];
    for (let at = 0; at < requests; at++) {
      const said = await ask(setting, url);
      if (said !== "200") failures.push(`GET ${url}/health: ${said}`);
      await clock.sleep(1_000, signal);
    }
    const manner = annotations[testsAnnotation];
    if (manner === "failing" || manner === `failing-${job}`) failures.push("the answer to a chat is empty");
    for (const failure of failures) log(failure);
    log(JSON.stringify({ signalbox: "report", format: "json", report: { requests, failures } }));
    return failures.length === 0 ? 0 : 1;
  },
});

async function ask({ visit }: ContainerSetting, url: string): Promise<string> {
  if (!visit) return "no network";
  const answer = await visit(url, { method: "GET", path: "/health", headers: {} });
  return answer.kind === "answered" ? `${answer.status}` : answer.kind;
}

const ended = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
