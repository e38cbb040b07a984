import type { Area } from '@/areas'

export default {
  name: 'admin',
  title: ['管理', 'Administration'],
  order: 90,
  pages: [
    {
      path: 'users',
      name: 'admin.users',
      title: ['员工和账号', 'People'],
      scope: 'gateway.user.manage',
      menu: true,
      component: () => import('./UsersPage.vue'),
    },
    {
      path: 'users/:id',
      name: 'admin.user',
      title: ['员工', 'Person'],
      scope: 'gateway.user.manage',
      component: () => import('./UserPage.vue'),
    },
    {
      path: 'units',
      name: 'admin.units',
      title: ['组织机构', 'Org tree'],
      scope: 'gateway.unit.manage',
      menu: true,
      component: () => import('./UnitsPage.vue'),
    },
    {
      path: 'roles',
      name: 'admin.roles',
      title: ['角色和权限', 'Roles'],
      scope: 'gateway.role.read',
      menu: true,
      component: () => import('./RolesPage.vue'),
    },
    {
      path: 'roles/:id',
      name: 'admin.role',
      title: ['角色', 'Role'],
      scope: 'gateway.role.read',
      component: () => import('./RolePage.vue'),
    },
    {
      path: 'explain',
      name: 'admin.explain',
      title: ['为什么看不到', 'Why not visible'],
      scope: 'gateway.role.read',
      menu: true,
      component: () => import('./ExplainPage.vue'),
    },
  ],
} satisfies Area
