"""Calls an endpoint with boto3 and prints what it understood, as JSON. Usage: other-clients.py ENDPOINT"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

CONFIG = Config(retries={"total_max_attempts": 1})


def client(service):
    return boto3.client(
        service,
        endpoint_url=sys.argv[1],
        region_name="eu-west-1",
        aws_access_key_id="AKIABOTO",
        aws_secret_access_key="secret",
        config=CONFIG,
    )


def understood(call):
    try:
        answer = call()
        answer.pop("ResponseMetadata")
        if "Payload" in answer:
            answer["Payload"] = answer["Payload"].read().decode()
        return answer
    except ClientError as error:
        return {"error": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}


calls = {
    "sts": lambda: client("sts").get_caller_identity(),
    "states": lambda: client("stepfunctions").start_execution(stateMachineArn="arn:m", name="n", input="{}"),
    "dynamodb": lambda: client("dynamodb").get_item(TableName="t", Key={"id": {"S": "1"}}),
    "monitoring": lambda: client("cloudwatch").describe_alarms(AlarmNames=["a", "b"]),
    "elasticloadbalancing": lambda: client("elbv2").modify_rule(
        RuleArn="arn:r",
        Actions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "g", "Weight": 9}]}}],
    ),
    "lambda": lambda: client("lambda").invoke(FunctionName="f", Payload=b'{"a":1}'),
    "sns": lambda: client("sns").publish(
        TopicArn="arn:t", Message="<m>", MessageAttributes={"k": {"DataType": "String", "StringValue": "v"}}
    ),
    "ecs": lambda: client("ecs").describe_services(services=["s"]),
    "events": lambda: client("events").put_events(Entries=[{"Source": "a", "DetailType": "d", "Detail": "{}"}]),
}
print(json.dumps({name: understood(call) for name, call in calls.items()}, default=str))
