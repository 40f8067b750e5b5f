"""Drives every service of a booted local cloud with boto3 and prints what came back, as JSON.

Usage: boto3-services.py ENDPOINT SERVICE...
"""

import io
import json
import sys
import time
import zipfile

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT, *WANTED = sys.argv[1:]
ACCOUNT = "123456789012"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/boto"


def client(name):
    return boto3.client(
        name,
        endpoint_url=ENDPOINT,
        region_name="us-east-1",
        aws_access_key_id="AKIABOTO",
        aws_secret_access_key="secret",
        config=Config(retries={"total_max_attempts": 1}),
    )


def until(done, seconds=20):
    end = time.time() + seconds
    while time.time() < end:
        value = done()
        if value:
            return value
        time.sleep(0.1)
    raise TimeoutError("it never came")


def sts():
    return client("sts").get_caller_identity()["Account"]


def dynamodb():
    db = client("dynamodb")
    db.create_table(
        TableName="boto",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    )
    db.get_waiter("table_exists").wait(TableName="boto", WaiterConfig={"Delay": 1})
    db.put_item(TableName="boto", Item={"id": {"S": "1"}, "n": {"N": "2"}})
    db.update_item(
        TableName="boto",
        Key={"id": {"S": "1"}},
        UpdateExpression="ADD n :one",
        ExpressionAttributeValues={":one": {"N": "1"}},
    )
    return db.get_item(TableName="boto", Key={"id": {"S": "1"}})["Item"]


def ecr():
    registry = client("ecr")
    images = registry.list_images(repositoryName="signalbox-development/open-webui")["imageIds"]
    digest = next(i["imageDigest"] for i in images)
    batch = registry.batch_get_image(repositoryName="signalbox-development/open-webui", imageIds=[{"imageDigest": digest}])
    return batch["images"][0]["repositoryName"]


def ecs():
    containers = client("ecs")
    cluster = containers.list_clusters()["clusterArns"][0]
    services = containers.list_services(cluster=cluster)["serviceArns"]
    described = containers.describe_services(cluster=cluster, services=services)["services"]
    return sorted(s["status"] for s in described)


def elbv2():
    balancers = client("elbv2")
    balancer = balancers.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    listener = balancers.describe_listeners(LoadBalancerArn=balancer)["Listeners"][0]["ListenerArn"]
    rules = balancers.describe_rules(ListenerArn=listener)["Rules"]
    return sorted({r["Actions"][0]["Type"] for r in rules})


def application_autoscaling():
    targets = client("application-autoscaling").describe_scalable_targets(ServiceNamespace="ecs")
    return sorted({t["ScalableDimension"] for t in targets["ScalableTargets"]})


def cloudwatch():
    metrics = client("cloudwatch")
    metrics.put_metric_data(Namespace="Boto", MetricData=[{"MetricName": "Orders", "Value": 3, "Unit": "Count"}])
    metrics.put_metric_alarm(
        AlarmName="boto",
        Namespace="Boto",
        MetricName="Orders",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=10,
        ComparisonOperator="GreaterThanThreshold",
    )
    listed = metrics.list_metrics(Namespace="Boto")["Metrics"]
    alarm = metrics.describe_alarms(AlarmNames=["boto"])["MetricAlarms"][0]
    return [listed[0]["MetricName"], alarm["Threshold"]]


def zipped(text):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.mjs", text)
    return file.getvalue()


def lambda_():
    functions = client("lambda")
    functions.create_function(
        FunctionName="boto",
        Runtime="nodejs24.x",
        Handler="index.handler",
        Role=ROLE,
        Code={"ZipFile": zipped("export const handler = async ({ n }) => ({ twice: n * 2 });")},
    )
    functions.get_waiter("function_active_v2").wait(FunctionName="boto", WaiterConfig={"Delay": 1})
    answer = functions.invoke(FunctionName="boto", Payload=json.dumps({"n": 21}))
    return json.load(answer["Payload"])


def stepfunctions():
    machines = client("stepfunctions")
    definition = {
        "QueryLanguage": "JSONata",
        "StartAt": "Double",
        "States": {"Double": {"Type": "Pass", "Output": {"n": "{% $states.input.n * 2 %}"}, "End": True}},
    }
    machine = machines.create_state_machine(name="boto", roleArn=ROLE, definition=json.dumps(definition))
    started = machines.start_execution(stateMachineArn=machine["stateMachineArn"], input='{"n": 4}')
    arn = started["executionArn"]

    def ended():
        described = machines.describe_execution(executionArn=arn)
        return described if described["status"] != "RUNNING" else None

    return json.loads(until(ended)["output"])


def sqs():
    queues = client("sqs")
    url = queues.create_queue(QueueName="boto")["QueueUrl"]
    queues.send_message(QueueUrl=url, MessageBody="hello")
    received = queues.receive_message(QueueUrl=url, WaitTimeSeconds=5)["Messages"][0]
    queues.delete_message(QueueUrl=url, ReceiptHandle=received["ReceiptHandle"])
    return received["Body"]


def sns():
    topics = client("sns")
    arn = topics.create_topic(Name="boto")["TopicArn"]
    topics.publish(TopicArn=arn, Message="hello")
    return arn in [t["TopicArn"] for t in topics.list_topics()["Topics"]]


def events():
    bus = client("events")
    bus.put_rule(Name="boto", EventPattern='{"source": ["shop"]}')
    put = bus.put_events(Entries=[{"Source": "shop", "DetailType": "Order", "Detail": "{}"}])
    matched = bus.test_event_pattern(
        EventPattern='{"source": [{"prefix": "sh"}]}',
        Event=json.dumps(
            {
                "id": "1",
                "account": ACCOUNT,
                "source": "shop",
                "time": "2026-01-01T00:00:00Z",
                "region": "us-east-1",
                "resources": [],
                "detail-type": "Order",
                "detail": {},
            }
        ),
    )
    return [bus.describe_rule(Name="boto")["State"], put["FailedEntryCount"], matched["Result"]]


def scheduler():
    schedules = client("scheduler")
    schedules.create_schedule(
        Name="boto",
        ScheduleExpression="rate(1 hour)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:boto", "RoleArn": ROLE},
    )
    return schedules.get_schedule(Name="boto")["ScheduleExpression"]


def logs():
    groups = client("logs")
    groups.create_log_group(logGroupName="/boto")
    groups.create_log_stream(logGroupName="/boto", logStreamName="s")
    now = int(time.time() * 1000)
    groups.put_log_events(
        logGroupName="/boto", logStreamName="s", logEvents=[{"timestamp": now, "message": "packed"}]
    )
    found = until(lambda: groups.get_log_events(logGroupName="/boto", logStreamName="s")["events"])
    return found[0]["message"]


def ssm():
    parameters = client("ssm")
    parameters.put_parameter(Name="/boto/colour", Value="green", Type="String")
    return parameters.get_parameter(Name="/boto/colour")["Parameter"]["Value"]


def secretsmanager():
    secrets = client("secretsmanager")
    secrets.create_secret(Name="boto", SecretString="hush")
    return secrets.get_secret_value(SecretId="boto")["SecretString"]


def rds():
    databases = client("rds")
    wanted = dict(
        DBClusterIdentifier="boto",
        Engine="aurora-postgresql",
        MasterUsername="postgres",
        MasterUserPassword="secret-enough",
    )
    databases.create_db_cluster(**wanted)
    cluster = databases.describe_db_clusters(DBClusterIdentifier="boto")["DBClusters"][0]
    try:
        databases.create_db_cluster(**wanted)
        refused = None
    except databases.exceptions.DBClusterAlreadyExistsFault as error:
        refused = error.response["Error"]["Code"]
    return [cluster["Status"], cluster["MasterUsername"], refused]


def refusal(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]


def kms():
    keys = client("kms")
    key = keys.create_key()["KeyMetadata"]["KeyId"]
    keys.create_alias(AliasName="alias/boto", TargetKeyId=key)
    state = keys.describe_key(KeyId="alias/boto")["KeyMetadata"]["KeyState"]
    return [state, refusal(keys.describe_key, KeyId="alias/nothing")]


def efs():
    systems = client("efs")
    made = systems.create_file_system(CreationToken="boto")
    refused = refusal(systems.create_file_system, CreationToken="boto")
    return [made["LifeCycleState"], refused]


def backup():
    vaults = client("backup")
    vaults.create_backup_vault(BackupVaultName="boto")
    vaults.put_backup_vault_lock_configuration(BackupVaultName="boto", MinRetentionDays=7, ChangeableForDays=3)
    locked = vaults.describe_backup_vault(BackupVaultName="boto")
    systems = client("efs")
    made = systems.create_file_system(CreationToken="boto-backup")
    arn = made["FileSystemArn"]

    def available():
        described = systems.describe_file_systems(FileSystemId=made["FileSystemId"])["FileSystems"][0]
        return described["LifeCycleState"] == "available"

    until(available)
    job = vaults.start_backup_job(
        BackupVaultName="boto", ResourceArn=arn, IamRoleArn=ROLE, Lifecycle={"DeleteAfterDays": 8}
    )["BackupJobId"]

    def ended():
        described = vaults.describe_backup_job(BackupJobId=job)
        return described if described["State"] == "COMPLETED" else None

    point = until(ended)["RecoveryPointArn"]
    refused = refusal(vaults.delete_recovery_point, BackupVaultName="boto", RecoveryPointArn=point)
    return [locked["MinRetentionDays"], refused]


def route53():
    names = client("route53")
    record = {"Name": "boto.example.com", "Type": "CNAME", "TTL": 60, "ResourceRecords": [{"Value": "example.com"}]}
    changes = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
    names.change_resource_record_sets(HostedZoneId="Z1", ChangeBatch=changes)
    listed = names.list_resource_record_sets(HostedZoneId="Z1")["ResourceRecordSets"]
    return [listed[0]["Name"], refusal(names.get_health_check, HealthCheckId="nothing")]


def route53_recovery_cluster():
    switches = client("route53-recovery-cluster")
    listed = switches.list_routing_controls()["RoutingControls"]
    arn = "arn:aws:route53-recovery-control::123456789012:controlpanel/boto/routingcontrol/nothing"
    return [len(listed), refusal(switches.get_routing_control_state, RoutingControlArn=arn)]


def s3():
    objects = client("s3")
    objects.create_bucket(Bucket="boto")
    objects.put_object(Bucket="boto", Key="a/b", Body=b"hello")
    objects.upload_fileobj(io.BytesIO(b"more"), "boto", "a/c")
    content = objects.get_object(Bucket="boto", Key="a/b")["Body"].read().decode()
    keys = [o["Key"] for o in objects.list_objects_v2(Bucket="boto", Prefix="a/")["Contents"]]
    missing = refusal(objects.get_object, Bucket="boto", Key="nothing")
    return [content, keys, missing, refusal(objects.head_object, Bucket="boto", Key="nothing")]


DRIVERS = {
    "application-autoscaling": application_autoscaling,
    "backup": backup,
    "dynamodb": dynamodb,
    "ecr": ecr,
    "ecs": ecs,
    "elasticfilesystem": efs,
    "elasticloadbalancing": elbv2,
    "events": events,
    "kms": kms,
    "lambda": lambda_,
    "logs": logs,
    "monitoring": cloudwatch,
    "rds": rds,
    "route53": route53,
    "route53-recovery-cluster": route53_recovery_cluster,
    "s3": s3,
    "scheduler": scheduler,
    "secretsmanager": secretsmanager,
    "sns": sns,
    "sqs": sqs,
    "ssm": ssm,
    "states": stepfunctions,
    "sts": sts,
}


def driven(name):
    try:
        return DRIVERS[name]()
    except Exception as error:  # the test shows it beside what was expected
        return f"{type(error).__name__}: {error}"


print(json.dumps({name: driven(name) for name in WANTED}))
