/** The values of finance that have names on the screen, and what they mean to the reader. */
import type { Tone } from '@/components/StateTag.vue'

export const METHODS = ['bank', 'cash', 'wechat', 'alipay', 'draft', 'other'] as const
export const CATEGORIES = ['rent', 'utilities', 'office', 'wages', 'commission', 'selling', 'other'] as const
export const MONEY_STATES = ['posted', 'void', 'credit'] as const
export const EXPENSE_STATES = ['posted', 'void'] as const

export const TONES: Record<string, Tone> = { posted: 'good', void: 'soft', credit: 'calm' }
