"""The read side of tasks."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.operations import Context, operation
from office.tasks import schemas
from office.tasks.model import Task

SORTS = {"created_at": Task.created_at, "title": Task.title}


@operation(
    "GET",
    "/tasks",
    title=("任务列表", "Tasks"),
    scope="office.task.read",
    query=schemas.TaskQuery,
    response=schemas.TaskPage,
)
def list_tasks(ctx: Context, state: str | None, assignee_id: UUID | None, **query: Any) -> dict[str, Any]:
    """Own tasks, the team's for those who lead."""
    statement = select(Task)
    if state:
        statement = statement.where(Task.state == state)
    if assignee_id:
        statement = statement.where(Task.owner_id == assignee_id)
    return ctx.page(statement, SORTS, "-created_at", query)


@operation("GET", "/tasks/{task_id}", title=("任务", "Task"), scope="office.task.read", response=schemas.TaskView)
def get_task(ctx: Context, task_id: UUID) -> Task:
    return ctx.get(Task, task_id)
