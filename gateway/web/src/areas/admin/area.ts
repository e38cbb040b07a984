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
  ],
} satisfies Area
