import type { Area } from '@/areas'

export default {
  name: 'office',
  title: ['办公', 'Office'],
  order: 60,
  pages: [
    {
      path: 'announcements',
      name: 'office.announcements',
      title: ['公告', 'Announcements'],
      scope: 'office.announcement.read',
      menu: true,
      component: () => import('./AnnouncementsPage.vue'),
    },
    {
      path: 'announcements/:id',
      name: 'office.announcement',
      title: ['公告', 'Announcement'],
      scope: 'office.announcement.read',
      component: () => import('./AnnouncementPage.vue'),
    },
    {
      path: 'tasks',
      name: 'office.tasks',
      title: ['任务', 'Tasks'],
      scope: 'office.task.read',
      menu: true,
      component: () => import('./TasksPage.vue'),
    },
    {
      path: 'tasks/:id',
      name: 'office.task',
      title: ['任务', 'Task'],
      scope: 'office.task.read',
      component: () => import('./TaskPage.vue'),
    },
  ],
} satisfies Area
