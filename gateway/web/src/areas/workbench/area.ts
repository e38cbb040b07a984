import type { Area } from '@/areas'

export default {
  name: 'workbench',
  title: ['工作台', 'Workbench'],
  order: 10,
  pages: [
    {
      path: '',
      name: 'workbench',
      title: ['工作台', 'Workbench'],
      menu: true,
      component: () => import('./WorkbenchPage.vue'),
    },
    {
      path: 'reminders',
      name: 'workbench.reminders',
      title: ['提醒', 'Reminders'],
      scope: ['notification.reminder.read', 'notification.purchasing_reminder.read'],
      menu: true,
      component: () => import('./RemindersPage.vue'),
    },
  ],
} satisfies Area
