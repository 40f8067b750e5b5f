import type { ErrorTable } from "../error.ts";

/** Every name under which a region is not left, or a failover stops. */
export const failoverErrors = {
  "Failover.NotDeployed": {
    meaning: "The platform stands in one region, or this region has no part of it.",
    action: "Start it in a region that may take over. Nothing was done.",
  },
  "Failover.NoQuorum": {
    meaning: "Fewer than two of the three observers see the region down.",
    action: "Look at what each observer wrote last: `signalbox failover status`. Nothing was done.",
  },
  "Failover.NotSeenDown": {
    meaning: "No observer sees the region down.",
    action: "Nothing is to be done; `signalbox failover status` shows what each of them sees.",
  },
  "Failover.NotLongEnough": {
    meaning: "Two observers agree, but not yet for as long as the policy asks.",
    action: "Wait: it is looked at again each minute. Nothing was done.",
  },
  "Failover.NoProof": {
    meaning:
      "The region is not reached, while its database may go on replicating: it may be cut off and not lost.",
    action: "Look at its network, its load balancer and at Route 53. Nothing was done.",
  },
  "Failover.TargetNotReady": {
    meaning: "The region that would take over was not found ready in the last half hour.",
    action: "Start `readiness` there, and mend what it lacks. Nothing was done.",
  },
  "Failover.LagUnknown": {
    meaning: "Nobody can tell how much of the lost region's data has arrived.",
    action: "Look at the standby's cluster and at its newest canary row. Nothing was done.",
  },
  "Failover.LagOverRpo": {
    meaning: "More would be lost than the policy allows.",
    action: "Wait for the region, or restore; a person decides. Nothing was done.",
  },
  "Failover.FollowsAnother": {
    meaning:
      "A restore has switched users to a database that the region which would take over does not follow.",
    action:
      "Restore there as well, or go back (`signalbox backup back`), or give that region a replica of what was restored. Nothing was done.",
  },
  "Failover.OnHold": {
    meaning: "An earlier failover was not acknowledged yet, so that none may follow it by itself.",
    action: "Look at what it left, then invoke the function `acknowledge` with its epoch.",
  },
  "Failover.TablesSilent": {
    meaning:
      "Fewer than two of the three tables of epochs answer, or what they say leaves open who may write.",
    action: "Look at DynamoDB in the three regions. Nothing is done as long as nobody can tell.",
  },
  "Failover.AlreadyHere": {
    meaning: "This region may write already.",
    action: "Nothing is to be done; `signalbox failover status` shows the epoch.",
  },
  "Failover.NotHome": {
    meaning: "Users come back to the first region of the configuration, and this is another one.",
    action: "Start `failback` there; to move to this one, start `failover` here with planned_maintenance.",
  },
  "Failover.NotRejoined": {
    meaning: "The database of the region that returned does not follow the one that writes.",
    action:
      "Look at the global cluster in RDS: by itself it takes the old primary back as a secondary. One that was detached has to be removed and added anew. Nothing was done.",
  },
  "Failover.NotCaughtUp": {
    meaning:
      "The region that returned has not caught up: its database lags or is not followed, or its files or secrets are old.",
    action: "The message names it. Start `failback` again once it follows. Nothing was done.",
  },
  "Failover.AlreadyRunning": {
    meaning: "Another failover is under way, here or in another region.",
    action: "Wait for it, or for its time to be over: then it is taken over.",
  },
  "Failover.ReplicaCarriesIt": {
    meaning: "Corruption and intrusion are in the replicas as well, so none is promoted for them.",
    action: "Start `recover-from-harm`, as the message says. Nothing was done.",
  },
  "Failover.NobodyDecided": {
    meaning: "A person was asked and did not answer in time; that means no.",
    action: "Start it again where it is wanted.",
  },
  "Failover.Aborted": {
    meaning: "A person aborted it.",
    action: "The report says what was done until then, and which region may write.",
  },
  "Failover.NotClaimed": {
    meaning: "The claim of an epoch had no majority, or an answer got lost.",
    action: "It is tried with the next epoch. Where it stays so, look at DynamoDB in the three regions.",
  },
  "Failover.EpochTaken": {
    meaning: "Another region claimed an epoch since it was decided.",
    action: "Look at that run. This one did nothing.",
  },
  "Failover.EpochLost": {
    meaning: "A higher epoch is in force: this run may do nothing more.",
    action: "Look at the run that has it. What this one did before stands in its report.",
  },
  "Failover.NotPromoted": {
    meaning: "The database of this region did not become the writer in time.",
    action: "Look at the global cluster in RDS. Retry, or halt: nobody writes meanwhile.",
  },
  "Failover.NotServing": {
    meaning: "The region does not do what users need: an answer, a login, a chat, old data, or a new write.",
    action: "The message names it. Retry once it is mended; traffic was not turned yet.",
  },
  "Failover.ServicesNotUp": {
    meaning: "The services did not get as many tasks as serving takes.",
    action: "Look at the events of the ECS service that the message names.",
  },
  "Failover.NoTraffic": {
    meaning: "The region serves, but no user's request has arrived within five minutes.",
    action:
      "Look at the health checks, or the routing controls, and at the failover record in Route 53; at night nobody may have come.",
  },
  "Failover.SwitchesSilent": {
    meaning: "None of the endpoints by which routing controls are thrown took their new states.",
    action:
      "The message names each with what it answered. Retry, or throw them by hand at another of the five: `aws route53-recovery-cluster update-routing-control-states`; then skip.",
  },
  "Failover.SwitchesRefused": {
    meaning: "A safety rule of ARC refuses the routing controls' new states.",
    action:
      "The message names the rule. In its wait period after a change it is tried again; else mend the rule, or throw the controls by hand with `--safety-rules-to-override`, then skip.",
  },
  "Failover.NotWaiting": {
    meaning: "No failover of this name waits for such a word.",
    action: "`signalbox failover status` shows what runs, and what it waits for.",
  },
  "Failover.UnknownEpoch": {
    meaning: "There is no such epoch to acknowledge.",
    action: "`signalbox failover status` shows the epoch in force.",
  },
} as const satisfies ErrorTable;
