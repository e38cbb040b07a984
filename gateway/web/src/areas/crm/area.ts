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
  ],
} satisfies Area
