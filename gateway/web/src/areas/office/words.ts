import type { Tone } from '@/components/StateTag.vue'

export const TASK_STATES = ['open', 'done', 'cancelled'] as const
export const TONES: Record<string, Tone> = { open: 'calm', done: 'good', cancelled: 'soft' }
