/** A recovery point that is a document in a bucket. Times in milliseconds since 1970. */
export interface DocumentPoint {
  /** `target/tier`. */
  readonly class: string;
  readonly capturedAt: number;
  readonly expiresAt: number;
  /** Of the execution that made it. */
  readonly run: string;
  /** Whether it came from another region. */
  readonly copied: boolean;
}

const folders = { false: "points", true: "copies" } as const;
export const pointFolders = Object.values(folders);

/** The key says all that a list of points has to tell, so that no document has to be opened for it. */
export const pointKey = ({ class: id, capturedAt, expiresAt, run, copied }: DocumentPoint): string =>
  `${folders[`${copied}`]}/${id}/${stamp(capturedAt)}_${stamp(expiresAt)}_${run}.json`;

/** Undefined for a key that `pointKey` does not make. */
export function pointOfKey(key: string): DocumentPoint | undefined {
  const found =
    /^(points|copies)\/([a-z]+\/[a-z][a-z0-9-]*)\/(\d{8}T\d{9}Z)_(\d{8}T\d{9}Z)_([^/]+)\.json$/.exec(key);
  if (!found) return undefined;
  const [, folder = "", id = "", captured = "", expires = "", run = ""] = found;
  const [capturedAt, expiresAt] = [instantOf(captured), instantOf(expires)];
  if (Number.isNaN(capturedAt) || Number.isNaN(expiresAt)) return undefined;
  return { class: id, capturedAt, expiresAt, run, copied: folder === folders.true };
}

const start = "arn:aws:s3:::";

export const documentArn = (bucket: string, key: string): string => `${start}${bucket}/${key}`;

/** The bucket and the key of a point; undefined for one in a vault of AWS Backup. */
export function documentOf(arn: string): { readonly bucket: string; readonly key: string } | undefined {
  const slash = arn.indexOf("/");
  if (!arn.startsWith(start) || slash < 0) return undefined;
  return { bucket: arn.slice(start.length, slash), key: arn.slice(slash + 1) };
}

/** `20261122T033000000Z`. */
const stamp = (at: number): string => new Date(at).toISOString().replaceAll(/[-:.]/g, "");

const instantOf = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, "$1-$2-$3T$4:$5:$6.$7Z"));
