"""Fields and kinds of record of this service in words: headers of exports, the audit trail on a screen."""

from chassis.words import Words

WORDS: Words = {
    "amount": ("金额", "Amount"),
    "bucket": ("期限", "Bucket"),
    "days_overdue": ("逾期天数", "Days overdue"),
    "dismissible": ("可忽略", "Dismissible"),
    "party_name": ("往来单位", "Party"),
    "stage": ("阶段", "Stage"),
    "titles": ("提醒", "Reminder"),
}
