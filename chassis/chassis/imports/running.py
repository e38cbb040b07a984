"""The import job: read, map, check, apply in steps, hand back the bad rows as a workbook with a reason each."""

from typing import Any

from marshmallow import ValidationError
from sqlalchemy.exc import IntegrityError

from chassis.imports.kind import OUTCOMES, ImportKind
from chassis.jobs import JobWork, job
from chassis.model import RuleError
from chassis.operations import Context
from chassis.operations.messages import flat_errors, translated
from chassis.operations.problems import rule_behind
from chassis.spreadsheets import BadRow, Checked, HeaderMap, Table, annotate, check_rows, map_headers, read_table

STEP = 200
"""Groups applied in one transaction."""
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Group = list[tuple[int, dict[str, Any]]]


class DryRun(Exception):
    """Raised at the end of a dry run, so that nothing of it is kept."""


@job("import")
def run_import(
    work: JobWork,
    kind: str,
    file: str,
    filename: str,
    dry_run: bool,
    constants: dict[str, str],
    mapping: dict[str, str],
) -> dict[str, Any]:
    """Import a stored file; what was refused comes back as a workbook that can be corrected and imported again."""
    declared = work.host.import_kind(kind)
    table = read_table(work.host.files.get(file), filename)
    headers = map_headers(table.headers, declared.columns, mapping, constants)
    checked = check_rows(table, headers, declared.schema())
    bad = {row.number: _in_both_languages(row) for row in checked.bad}
    groups = _whole_groups(declared, table, headers, checked, bad)
    state = work.state or {**dict.fromkeys(OUTCOMES, 0), "refused": {}}
    if dry_run:
        _try_all(work, declared, groups, headers, state)
    else:
        _apply_in_steps(work, declared, groups, headers, state)
    bad |= {int(number): reason for number, reason in state["refused"].items()}
    return _result(work, table, headers, state, bad, filename)


def _in_both_languages(row: BadRow) -> str:
    """What is wrong with a row, for people: the header as their file calls it, then Chinese and English."""
    said = [(column, *translated(message)[1:]) for column, message in row.errors]
    return "; ".join(f"{column}: {zh} / {en}" if column else f"{zh} / {en}" for column, zh, en in said)


def _whole_groups(
    kind: ImportKind, table: Table, headers: HeaderMap, checked: Checked, bad: dict[int, str]
) -> list[Group]:
    """The groups of which every row is good: a group with a bad row is refused whole, each row saying so."""
    spoilt = _keys_of_bad_rows(kind, table, headers, bad)
    groups = []
    for group in kind.groups(checked.good):
        key = str(group[0][1].get(kind.group_by)) if kind.group_by else None
        if key in spoilt:
            bad |= {number: "同一单据的其他行有误 / Another row of the same document is wrong" for number, _ in group}
        else:
            groups.append(group)
    return groups


def _keys_of_bad_rows(kind: ImportKind, table: Table, headers: HeaderMap, bad: dict[int, str]) -> set[str]:
    if kind.group_by is None:
        return set()
    header = headers.header_of(kind.group_by)
    return {row.values.get(header, "") for row in table.rows if row.number in bad}


def _apply_in_steps(
    work: JobWork, kind: ImportKind, groups: list[Group], headers: HeaderMap, state: dict[str, Any]
) -> None:
    for start in range(work.progress, len(groups), STEP):
        chunk = groups[start : start + STEP]
        with work.step(progress=start + len(chunk), total=len(groups), state=state) as context:
            for group in chunk:
                _apply_group(context, kind, group, headers, state)


def _try_all(work: JobWork, kind: ImportKind, groups: list[Group], headers: HeaderMap, state: dict[str, Any]) -> None:
    try:
        with work.step() as context:
            for group in groups:
                _apply_group(context, kind, group, headers, state)
            raise DryRun
    except DryRun:
        return


def _apply_group(context: Context, kind: ImportKind, group: Group, headers: HeaderMap, state: dict[str, Any]) -> None:
    rows = [row for _, row in group]
    try:
        with context.attempt():
            outcome = kind.apply(context, rows if kind.group_by else rows[0])
            context.session.flush()
        state[outcome] += 1
    except (RuleError, IntegrityError, ValidationError) as refusal:
        for number, _ in group:
            state["refused"][str(number)] = _reason(refusal, context, headers)


def _reason(refusal: Exception, context: Context, headers: HeaderMap) -> str:
    if isinstance(refusal, ValidationError):
        return "; ".join(f"{each['field']}: {each['zh']} / {each['en']}" for each in flat_errors(refusal.messages))
    rule = refusal if isinstance(refusal, RuleError) else rule_behind(refusal, context.host.service.constraints)
    text = f"{rule.title('zh')} / {rule.title('en')}"
    return f"{headers.header_of(rule.field)}: {text}" if rule.field else text


def _result(
    work: JobWork, table: Table, headers: HeaderMap, state: dict[str, Any], bad: dict[int, str], filename: str
) -> dict[str, Any]:
    result = {name: state[name] for name in OUTCOMES}
    result |= {"rows": len(table.rows), "bad": len(bad), "ignored_headers": list(headers.ignored)}
    if bad:
        digest = work.host.files.put(annotate(table, bad))
        name = filename.rpartition(".")[0] + "-errors.xlsx"
        result["file"] = {"digest": digest, "name": name, "content_type": WORKBOOK}
        result["first_reasons"] = [f"{number}: {bad[number]}" for number in sorted(bad)[:5]]
    return result
