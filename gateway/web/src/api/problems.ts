/** What went wrong, in words: a problem document of the gateway (RFC 9457), or a line that broke. */
import type { components } from './schema'
import { language } from '@/i18n'

export type ProblemDocument = components['schemas']['Problem']

export interface FieldError {
  /** Where: `name`, `lines.2.quantity`. */
  field: string
  text: string
}

/** A request that was refused. `code` is stable; programs decide by it. */
export class Problem extends Error {
  readonly code: string
  readonly status: number

  constructor(readonly document: ProblemDocument) {
    super(document.title)
    this.code = document.code
    this.status = document.status
  }

  /** What happened, in the language of the screen. */
  get text(): string {
    return this.document.titles?.[inDocuments()] ?? this.document.title
  }

  get fields(): FieldError[] {
    return this.document.errors.map((entry) => ({ field: entry.field, text: entry[inDocuments()] }))
  }

  get details(): Record<string, unknown> {
    return this.document.details as Record<string, unknown>
  }
}

/** No answer came: the line is cut, or nobody is there. The same request may have been carried out. */
export class NoAnswer extends Error {}

/** Whether the request may have had its effect although it failed, so that it is repeated with the same key. */
export function undecided(error: unknown): boolean {
  return error instanceof NoAnswer || (error instanceof Problem && error.status >= 500)
}

export async function problemOf(response: Response): Promise<Problem> {
  const document = await response
    .clone()
    .json()
    .catch(() => null)
  return new Problem(document?.code ? document : unreadable(response.status))
}

function unreadable(status: number): ProblemDocument {
  const titles = { zh: `服务器的回答无法识别（${status}）`, en: `The answer of the server makes no sense (${status})` }
  return { type: 'about:blank', title: titles.zh, titles, status, code: 'unreadable', details: {}, errors: [], trace: '' }
}

function inDocuments(): 'zh' | 'en' {
  return language() === 'en' ? 'en' : 'zh'
}
