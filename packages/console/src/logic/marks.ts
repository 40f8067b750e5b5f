import type { ExecutionDocument } from "@signalbox/core/console/documents";
import { subjectOf } from "./execution-filter.ts";

export interface ReleaseMark {
  /** Seconds since 1970. */
  readonly at: number;
  readonly label: string;
  readonly color: string;
}

/** Where releases began and ended, for charts; of one group, or of all. */
export function releaseMarks(executions: Iterable<ExecutionDocument>, group?: string): ReleaseMark[] {
  return [...executions].flatMap(({ input, started, stopped, status }) => {
    const { image, group: its } = subjectOf(input);
    if (image === undefined || (group !== undefined && its !== group)) return [];
    const version = image.slice(image.lastIndexOf(":") + 1);
    const begin = { at: Date.parse(started) / 1000, label: `▸ ${version}`, color: "--busy" };
    if (stopped === undefined) return [begin];
    const fine = status === "SUCCEEDED";
    return [
      begin,
      {
        at: Date.parse(stopped) / 1000,
        label: `${fine ? "✓" : "✗"} ${version}`,
        color: fine ? "--good" : "--bad",
      },
    ];
  });
}
