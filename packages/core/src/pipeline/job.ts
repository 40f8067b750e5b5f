import { z } from "zod";

/** A task as ECS describes it, of a run's tests. */
export interface JobTask {
  readonly lastStatus: string;
  readonly stopCode?: string | undefined;
  readonly stoppedReason?: string | undefined;
  /** Of the container; undefined where it never ran, or was lost. */
  readonly exitCode?: number | undefined;
}

/** Whether it is over. ECS forgets a task about an hour after its end: then nobody knows how it ended. */
export const hasEnded = (task: JobTask | undefined): boolean => !task || task.lastStatus === "STOPPED";

/** The verdict is the exit code's alone. What did not run to its end has not passed. */
export function judgeJob(
  task: JobTask | undefined,
  overdueSeconds: number | undefined,
): { readonly passed: boolean; readonly sentence: string } {
  if (overdueSeconds !== undefined)
    return { passed: false, sentence: `they had not ended after ${overdueSeconds} s and were stopped` };
  if (!task) return { passed: false, sentence: "ECS knows no such task any more" };
  const { exitCode, stopCode, stoppedReason = "no reason given" } = task;
  if (exitCode === undefined)
    return { passed: false, sentence: `they did not run: ${stopCode ?? task.lastStatus}: ${stoppedReason}` };
  return exitCode === 0
    ? { passed: true, sentence: "they passed" }
    : { passed: false, sentence: `they ended with exit code ${exitCode}` };
}

/** A line of the log that holds the tests' own report, JUnit's XML or JSON, for those who look later. */
const ReportLine = z.object({
  signalbox: z.literal("report"),
  format: z.enum(["junit", "json"]),
  report: z.unknown(),
});
export type TestReport = Omit<z.output<typeof ReportLine>, "signalbox">;

/** The last report that was printed; undefined where there is none. */
export function reportIn(lines: readonly string[]): TestReport | undefined {
  for (const line of lines.toReversed()) {
    if (!line.startsWith("{") || !line.includes('"signalbox"')) continue;
    const parsed = ReportLine.safeParse(readable(line));
    if (parsed.success) return { format: parsed.data.format, report: parsed.data.report };
  }
  return undefined;
}

function readable(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
