"""The environment of the daemons: what differs by node."""

from __future__ import annotations

from aeolus_agent.description import NodeDescription


def daemon_settings(node: NodeDescription) -> str:
    """Return the text of `daemons.env`, in which there is no secret.

    Units name these variables in their commands, uvicorn reads FORWARDED_ALLOW_IPS, boto3 the
    region, and Airflow its options.
    """
    settings = {"AWS_DEFAULT_REGION": node.region}
    if node.work:
        settings["AEOLUS_QUEUES"] = ",".join(node.work.queues)
        settings["AEOLUS_CONCURRENCY"] = str(node.work.concurrency)
    if node.serving:
        settings["AEOLUS_API_WORKERS"] = str(node.serving.workers)
        settings["FORWARDED_ALLOW_IPS"] = ",".join(node.serving.trusted_proxies)
    if node.parallelism is not None:
        settings["AIRFLOW__CORE__PARALLELISM"] = str(node.parallelism)
    return "".join(f'{name}="{value}"\n' for name, value in settings.items())
