import type { Area } from '@/areas'

export default {
  name: 'analytics',
  title: ['统计', 'Statistics'],
  order: 70,
  pages: [
    {
      path: 'performance',
      name: 'analytics.performance',
      title: ['业绩', 'Performance'],
      scope: 'sales.performance.read',
      menu: true,
      component: () => import('./PerformancePage.vue'),
    },
  ],
} satisfies Area
