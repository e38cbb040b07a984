"""Use cases of tasks: assign, finish, cancel, reopen."""

from typing import Any
from uuid import UUID

from chassis.access import get_person
from chassis.model import NotFound
from chassis.operations import Context, operation
from office import events
from office.tasks import schemas
from office.tasks.model import Task
from office.tasks.queries import shown


@operation(
    "POST",
    "/tasks",
    title=("指派任务", "Assign a task"),
    scope="office.task.assign",
    request=schemas.AssignTask,
    response=schemas.TaskView,
    status=201,
)
def assign_task(ctx: Context, assignee_id: UUID, **values: Any) -> dict[str, Any]:
    """The assignee's place decides which superiors see the task; raises NotFound for somebody out of reach."""
    assignee = get_person(ctx.session, assignee_id, "assignee_id")
    if not ctx.reach.includes(assignee.id, assignee.org_path):
        raise NotFound(field="assignee_id")
    task = ctx.add(
        Task(
            **values,
            owner_id=assignee.id,
            org_path=assignee.org_path,
            assigner_id=ctx.principal.id,
            state="open",
            created_at=ctx.now(),
        )
    )
    _tell_assigned(ctx, task)
    return shown(ctx, [task])[0]


@operation(
    "POST",
    "/tasks/{task_id}/finish",
    title=("完成任务", "Finish a task"),
    scope="office.task.finish",
    request=schemas.MoveTask,
    response=schemas.TaskView,
)
def finish_task(ctx: Context, task_id: UUID, expected_version: int | None) -> dict[str, Any]:
    return _close(ctx, task_id, "finish", expected_version)


@operation(
    "POST",
    "/tasks/{task_id}/cancel",
    title=("取消任务", "Cancel a task"),
    scope="office.task.assign",
    request=schemas.MoveTask,
    response=schemas.TaskView,
)
def cancel_task(ctx: Context, task_id: UUID, expected_version: int | None) -> dict[str, Any]:
    return _close(ctx, task_id, "cancel", expected_version)


@operation(
    "POST",
    "/tasks/{task_id}/reopen",
    title=("重新打开任务", "Reopen a task"),
    scope="office.task.finish",
    request=schemas.MoveTask,
    response=schemas.TaskView,
)
def reopen_task(ctx: Context, task_id: UUID, expected_version: int | None) -> dict[str, Any]:
    task = ctx.get(Task, task_id, version=expected_version)
    task.move("reopen", ctx.now())
    _tell_assigned(ctx, task)
    return shown(ctx, [task])[0]


def _close(ctx: Context, task_id: UUID, action: str, expected_version: int | None) -> dict[str, Any]:
    task = ctx.get(Task, task_id, version=expected_version)
    task.move(action, ctx.now())
    ctx.record(events.TaskClosed, task.id, task_id=task.id, assignee_id=task.owner_id, state=task.state)
    return shown(ctx, [task])[0]


def _tell_assigned(ctx: Context, task: Task) -> None:
    ctx.record(
        events.TaskAssigned,
        task.id,
        task_id=task.id,
        title=task.title,
        assignee_id=task.owner_id,
        assigner_id=task.assigner_id,
        org_path=task.org_path,
        due_on=task.due_on,
    )
