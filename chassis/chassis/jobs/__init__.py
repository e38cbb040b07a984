"""Jobs and schedules: rows first, workers second."""

from chassis.jobs.declaration import JobKind, Schedule, job, jobs_in, schedule, schedules_in
from chassis.jobs.model import Job
from chassis.jobs.running import JobWork, open_jobs, run_job, unfinished_jobs

__all__ = [
    "Job",
    "JobKind",
    "JobWork",
    "Schedule",
    "job",
    "jobs_in",
    "open_jobs",
    "run_job",
    "schedule",
    "schedules_in",
    "unfinished_jobs",
]
