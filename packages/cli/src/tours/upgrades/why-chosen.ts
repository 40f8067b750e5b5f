import type { ReleaseDetail } from "../../releases/detail.ts";
import { whyBack } from "../releases/why.ts";

/** What the rehearsal said of a release, and by which strategy it went out. */
export function whyChosen(release: ReleaseDetail): string {
  const upgrade = release.run?.release.upgrade;
  return upgrade ? [upgrade.sentence, ...upgrade.findings.slice(0, 1)].join(" ") : whyBack(release);
}
