"""The read side of tasks."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.access import names_of
from chassis.operations import Context, operation
from office.tasks import schemas
from office.tasks.model import Task

SORTS = {"created_at": Task.created_at, "title": Task.title, "due_on": Task.due_on}


@operation(
    "GET",
    "/tasks",
    title=("任务列表", "Tasks"),
    scope="office.task.read",
    query=schemas.TaskQuery,
    response=schemas.TaskPage,
)
def list_tasks(
    ctx: Context,
    state: str | None,
    assignee_id: UUID | None,
    assigner_id: UUID | None,
    due_by: date | None,
    **query: Any,
) -> dict[str, Any]:
    """Own tasks, the team's for those who lead."""
    wanted = {"state": state, "owner_id": assignee_id, "assigner_id": assigner_id}
    statement = select(Task).filter_by(**{name: value for name, value in wanted.items() if value is not None})
    if due_by:
        statement = statement.where(Task.due_on <= due_by)
    page = ctx.page(statement, SORTS, "-created_at", query)
    return page | {"items": shown(ctx, page["items"])}


@operation("GET", "/tasks/{task_id}", title=("任务", "Task"), scope="office.task.read", response=schemas.TaskView)
def get_task(ctx: Context, task_id: UUID) -> dict[str, Any]:
    return shown(ctx, [ctx.get(Task, task_id)])[0]


def shown(ctx: Context, tasks: list[Task]) -> list[dict[str, Any]]:
    """Tasks with the names of those who gave them and those who have them."""
    ctx.session.flush()
    names = names_of(ctx.session, {person for task in tasks for person in (task.owner_id, task.assigner_id)})
    return [
        vars(task) | {"owner_name": names.get(task.owner_id, ""), "assigner_name": names.get(task.assigner_id, "")}
        for task in tasks
    ]
