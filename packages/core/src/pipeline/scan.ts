import type { ScanLimits } from "./places.ts";

/** What ECR says of an image's scan; undefined where nobody has scanned it yet. */
export interface Scan {
  /** ECR's own word, such as COMPLETE. */
  readonly status: string;
  readonly description?: string | undefined;
  /** Findings by severity, in ECR's words: CRITICAL, HIGH, MEDIUM … */
  readonly counts: Readonly<Record<string, number>>;
}

export interface ScanJudgement {
  readonly verdict: "pass" | "wait" | "refuse";
  readonly sentence: string;
}

/** Basic scanning is COMPLETE once; enhanced scanning is ACTIVE for as long as it looks again by itself. */
const scanned = ["COMPLETE", "ACTIVE"];
const underway = ["IN_PROGRESS", "PENDING"];
const severities = ["critical", "high", "medium"] as const;

/**
 * Whether the findings of an image are within the limits. What cannot be known refuses: a scan that failed, and an image that
 * ECR does not scan, such as an index of images for several processors.
 */
export function judgeScan(scan: Scan | undefined, limits: ScanLimits): ScanJudgement {
  if (!scan) return { verdict: "wait", sentence: "ECR has not scanned the image yet" };
  const { status, counts } = scan;
  if (underway.includes(status)) return { verdict: "wait", sentence: `ECR's scan is ${status}` };
  if (!scanned.includes(status))
    return { verdict: "refuse", sentence: `ECR's scan is ${status}${why(scan.description)}` };
  const over = severities.flatMap((severity) => {
    const limit = limits[severity];
    const found = counts[severity.toUpperCase()] ?? 0;
    return limit !== undefined && found > limit ? [`${found} ${severity}, ${limit} allowed`] : [];
  });
  const all = Object.entries(counts).map(([severity, count]) => `${count} ${severity.toLowerCase()}`);
  return over.length > 0
    ? { verdict: "refuse", sentence: `the scan found too much: ${over.join("; ")}` }
    : { verdict: "pass", sentence: `the scan found ${all.join(", ") || "nothing"}` };
}

const why = (description: string | undefined): string => (description ? `: ${description}` : "");
