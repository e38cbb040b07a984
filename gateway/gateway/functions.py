"""What roles can grant of the gateway, in business words."""

from chassis.access import Area, Function

ORGANISATION = Area("organisation", "组织与权限", "Organisation and permissions")

FUNCTIONS = (
    Function("gateway.user.read", "查看员工", "See people", ORGANISATION),
    Function("gateway.user.manage", "管理员工", "Manage people", ORGANISATION),
    Function("gateway.user.import", "导入员工", "Import people", ORGANISATION),
    Function("gateway.unit.read", "查看组织机构", "See the org tree", ORGANISATION, scoped=False),
    Function("gateway.unit.manage", "管理组织机构", "Manage the org tree", ORGANISATION),
    Function("gateway.device.read", "查看设备和被拒绝的访问", "See devices and refused attempts", ORGANISATION),
    Function("gateway.device.manage", "登记、批准和吊销设备", "Enrol, approve and revoke devices", ORGANISATION),
    Function("gateway.device.policy", "设定网络和设备要求", "Set networks and device policies", ORGANISATION),
    Function("gateway.client.read", "查看接口客户端", "See API clients", ORGANISATION),
    Function("gateway.client.manage", "管理接口客户端", "Manage API clients", ORGANISATION),
    Function("gateway.role.read", "查看角色", "See roles", ORGANISATION, scoped=False),
    Function("gateway.role.manage", "管理角色", "Manage roles", ORGANISATION, scoped=False),
    Function("gateway.role.assign", "给员工分配角色", "Give roles to people", ORGANISATION, scoped=False, beyond=True),
    Function("gateway.role.view_as", "以角色查看", "View as a role", ORGANISATION, scoped=False),
    Function("gateway.role.grant_any", "授予任何权限", "Grant any right", ORGANISATION, scoped=False, beyond=True),
)
