"""What can be wrong with a file as a whole. Wrong single rows are no errors: checking.py reports them."""

TEXTS = {
    "file_type": ("只能读取 .xlsx 和 .csv 文件", "Only .xlsx and .csv files can be read"),
    "file_empty": ("文件是空的", "The file is empty"),
    "file_too_large": ("文件超过 {limit} MiB", "The file is larger than {limit} MiB"),
    "not_a_workbook": ("文件已损坏，或不是 .xlsx 工作簿", "The file is damaged, or no .xlsx workbook"),
    "locked_or_old": (
        "文件有密码，或是旧的 .xls 格式；请去掉密码并另存为 .xlsx",
        "The file has a password or is an old .xls; remove the password and save it as .xlsx",
    ),
    "suspicious_archive": (
        "文件解压后过大，已拒绝读取",
        "The file unpacks to far more than it should; it was not read",
    ),
    "document_type": (
        "文件含有不允许的 XML 声明（DTD）",
        "The file holds an XML declaration that is not allowed (DTD)",
    ),
    "too_heavy": ("读取该文件所需的内存或时间过多", "Reading this file takes too much memory or time"),
    "no_sheet": ("工作簿里没有可见的工作表", "The workbook has no visible sheet"),
    "no_header": ("找不到表头", "There is no header row"),
    "duplicate_header": ("表头重复：{names}", "Headers occur twice: {names}"),
    "too_many_rows": ("行数超过 {limit}", "There are more than {limit} rows"),
    "too_many_columns": ("列数超过 {limit}", "There are more than {limit} columns"),
    "too_many_cells": ("单元格总数超过 {limit}", "There are more than {limit} cells"),
    "error_cells": (
        "单元格的公式出错或尚未计算：{names}；请改正，或用 Excel 打开并保存后再导入",
        "Formulas with an error or not yet calculated: {names}; correct them, or open and save the file in Excel first",
    ),
    "not_text": (
        "无法识别文字编码；请保存为 UTF-8 或 GB18030 的 CSV",
        "The text encoding is unknown; save the CSV as UTF-8 or GB18030",
    ),
    "broken_csv": (
        "第 {line} 行附近的 CSV 格式有误（引号不配对？）",
        "The CSV is malformed near line {line} (a stray quote?)",
    ),
    "missing_column": ("缺少必填列：{names}", "Required columns are missing: {names}"),
    "ambiguous_column": ("多个表头对应同一列：{names}", "Several headers stand for one column: {names}"),
    "unknown_header": ("文件里没有这些表头：{names}", "The file has no such headers: {names}"),
    "unknown_column": ("没有这些列：{names}", "There are no such columns: {names}"),
    "constant_in_file": (
        "这些列文件中已有，不能再设固定值：{names}",
        "The file has these columns already, so they take no fixed value: {names}",
    ),
}


class BrokenFile(Exception):
    """The file cannot be imported at all. Has the attributes of a rule error: code, status, zh, en, field, details."""

    status = 422
    field: str | None = None

    def __init__(self, code: str, zh: str, en: str, **details: object):
        self.code, self.zh, self.en, self.details = code, zh, en, details
        super().__init__(en)

    def title(self, language: str) -> str:
        """The sentence for a person, in 'zh' or 'en'."""
        return self.zh if language == "zh" else self.en


def broken(code: str, **details: object) -> BrokenFile:
    """The error of TEXTS with its details filled in."""
    zh, en = TEXTS[code]
    return BrokenFile(code, zh.format(**details), en.format(**details), **details)
