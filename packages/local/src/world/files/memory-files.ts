import type { FilePlane } from "./file-plane.ts";
import { byPath, checkedPath, checkedVolume, isAmong, noFile, noVolume } from "./paths.ts";

/** Files in memory: for virtual time. Contents are never changed in place, so that copies share them. */
export function memoryFiles(): FilePlane {
  const volumes = new Map<string, Map<string, Uint8Array>>();
  const filesOf = (volume: string): Map<string, Uint8Array> => {
    const files = volumes.get(volume);
    if (!files) throw noVolume(volume);
    return files;
  };
  const create = (volume: string): Map<string, Uint8Array> => {
    const files = volumes.get(checkedVolume(volume)) ?? new Map<string, Uint8Array>();
    volumes.set(volume, files);
    return files;
  };
  return {
    kind: "memory",
    create: async (volume) => void create(volume),
    exists: async (volume) => volumes.has(volume),
    remove: async (volume) => void volumes.delete(volume),
    write: async (volume, path, content) =>
      void filesOf(volume).set(checkedPath(path), new Uint8Array(content)),
    read: async (volume, path) => {
      const content = filesOf(volume).get(path);
      if (!content) throw noFile(volume, path);
      return new Uint8Array(content);
    },
    delete: async (volume, path) => void filesOf(volume).delete(path),
    list: async (volume) =>
      [...filesOf(volume)]
        .map(([path, { byteLength }]) => ({ path, sizeBytes: byteLength }))
        .toSorted(byPath),
    sizeBytes: async (volume) =>
      filesOf(volume)
        .values()
        .reduce((sum, { byteLength }) => sum + byteLength, 0),
    copy: async (source, target, { under, only } = {}) => {
      const from = filesOf(source);
      const to = create(target);
      for (const [path, content] of from)
        if (isAmong(path, only))
          to.set(under === undefined ? path : `${checkedPath(under)}/${path}`, content);
    },
    folder: () => undefined,
    stop: async () => volumes.clear(),
  };
}
