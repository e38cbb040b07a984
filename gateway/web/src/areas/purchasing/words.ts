/** States of purchasing documents and kinds of stock moves, and what they mean to the reader. */
import type { Tone } from '@/components/StateTag.vue'

export const STATES = ['draft', 'confirmed', 'cancelled'] as const
export const RECEIVED = ['none', 'partial', 'full'] as const
export const MOVE_KINDS = ['opening', 'receipt', 'issue', 'return', 'adjustment', 'transfer', 'send_back'] as const

export const TONES: Record<string, Tone> = {
  draft: 'soft',
  confirmed: 'calm',
  cancelled: 'soft',
  none: 'soft',
  partial: 'warn',
  full: 'good',
}
