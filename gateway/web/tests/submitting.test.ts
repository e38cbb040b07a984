import { expect, it } from 'vitest'
import { NoAnswer, Problem } from '@/api/problems'
import { useSubmit } from '@/api/submitting'

function problem(status: number, errors: { field: string; code: string; zh: string; en: string }[] = []): Problem {
  return new Problem({ type: '', title: '', titles: { zh: '不行', en: 'no' }, status, code: 'x', details: {}, errors, trace: '' })
}

function submitting(failures: unknown[]) {
  const keys: string[] = []
  const form = useSubmit(async (content: { name: string }, headers) => {
    keys.push(headers['Idempotency-Key'])
    const failure = failures.shift()
    if (failure) throw failure
    return content.name
  })
  return { ...form, keys }
}

it('keeps the key while the same content is undecided', async () => {
  const { submit, keys } = submitting([new NoAnswer('cut'), problem(503)])
  expect(await submit({ name: 'a' })).toBeUndefined()
  expect(await submit({ name: 'a' })).toBeUndefined()
  expect(await submit({ name: 'a' })).toBe('a')
  expect(new Set(keys).size).toBe(1)
})

it('takes another key for other content, after a refusal, and after success', async () => {
  const { submit, keys } = submitting([new NoAnswer('cut'), problem(422)])
  for (const name of ['a', 'b', 'b', 'b']) await submit({ name })
  expect(new Set(keys).size).toBe(4)
})

it('shows an error at its field', async () => {
  const { submit, errorOf, error } = submitting([problem(422, [{ field: 'contact.name', code: 'required', zh: '必填', en: 'Required' }])])
  await submit({ name: 'a' })
  expect(errorOf('contact.name')).toBe('必填')
  expect(errorOf('name')).toBeUndefined()
  await submit({ name: 'b' })
  expect(error.value).toBeUndefined()
})
