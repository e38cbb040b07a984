"""The functions of what every service has below /system, split so that who runs the system sees no business data."""

from chassis.access.functions import Area, Function

SYSTEM = Area("system", "系统", "System")
OPEN_JOBS = "system.jobs.open"
OPEN_EVENTS = "system.events.read"
OPEN_AUDIT = "system.audit.open"

FUNCTIONS = (
    Function("system.jobs.read", "查看任务进度", "See the progress of jobs", SYSTEM),
    Function(OPEN_JOBS, "打开他人任务的结果", "Open the results of others' jobs", SYSTEM, False, beyond=True),
    Function("system.events.watch", "查看事件积压和搁置的事件", "Watch lag and parked events", SYSTEM, False),
    Function(OPEN_EVENTS, "读取事件内容", "Read the contents of events", SYSTEM, False),
    Function("system.events.manage", "重试或跳过搁置的事件", "Retry or skip parked events", SYSTEM, False),
    Function("system.export", "导出列表到 Excel", "Export lists to Excel", SYSTEM, False),
    Function("system.check", "检查数据是否一致", "Check that the data are consistent", SYSTEM, False),
    Function("system.facts.read", "读取跨服务核对数据", "Read figures for checks across services", SYSTEM, False),
    Function("system.history.read", "查看记录的变更历史", "See the history of records within reach", SYSTEM),
    Function("system.audit.read", "查看变更记录", "Search the audit trail", SYSTEM, False),
    Function(OPEN_AUDIT, "查看变更前后的内容", "See what was changed in business records", SYSTEM, False, beyond=True),
)
