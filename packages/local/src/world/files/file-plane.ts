/**
 * The contents behind the local cloud's file systems, buckets and their backups: volumes of files. Two implementations: real
 * files in a folder, and memory for virtual time. The control plane knows only this interface; jobs' durations are its own.
 * Names of volumes are the caller's, unique over all regions: letters, digits and hyphens. Paths are of parts joined by
 * slashes, without one at the front: `uploads/1.png`.
 *
 * Throws NamedErrors: `Files.NoVolume`, `Files.NoFile`, `Files.BadPath`.
 */
export interface FilePlane {
  readonly kind: "folder" | "memory";
  /** An empty one; what was there under the name stays. */
  create(volume: string): Promise<void>;
  exists(volume: string): Promise<boolean>;
  /** Nothing where there is none. */
  remove(volume: string): Promise<void>;
  /** The whole file at once: a reader sees the old content or the new. */
  write(volume: string, path: string, content: Uint8Array): Promise<void>;
  read(volume: string, path: string): Promise<Uint8Array>;
  /** Nothing where there is no such file. */
  delete(volume: string, path: string): Promise<void>;
  /** Ordered by path. */
  list(volume: string): Promise<FileEntry[]>;
  /** Of all its files together. */
  sizeBytes(volume: string): Promise<number>;
  /**
   * Copies files of `source` into `target`, which is made when there is none. Files in `target` that the copy does not name
   * stay. The copy goes its own way from here.
   */
  copy(source: string, target: string, options?: CopyOptions): Promise<void>;
  /** Where the files lie on this machine; undefined where they lie nowhere. */
  folder(volume: string): string | undefined;
  /** Forgets what was only for this process; what is kept in a folder that was given stays. */
  stop(): Promise<void>;
}

export interface FileEntry {
  readonly path: string;
  readonly sizeBytes: number;
}

export interface CopyOptions {
  /** Directory in `target` that the files go into; its top unless said. */
  readonly under?: string;
  /** Files, or directories with all in them; everything unless said. */
  readonly only?: readonly string[];
}
