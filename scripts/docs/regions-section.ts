/** What lies between regions on the laptop, for docs/local-cloud.md. */
export const regionsSection = (): string =>
  [
    "## Regions",
    "",
    "A call knows the region that it comes from (a Lambda's own) and the one that it asks. Faults stand between the two:",
    "",
    "* `region-dark` stops a region: nobody reaches it, its Lambdas reach nothing, schedules, alarms, metrics and events there are",
    "  not. What its services ask one another waits; executions go on when it is back, with what it had, or time out. What a service does",
    "  by itself, such as a deployment's health checks or a backup job, goes on. With `plane` `control` or `data`, its APIs or its load",
    "  balancers alone are closed to whoever is outside.",
    "* `region-partitioned` cuts a region off from everything outside, or from one `other` region, while it runs on.",
    "* `region-slow` lets its APIs and load balancers answer late.",
    "",
    "Where a platform has several regions, its public names lead where Route 53's records say, by health checks every 30 s that turn",
    "after three looks (an endpoint's status, an alarm's state, or other checks). `npm start` opens one port for the public name: a new",
    "connection goes where it leads, an answer is kept for its 60 s, an open stream stays where it is. CloudFront is not there: its name",
    "leads to its origin. Names of other hosts lead nowhere; a Lambda that asks for one learns whether its region reaches the internet.",
    "`GET /_signalbox/names` says where each name leads and how each check stands; `GET /_signalbox/forbidden-calls`, which calls roles",
    "tried at regions that they do not reach, or at APIs whose control plane is in one region for all.",
  ].join("\n");
