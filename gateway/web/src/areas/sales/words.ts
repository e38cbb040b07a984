/** States of sales documents, and what they mean to the reader. */
import type { Tone } from '@/components/StateTag.vue'

export const ORDER_STATES = ['draft', 'confirmed', 'closed', 'cancelled', 'past'] as const
export const STOCK_STATES = ['pending', 'reserved', 'short'] as const
export const DELIVERY_STATES = ['none', 'partial', 'full'] as const
export const QUOTE_STATES = ['draft', 'issued', 'ordered', 'cancelled'] as const
export const NOTE_STATES = ['draft', 'requested', 'shipped', 'refused', 'cancelled'] as const
export const RETURN_STATES = ['draft', 'confirmed', 'cancelled'] as const

export const TONES: Record<string, Tone> = {
  draft: 'soft',
  confirmed: 'calm',
  closed: 'good',
  cancelled: 'soft',
  past: 'soft',
  pending: 'soft',
  reserved: 'good',
  short: 'bad',
  none: 'soft',
  partial: 'warn',
  full: 'good',
  issued: 'calm',
  ordered: 'good',
  requested: 'warn',
  shipped: 'good',
  refused: 'bad',
}

/** Refusals that a reason may overcome, for those who may sell beyond the credit limit. */
export const CREDIT = ['sales.credit_exceeded', 'sales.credit_overdue']
