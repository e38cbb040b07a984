import type { Area } from '@/areas'

export default {
  name: 'crm',
  title: ['客户', 'Customers'],
  order: 20,
  pages: [
    {
      path: 'customers',
      name: 'crm.customers',
      title: ['客户资料', 'Customers'],
      scope: 'crm.customer.read',
      menu: true,
      component: () => import('./CustomersPage.vue'),
    },
    {
      path: 'customers/:id',
      name: 'crm.customer',
      title: ['客户', 'Customer'],
      scope: 'crm.customer.read',
      component: () => import('./CustomerPage.vue'),
    },
    {
      path: 'plans',
      name: 'crm.plans',
      title: ['下次联系', 'Next contacts'],
      scope: 'crm.plan.read',
      menu: true,
      component: () => import('./PlansPage.vue'),
    },
    {
      path: 'records',
      name: 'crm.records',
      title: ['联系记录', 'Contact records'],
      scope: 'crm.record.read',
      menu: true,
      component: () => import('./RecordsPage.vue'),
    },
  ],
} satisfies Area
