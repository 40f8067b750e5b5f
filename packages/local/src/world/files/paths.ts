import { NamedError } from "@signalbox/core/error";

/** Throws `Files.BadPath` for a path that leads out of its volume or names no file. */
export function checkedPath(path: string): string {
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === "..") || path.includes("\0"))
    throw new NamedError("Files.BadPath", `${JSON.stringify(path)} is no path of a file in a volume`, {
      path,
    });
  return path;
}

/** Throws `Files.BadPath` for a name that is not of letters, digits and hyphens. */
export function checkedVolume(volume: string): string {
  if (!/^[A-Za-z0-9-]+$/.test(volume))
    throw new NamedError("Files.BadPath", `${JSON.stringify(volume)} is no name of a volume`, { volume });
  return volume;
}

/** Whether a copy of `only` takes the file. */
export const isAmong = (path: string, only: readonly string[] | undefined): boolean =>
  only === undefined || only.some((wanted) => path === wanted || path.startsWith(`${wanted}/`));

export const noVolume = (volume: string): NamedError =>
  new NamedError("Files.NoVolume", `there is no volume ${volume}`, { volume });

export const noFile = (volume: string, path: string): NamedError =>
  new NamedError("Files.NoFile", `there is no file ${path} in ${volume}`, { volume, path });

/** By code units, so that it is the same in every locale. */
export const byPath = (one: { readonly path: string }, other: { readonly path: string }): number =>
  one.path < other.path ? -1 : 1;
