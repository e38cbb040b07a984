"""What roles can grant of crm, in business words."""

from chassis.access import Area, Function, Mark

CUSTOMERS = Area("customers", "客户", "Customers")

FUNCTIONS = (
    Function("crm.customer.read", "查看客户资料", "See customers", CUSTOMERS),
    Function("crm.customer.enter", "新建客户", "Register customers", CUSTOMERS, scoped=False),
    Function("crm.customer.change", "修改客户资料", "Change customers", CUSTOMERS),
    Function("crm.customer.import", "导入客户", "Import customers", CUSTOMERS),
    Function("crm.customer.assign", "为他人登记客户", "Register customers for others", CUSTOMERS, beyond=True),
    Function("crm.customer.transfer", "移交客户", "Transfer customers", CUSTOMERS),
    Function("crm.customer.collide", "确认重复客户", "Accept customers whose name is taken", CUSTOMERS),
    Function("crm.collision.read", "客户查重", "Check whether a customer is taken", CUSTOMERS, scoped=False),
    Function("crm.contact.change", "维护联系人", "Keep contact persons", CUSTOMERS),
    Function("crm.record.read", "查看联系记录", "See contact records", CUSTOMERS),
    Function("crm.record.enter", "登记联系记录", "Record contacts", CUSTOMERS),
    Function("crm.comment.enter", "批示联系记录", "Comment on contact records", CUSTOMERS),
    Function("crm.plan.read", "查看联系计划", "See planned contacts", CUSTOMERS),
    Function("crm.plan.enter", "安排联系计划", "Plan contacts", CUSTOMERS),
    Function("crm.rhythm.read", "查看采购节奏", "See purchase rhythms", CUSTOMERS),
)
PHONES = "contact_phone"
MARKS = (Mark(PHONES, "联系方式（电话、手机、微信、邮箱）", "how to contact (phone, mobile, WeChat, e-mail)"),)
