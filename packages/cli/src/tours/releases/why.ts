import { sentenceOf } from "../../failure.ts";
import type { ReleaseDetail } from "../../releases/detail.ts";

/** The newest verdict of a release with its sentence; why it turned back where there is none. */
export const lastVerdict = (release: ReleaseDetail): string =>
  release.acts.findLast(({ verdict }) => verdict !== undefined)?.text ?? whyBack(release);

/** Why a release turned back. */
export const whyBack = ({ problem }: ReleaseDetail): string =>
  problem === undefined ? "it did not turn back" : `${problem.error}: ${sentenceOf(problem.cause)}`;
