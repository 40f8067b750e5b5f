/**
 * The ledger's items. One table with string keys `pk` and `sk`; all that belongs to a group has one pk, so that one
 * Query reads it.
 *
 * | sk | what |
 * |---|---|
 * | `lock` | owner (execution ARN), run, epoch; kept without an owner when free, so that epochs only rise |
 * | `standing` | what the last release left: what each service runs, and on which side |
 * | `generations` | what ran in the application when a side left last, and what was waited for in vain |
 * | `run#<run>` | a release: order, sides, phase, weight, outcome, report |
 * | `refused#<run>` | the report of a release that was refused before it was recorded; with the pk `groups` where no group is meant |
 * | `cutover#<run>` | what a maintenance cutover has come to, its snapshot, and what it switched |
 * | `downtime` | how long each part of the group's last cutover took |
 * | `act#<run>#<entered>#<state>` | one act of its journal, with evidence; one for each visit of a state |
 * | `token#<run>` | the task token that the release waits on; each visit overwrites it. TTL attribute `expires` |
 * | `alarm#<run>` | the first alarm of the policy that went to ALARM during the release |
 * | `decision#<run>#abort` | a person's abort; the first one stays |
 * | `decision#<run>#promote#<at>` | a person's promote; `visit` says which wait it answers |
 * | `decision#<run>#supersede` | a newer release's word that this one shall turn back; the first one stays |
 * | `ticket#<run>` | a release that waits for its turn. TTL attribute `expires` |
 * | `freeze#<at>` | a freeze that a person or a move to another region has set for the group; with the pk `groups`, for all of them |
 *
 * A set of releases has the pk `set#<run>`, with `run#<run>` (the set, what it has let go on, its report), its acts and the
 * decision of a person to abort it; the pk `sets#<group>` has the `lock` by which a group is in one set at a time.
 *
 * All that belongs to a class of backups has one pk as well.
 *
 * | sk | what |
 * |---|---|
 * | `lock` | as a group's: the lease of the run that makes a point |
 * | `schedule` | since when the class is known, and when its newest run was due |
 * | `run#<run>` | how a run ended |
 * | `silence` | what the dead man's alarms said of it when they last changed |
 * | `point#<id>#<kind>` | one record of a recovery point; TTL attribute `expires`, long after the point is gone |
 *
 * What is done with points has a pk for each thing that one run at a time may work on, with its `lock`, and `run#<run>`, how
 * each run ended (of a rehearsal, by its group), and what people were told once of points, vaults and events has the pk `told`: `copy#<region>#<point>`, `verify#<class>`, `prune#<class>`, `runbook#<machine>`, `recover#harm`, and `restore#database` and the like. A restore and a recovery
 * wait for a person as a release does: `token#<run>`, and `said#<run>#<wait>`, the first word about that wait. The pk `jobs` has
 * `token#<job>` of each job of AWS Backup that a run waits for.
 *
 * A pipeline has the pk `pipeline#<group>`: `lock`, `run#<run>`, `ticket#<run>` and `token#<run>` as above, `said#<run>#pipeline`, the
 * first word about a run, and `digest#<digest>`, the run that has this image.
 *
 * What a failover rests on has the pk `failover`. The first four and `apart` stand in three regions' tables, so that any two of them tell.
 *
 * | sk | what |
 * |---|---|
 * | `epoch#<epoch>` | who owns the epoch, and which region it activates; written once. Eight digits, so that they sort |
 * | `observed#<about>#<observer>#<at>` | what one observer saw in one minute. TTL attribute `expires` |
 * | `run#<run>` | a failover, a failback, a drill: its phase, when it was last heard of, its report |
 * | `acknowledged` | the highest epoch that a person has acknowledged |
 * | `fence` | the highest epoch that has acted in this region: no lower one may |
 * | `apart#<region>` | the cluster that users of a region write to which no other region follows, and when that was last so |
 * | `readiness` | what the last look at this region as a target found, and when |
 *
 * A service whose replicas are planned has the pk `scale#<service>`: `lock` and `run#<run>` as above, `planner`, all that the planner
 * has learnt, `decision`, its newest word, and `shortage`, since when replicas are missing of which people know.
 */
export const ledgerKeys = {
  group: (group: string) => `group#${group}`,
  allGroups: "groups",
  /** The pk of a set of releases, and of the lease by which a group is in one set at a time. */
  set: (run: string) => `set#${run}`,
  setsOf: (group: string) => `sets#${group}`,
  lock: "lock",
  standing: "standing",
  generations: "generations",
  runs: "run#",
  run: (run: string) => `run#${run}`,
  cutover: (run: string) => `cutover#${run}`,
  downtime: "downtime",
  refused: (run: string) => `refused#${run}`,
  acts: (run: string) => `act#${run}#`,
  act: (run: string, entered: string, state: string) => `act#${run}#${entered}#${state}`,
  token: (run: string) => `token#${run}`,
  alarm: (run: string) => `alarm#${run}`,
  decisions: (run: string) => `decision#${run}#`,
  abort: (run: string) => `decision#${run}#abort`,
  promote: (run: string, at: string) => `decision#${run}#promote#${at}`,
  supersede: (run: string) => `decision#${run}#supersede`,
  tickets: "ticket#",
  ticket: (run: string) => `ticket#${run}`,
  class: (id: string) => `class#${id}`,
  schedule: "schedule",
  points: "point#",
  point: (id: string, kind: string) => `point#${id}#${kind}`,
  /** What is done with one thing at a time: a copy of a point, a verification or a pruning of a class, a restore. */
  work: (
    act: "copy" | "verify" | "pipeline" | "prune" | "recover" | "restore" | "rehearse" | "runbook" | "scale",
    subject: string,
  ) => `${act}#${subject}`,
  planner: "planner",
  decision: "decision",
  shortage: "shortage",
  digest: (digest: string) => `digest#${digest}`,
  said: (run: string, wait: string) => `said#${run}#${wait}`,
  jobs: "jobs",
  silence: "silence",
  /** The pk of what people were told once about points, vaults and events that belong to no class. */
  told: "told",
  alarmAbout: (error: string, subject: string) => `${error}#${subject}`,
  /** The pk of epochs, observations and failovers. */
  failover: "failover",
  epochs: "epoch#",
  epoch: (epoch: number) => `epoch#${String(epoch).padStart(8, "0")}`,
  allObservations: "observed#",
  observations: (about: string) => `observed#${about}#`,
  observation: (about: string, observer: string, at: string) => `observed#${about}#${observer}#${at}`,
  acknowledged: "acknowledged",
  fence: "fence",
  apart: (region: string) => `apart#${region}`,
  readiness: "readiness",
  freezes: "freeze#",
  freeze: (at: string) => `freeze#${at}`,
} as const;
