"""Starting a job is writing its row; the message to the workers carries only its id and may get lost."""

from typing import TYPE_CHECKING, Any

from chassis.jobs.model import Job

if TYPE_CHECKING:
    from chassis.operations.context import Context


def start_job(context: "Context", kind: str, arguments: dict[str, Any], function: str | None = None) -> Job:
    """Write the row and, after the commit, tell the workers."""
    job = Job(
        kind=kind,
        arguments=arguments,
        requested_by=context.principal.id,
        principal=context.principal.to_claims(),
        function=function,
        created_at=context.now(),
        state="queued",
        progress=0,
        total=0,
        result={},
        error="",
        attempts=0,
    )
    context.session.add(job)
    context.after_commit.append(lambda: context.host.enqueue(job.id))
    return job
