import { AwsError } from "../../error.ts";
import { page } from "../../page.ts";
import type { Input, Output } from "../../service.ts";
import { refuseUnsupported } from "../../supported.ts";
import { patternOf } from "../pattern-text.ts";
import type { Registry } from "../registry.ts";
import type { Archive } from "./archive.ts";
import { expire } from "./keep.ts";

export function createArchive(
  registry: Registry,
  input: Input<"events", "CreateArchive">,
  now: number,
): Output<"events", "CreateArchive"> {
  refuseUnsupported("events:CreateArchive", input, [
    "ArchiveName",
    "EventSourceArn",
    "Description",
    "EventPattern",
    "RetentionDays",
  ]);
  const { ArchiveName: name = "", EventSourceArn, EventPattern: patternText } = input;
  if (!/^[.\-_A-Za-z0-9]{1,48}$/.test(name))
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${name}' at 'archiveName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
    );
  const bus = registry.bus(EventSourceArn);
  if (registry.archive(name))
    throw new AwsError("ResourceAlreadyExistsException", `Archive ${name} already exists.`);
  const archive: Archive = {
    name,
    arn: registry.archiveArn(name),
    source: bus.arn,
    created: new Date(now),
    description: input.Description,
    pattern: patternText === undefined ? undefined : patternOf(patternText),
    patternText,
    retentionDays: input.RetentionDays ?? 0,
    events: [],
  };
  bus.archives.set(name, archive);
  return changed(archive);
}

export function updateArchive(
  registry: Registry,
  { ArchiveName, Description, EventPattern, RetentionDays }: Input<"events", "UpdateArchive">,
): Output<"events", "UpdateArchive"> {
  const archive = archiveOf(registry, ArchiveName);
  if (EventPattern !== undefined) {
    archive.pattern = patternOf(EventPattern);
    archive.patternText = EventPattern;
  }
  if (Description !== undefined) archive.description = Description;
  if (RetentionDays !== undefined) archive.retentionDays = RetentionDays;
  return changed(archive);
}

export function describeArchive(
  registry: Registry,
  { ArchiveName }: Input<"events", "DescribeArchive">,
  now: number,
): Output<"events", "DescribeArchive"> {
  const archive = archiveOf(registry, ArchiveName);
  const { description, patternText } = archive;
  return {
    ArchiveArn: archive.arn,
    ...summary(archive, now),
    ...(description !== undefined && { Description: description }),
    ...(patternText !== undefined && { EventPattern: patternText }),
  };
}

export function listArchives(
  registry: Registry,
  input: Input<"events", "ListArchives">,
  now: number,
): Output<"events", "ListArchives"> {
  const { NamePrefix = "", EventSourceArn, State = "ENABLED", NextToken, Limit = 100 } = input;
  if (EventSourceArn !== undefined) registry.bus(EventSourceArn);
  const found = registry
    .archives()
    .filter(({ name, source }) => name.startsWith(NamePrefix) && (EventSourceArn ?? source) === source)
    .filter(() => State === "ENABLED")
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, nextToken } = page(found, NextToken, Limit);
  return {
    Archives: items.map((archive) => summary(archive, now)),
    ...(nextToken && { NextToken: nextToken }),
  };
}

export function deleteArchive(registry: Registry, { ArchiveName }: Input<"events", "DeleteArchive">): object {
  const archive = archiveOf(registry, ArchiveName);
  registry.bus(archive.source).archives.delete(archive.name);
  return {};
}

function archiveOf(registry: Registry, name: string | undefined): Archive {
  const archive = registry.archive(name ?? "");
  if (!archive) throw new AwsError("ResourceNotFoundException", `Archive ${name} does not exist.`);
  return archive;
}

function changed({ arn, created }: Archive) {
  return { ArchiveArn: arn, State: "ENABLED", CreationTime: created } as const;
}

function summary(archive: Archive, now: number) {
  expire(archive, now);
  return {
    ArchiveName: archive.name,
    EventSourceArn: archive.source,
    State: "ENABLED",
    RetentionDays: archive.retentionDays,
    SizeBytes: archive.events.reduce((sum, { bytes }) => sum + bytes, 0),
    EventCount: archive.events.length,
    CreationTime: archive.created,
  } as const;
}
